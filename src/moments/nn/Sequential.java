package moments.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import moments.tensor.Tensor;

/**
 * Layers one after the other: {@code y = fₖ(… f₂(f₁(x)))}, and back in the opposite order.
 *
 * <p>Parameters are named by layer and parameter, {@code conv1.weight}; a layer without a name by
 * its position from 0, {@code 3.weight}.
 */
public final class Sequential implements Layer {
  private final List<String> names = new ArrayList<>();
  private final List<Layer> layers = new ArrayList<>();

  /** A net of unnamed layers; more can be added. */
  public Sequential(Layer... layers) {
    for (Layer layer : layers) {
      add(layer);
    }
  }

  /** Adds a layer at the end, named by its position; returns this net. */
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
    requireNew(layer);
    names.add(name);
    layers.add(layer);
    return this;
  }

  /** A layer remembers the x of one call, so neither it nor a part of it may occur twice. */
  private void requireNew(Layer layer) {
    if (holds(layer)) {
      throw new IllegalArgumentException(
          "Sequential.add: %s is already in the net; construct a second layer".formatted(layer));
    }
    if (layer instanceof Sequential net) {
      net.layers.forEach(this::requireNew);
    }
  }

  private boolean holds(Layer layer) {
    boolean here = layer == this || layers.stream().anyMatch(l -> l == layer);
    return here || layers.stream().anyMatch(l -> l instanceof Sequential net && net.holds(layer));
  }

  /** The layers in order (a copy). */
  public List<Layer> layers() {
    return List.copyOf(layers);
  }

  /** The names of the layers in order (a copy). */
  public List<String> names() {
    return List.copyOf(names);
  }

  /** The number of layers. */
  public int size() {
    return layers.size();
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
    for (int i = 0; i < layers.size(); i++) {
      try {
        y = layers.get(i).forward(y);
      } catch (ShapeException e) {
        throw e.in(names.get(i));
      }
    }
    return y;
  }

  @Override
  public Tensor backward(Tensor dy) {
    Tensor dx = dy;
    for (int i = layers.size() - 1; i >= 0; i--) {
      try {
        dx = layers.get(i).backward(dx);
      } catch (ShapeException e) {
        throw e.in(names.get(i));
      }
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
    StringBuilder text = new StringBuilder("Sequential").append(count(this));
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      text.append("\n  ").append(names.get(i)).append(": ");
      text.append(layer.toString().replace("\n", "\n  "));
      if (!(layer instanceof Sequential) && !layer.parameters().isEmpty()) {
        text.append(count(layer));
      }
    }
    return text.toString();
  }

  private static String count(Layer layer) {
    int count = layer.parameters().stream().mapToInt(p -> p.value().size()).sum();
    return String.format(Locale.ROOT, ", %,d parameters", count);
  }
}
