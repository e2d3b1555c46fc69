package moments.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import moments.tensor.Tensor;

/**
 * Layers one after the other: {@code y = fₖ(… f₂(f₁(x)))}.
 *
 * <p>Parameters are called by layer and parameter, {@code conv1.weight}; a layer without a name is
 * called by its position from 0, {@code 3.weight}.
 */
public final class Sequential implements Layer {
  private final List<String> names = new ArrayList<>();
  private final List<Layer> layers = new ArrayList<>();

  /** What runs: the layers, but a convolution, its ReLU and its pool as one. */
  private final List<Layer> stages = new ArrayList<>();

  /** What turns the images before each stage, and at the end. */
  private final List<Turn> turns = new ArrayList<>();

  private final Turn turnBack = new Turn();

  /** A net of unnamed layers; more can be added. */
  public Sequential(Layer... layers) {
    for (Layer layer : layers) {
      add(layer);
    }
  }

  /** Adds a layer at the end, called by its position; returns this net. */
  public Sequential add(Layer layer) {
    return add(Integer.toString(layers.size()), layer);
  }

  /** Adds a layer at the end; returns this net. */
  public Sequential add(String name, Layer layer) {
    if (name.isBlank() || name.contains(".") || names.contains(name)) {
      throw new IllegalArgumentException(
          "Sequential.add: expected a new name without dots, got \"%s\"; the net has %s"
              .formatted(name, names));
    }
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) == layer) {
        throw new IllegalArgumentException(
            "Sequential.add: %s is already in the net as \"%s\"; construct a second layer"
                .formatted(layer, names.get(i)));
      }
    }
    names.add(name);
    layers.add(layer);
    stages.add(layer);
    turns.add(new Turn());
    int n = stages.size();
    if (n > 2
        && stages.get(n - 3) instanceof Conv2d conv
        && stages.get(n - 2) instanceof Relu relu
        && layer instanceof MaxPool2d pool) {
      stages.subList(n - 3, n).clear();
      stages.add(new ConvReluPool(conv, relu, pool));
    }
    return this;
  }

  /** The layers in order. */
  public List<Layer> layers() {
    return List.copyOf(layers);
  }

  /** The layer of that name. */
  public Layer get(String name) {
    int i = names.indexOf(name);
    if (i < 0) {
      throw new IllegalArgumentException(
          "Sequential.get: no layer \"%s\"; the net has %s".formatted(name, names));
    }
    return layers.get(i);
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = x;
    boolean last = false;
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i) instanceof ImageLayer layer && y.rank() == 4) {
        boolean wanted = layer.prefersChannelsLast(y, last);
        y = layer.forward(turns.get(i).forward(y, last, wanted), wanted);
        last = layer.givesChannelsLast(wanted);
      } else {
        y = stages.get(i).forward(turns.get(i).forward(y, last, false));
        last = false;
      }
    }
    return turnBack.forward(y, last, false);
  }

  @Override
  public Tensor backward(Tensor dy) {
    return backwardTo(0, dy);
  }

  /** Backward down to the first layer that has parameters, which need not return its dx. */
  @Override
  public void backwardParameters(Tensor dy) {
    int first = 0;
    while (first < stages.size() && stages.get(first).parameters().isEmpty()) {
      first++;
    }
    if (first < stages.size()) {
      stages.get(first).backwardParameters(backwardTo(first + 1, dy));
    }
  }

  /** The gradient of what layer {@code first} was given. */
  private Tensor backwardTo(int first, Tensor dy) {
    Tensor dx = turnBack.backward(dy);
    for (int i = stages.size() - 1; i >= first; i--) {
      dx = turns.get(i).backward(stages.get(i).backward(dx));
    }
    return dx;
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      for (Parameter p : layers.get(i).parameters()) {
        parameters.add(p.named(names.get(i) + "." + p.name()));
      }
    }
    return parameters;
  }

  @Override
  public void train(boolean on) {
    layers.forEach(layer -> layer.train(on));
  }

  /** One line for each layer: its name, its settings, its number of parameters. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(String.format(Locale.ROOT, "Sequential, %,d parameters", size(this)));
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      text.append("\n  ").append(names.get(i)).append(": ");
      text.append(layer.toString().replace("\n", "\n  "));
      if (!(layer instanceof Sequential) && size(layer) > 0) {
        text.append(String.format(Locale.ROOT, ", %,d parameters", size(layer)));
      }
    }
    return text.toString();
  }

  private static int size(Layer layer) {
    return layer.parameters().stream().mapToInt(p -> p.value().size()).sum();
  }
}
