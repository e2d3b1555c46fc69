package moments.fast;

import java.util.ArrayList;
import java.util.List;
import moments.nn.Layer;
import moments.nn.Parameter;
import moments.nn.Sequential;
import moments.nn.ShapeException;
import moments.tensor.Tensor;

/**
 * A compiled net: it computes what the net computes, on the same parameters, faster.
 *
 * <pre>{@code
 * Sequential net = Nets.tutorial(1);
 * Layer fast = Fast.of(net);
 * fast.forward(x);           // = net.forward(x) but for rounding
 * fast.backward(dy);         // adds to the gradients of net.parameters()
 * }</pre>
 *
 * <p>Convolutions, ReLUs, pools, flattening and fully connected layers are compiled together,
 * whenever the shape of x changes: convolution, ReLU and pool go in one pass, loops run on vector
 * instructions and on all threads, buffers are kept from call to call. Any other layer, dropout or
 * a learner's own, runs as it is. A result does not depend on the number of threads.
 *
 * <p>It owns the tensors that it returns and writes them anew in its next call. In evaluation it
 * keeps nothing for {@code backward}. With {@code -Dmoments.fast=off} there is no engine, and the
 * net itself runs.
 */
public final class Fast implements Layer {
  /** With the value {@code off}, nets run as they are written. */
  public static final String PROPERTY = "moments.fast";

  private final Layer net;
  private final int firstWithParameters;

  /** The net and the nets within it, and how many layers each had. */
  private final List<Sequential> nets = new ArrayList<>();

  private final List<Integer> sizes = new ArrayList<>();
  private final List<Layer> parts = new ArrayList<>();

  /** For each part, what tells its shape errors. */
  private final List<Named> names = new ArrayList<>();

  private Fast(Layer net) {
    this.net = net;
    note(net);
    List<Named> layers = Named.layersOf(net);
    for (int i = 0; i < layers.size(); ) {
      int end = i;
      while (end < layers.size() && Plan.knows(layers.get(end).layer())) {
        end++;
      }
      names.add(layers.get(i));
      if (end > i) {
        parts.add(new CompiledLayers(List.copyOf(layers.subList(i, end))));
        i = end;
      } else {
        parts.add(layers.get(i++).layer());
      }
    }
    int first = 0;
    while (first < parts.size() && parts.get(first).parameters().isEmpty()) {
      first++;
    }
    firstWithParameters = first;
  }

  private void note(Layer layer) {
    if (layer instanceof Sequential within) {
      nets.add(within);
      sizes.add(within.size());
      within.layers().forEach(this::note);
    }
  }

  /**
   * The compiled {@code net}; {@code net} itself if it is compiled already or the engine is off.
   *
   * <p>Add all layers before: one that is added later is refused at the next call.
   */
  public static Layer of(Layer net) {
    return net instanceof Fast || "off".equals(System.getProperty(PROPERTY)) ? net : new Fast(net);
  }

  /**
   * Runs a compiled net until HotSpot has compiled the loops that it needs, so that a clock that
   * starts afterwards is fair: vector code is very slow before.
   *
   * <p>No parameter changes, no mask of dropout is drawn and gradients are 0 in the end. It leaves
   * out dropout, and everything from the first other layer on that is not compiled.
   *
   * @param net nothing happens unless it is compiled
   * @param x a batch as in training
   * @param most the largest number of steps
   */
  public static void warmUp(Layer net, Tensor x, long most) {
    if (net instanceof Fast fast) {
      new WarmUp(fast.parts).run(x, most);
      fast.parameters().forEach(p -> p.grad().fill(0));
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    requireUnchanged();
    Tensor y = x;
    for (int i = 0; i < parts.size(); i++) {
      try {
        y = parts.get(i).forward(y);
      } catch (ShapeException e) {
        throw told(e, i);
      }
    }
    return y;
  }

  /** Compiled layers have told already which of them it was. */
  private ShapeException told(ShapeException e, int part) {
    return parts.get(part) instanceof CompiledLayers ? e : names.get(part).told(e);
  }

  private void requireUnchanged() {
    for (int i = 0; i < nets.size(); i++) {
      if (nets.get(i).size() != sizes.get(i)) {
        throw new IllegalStateException(
            "Fast: the net had %d layers when it was compiled and has %d now; call Fast.of again"
                .formatted(sizes.get(i), nets.get(i).size()));
      }
    }
  }

  @Override
  public Tensor backward(Tensor dy) {
    return backwardTo(0, dy);
  }

  /** Backward down to the first part that has parameters, whose dx nobody needs. */
  @Override
  public void backwardParameters(Tensor dy) {
    int first = firstWithParameters;
    if (first < parts.size()) {
      Tensor dx = backwardTo(first + 1, dy);
      try {
        parts.get(first).backwardParameters(dx);
      } catch (ShapeException e) {
        throw told(e, first);
      }
    }
  }

  private Tensor backwardTo(int first, Tensor dy) {
    Tensor dx = dy;
    for (int i = parts.size() - 1; i >= first; i--) {
      try {
        dx = parts.get(i).backward(dx);
      } catch (ShapeException e) {
        throw told(e, i);
      }
    }
    return dx;
  }

  @Override
  public List<Parameter> parameters() {
    return net.parameters();
  }

  @Override
  public void train(boolean on) {
    net.train(on);
    for (Layer part : parts) {
      if (part instanceof CompiledLayers compiled) {
        compiled.train(on);
      }
    }
  }

  @Override
  public String toString() {
    return "Fast " + net;
  }
}
