package moments.fast;

import java.util.ArrayList;
import java.util.List;
import moments.nn.Conv2d;
import moments.nn.Flatten;
import moments.nn.Layer;
import moments.nn.Linear;
import moments.nn.MaxPool2d;
import moments.nn.Relu;
import moments.nn.ShapeException;
import moments.nn.Window;
import moments.tensor.Tensor;

/**
 * The steps of neighbouring layers for one shape of x, with the wires between them.
 *
 * <p>Here it is decided which layers share a pass, which way a convolution goes and in which order
 * the elements of images lie; the steps only carry it out.
 */
final class Plan {
  private final List<Step> steps = new ArrayList<>();
  private final boolean training;
  private Wire wire;

  private Plan(Tensor x, boolean training) {
    this.training = training;
    wire = Wire.entering(x);
  }

  /** Whether the engine has a step for {@code layer}. */
  static boolean knows(Layer layer) {
    return layer instanceof Conv2d
        || layer instanceof MaxPool2d
        || layer instanceof Relu
        || layer instanceof Linear
        || layer instanceof Flatten;
  }

  /**
   * The steps of {@code layers} for inputs of the shape of {@code x}.
   *
   * @param training whether there will be a backward
   */
  static Compiled of(List<Named> layers, Tensor x, boolean training) {
    Plan plan = new Plan(x, training);
    Wire entering = plan.wire;
    for (int i = 0; i < layers.size(); ) {
      i += plan.add(layers, i);
    }
    plan.inOrder(false);
    return new Compiled(List.copyOf(plan.steps), entering, plan.wire, training);
  }

  /** Adds the step of layer i, together with the layers after it that fit into its pass. */
  private int add(List<Named> layers, int i) {
    Layer layer = layers.get(i).layer();
    try {
      if (layer instanceof Conv2d conv) {
        return add(conv, poolAfter(layers, i)) ? 3 : 1;
      } else if (layer instanceof MaxPool2d pool) {
        inOrder(true);
        Wire in = wire;
        steps.add(new PoolStep(pool.window(), in, next(true, pool.outputShape(in.value))));
      } else if (layer instanceof Relu relu) {
        Wire in = wire;
        steps.add(new ReluStep(in, next(in.channelsLast, relu.outputShape(in.value))));
      } else if (layer instanceof Linear linear) {
        Wire in = wire;
        steps.add(new LinearStep(linear, in, next(false, linear.outputShape(in.value))));
      } else if (layer instanceof Flatten flatten) {
        inOrder(false);
        Wire in = wire;
        steps.add(new FlattenStep(in, next(false, flatten.outputShape(in.value))));
      }
      return 1;
    } catch (ShapeException e) {
      throw layers.get(i).told(e);
    }
  }

  /** The pool that comes with ReLU after layer i, or none. */
  private static Window poolAfter(List<Named> layers, int i) {
    return i + 2 < layers.size()
            && layers.get(i + 1).layer() instanceof Relu
            && layers.get(i + 2).layer() instanceof MaxPool2d pool
        ? pool.window()
        : ConvWay.NO_POOL;
  }

  /** Adds a convolution, with ReLU and {@code pool} where that can be; returns whether it was. */
  private boolean add(Conv2d conv, Window pool) {
    Tensor x = wire.value;
    int[] y = conv.outputShape(x);
    ConvShape s =
        new ConvShape(x.dim(0), x.dim(1), x.dim(2), x.dim(3), y[1], conv.window(), training);
    boolean fits = pool != ConvWay.NO_POOL && ConvWay.fits(s, pool) && poolFits(pool, y);
    Window pooled = fits ? pool : ConvWay.NO_POOL;
    ConvWay way = ConvWay.of(s, pooled);
    inOrder(way.takesChannelsLast());
    Wire in = wire;
    Wire out = next(way.givesChannelsLast(), y[0], y[1], pooled.places(y[2]), pooled.places(y[3]));
    steps.add(way.step(s, conv, pooled, in, out));
    return fits;
  }

  private static boolean poolFits(Window pool, int[] y) {
    return pool.kernel() <= Math.min(y[2], y[3]) + 2 * pool.padding();
  }

  /** Goes on with the elements of images in the wanted order. */
  private void inOrder(boolean channelsLast) {
    if (wire.channelsLast != channelsLast) {
      Wire in = wire;
      steps.add(new LayoutChange(in, next(channelsLast, in.value.shape())));
    }
  }

  /** The wire for the output of the step that is added next. */
  private Wire next(boolean channelsLast, int... shape) {
    wire = Wire.of(training, channelsLast, shape);
    return wire;
  }
}
