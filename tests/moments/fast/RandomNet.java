package moments.fast;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import moments.nn.Conv2d;
import moments.nn.Flatten;
import moments.nn.Init;
import moments.nn.Layer;
import moments.nn.Linear;
import moments.nn.MaxPool2d;
import moments.nn.Parameter;
import moments.nn.Relu;
import moments.nn.Sequential;
import moments.nn.Values;
import moments.tensor.Tensor;

/**
 * A net drawn from a seed, with its input: odd sizes, strides 1 to 3, padding, overlapping pools, 1
 * to 64 channels, batches of 1 to 130, a layer of a learner's own here and there, nets in nets.
 */
final class RandomNet {
  private static final int[] BATCHES = {1, 2, 3, 4, 7, 16, 33, 64, 100, 130};
  private static final int[] CHANNELS = {1, 2, 3, 5, 6, 16, 17, 20, 32, 33, 48, 64};

  /** Multiply-adds of a forward, so that a net as it is written takes milliseconds. */
  private static final long MOST_WORK = 1_500_000;

  private final Random random;
  private final Sequential net = new Sequential();
  private Tensor shape;
  private long work;
  final Tensor x;

  private RandomNet(long seed) {
    random = new Random(seed);
    int n = BATCHES[random.nextInt(BATCHES.length)];
    int c = CHANNELS[random.nextInt(CHANNELS.length)];
    x = Values.normal(seed, n, c, 1 + random.nextInt(20), 1 + random.nextInt(20));
    shape = x;
    for (int i = random.nextInt(3); i >= 0; i--) {
      addConvolution();
    }
    add(new Flatten());
    addLinear();
    Init.HE_NORMAL.apply(net, seed);
  }

  /** The net of {@code seed}, drawn again with the next multiple of a thousand while too large. */
  static RandomNet of(long seed) {
    RandomNet drawn = new RandomNet(seed);
    return drawn.work <= MOST_WORK ? drawn : of(seed + 1000);
  }

  Sequential net() {
    return net;
  }

  /** The net's input with its last images left out; at least one stays. */
  Tensor smallerBatch() {
    int[] dims = x.shape();
    dims[0] = (dims[0] + 1) / 2;
    int size = x.size() / x.dim(0) * dims[0];
    return Tensor.of(Arrays.copyOf(x.data(), size), dims);
  }

  private void addConvolution() {
    int out = CHANNELS[random.nextInt(CHANNELS.length)];
    int kernel = 1 + random.nextInt(5);
    int padding = random.nextInt(kernel + 1);
    int stride = random.nextInt(3) > 0 ? 1 : 2 + random.nextInt(2);
    if (kernel > Math.min(shape.dim(2), shape.dim(3)) + 2 * padding) {
      kernel = 1;
    }
    Conv2d conv = new Conv2d(shape.dim(1), out, kernel, stride, padding);
    work += (long) Tensor.zeros(conv.outputShape(shape)).size() * shape.dim(1) * kernel * kernel;
    Sequential within = random.nextInt(5) == 0 ? new Sequential() : net;
    within.add(conv);
    shape = Tensor.zeros(conv.outputShape(shape));
    if (random.nextInt(6) > 0) {
      within.add(new Relu());
    }
    if (random.nextInt(4) > 0) {
      addPool(within);
    }
    if (within != net) {
      net.add(within);
    }
    if (random.nextInt(4) == 0) {
      net.add(new Scale());
    }
  }

  private void addPool(Sequential within) {
    int kernel = 1 + random.nextInt(3);
    int padding = random.nextInt(kernel / 2 + 1);
    if (kernel <= Math.min(shape.dim(2), shape.dim(3)) + 2 * padding) {
      MaxPool2d pool = new MaxPool2d(kernel, 1 + random.nextInt(3), padding);
      within.add(pool);
      shape = Tensor.zeros(pool.outputShape(shape));
    }
  }

  private void addLinear() {
    int features = shape.size() / shape.dim(0);
    int out = 1 + random.nextInt(40);
    work += (long) shape.size() * out;
    add(new Linear(features, out));
    if (random.nextBoolean()) {
      add(new Relu());
      add(new Linear(out, 1 + random.nextInt(12)));
    }
  }

  private void add(Layer layer) {
    net.add(layer);
  }

  /**
   * Whether no ReLU and no pool hangs on a rounding error: none of their inputs is so near to 0, or
   * to another in its window, that a rounding error can change which way the gradient goes.
   */
  boolean isClear() {
    Tensor at = x;
    boolean clear = true;
    for (Named named : Named.layersOf(net)) {
      clear &= isClear(named.layer(), at);
      at = named.layer().forward(at);
    }
    return clear;
  }

  private static boolean isClear(Layer layer, Tensor x) {
    double margin = 2e-5 * x.norm() / Math.sqrt(x.size());
    if (layer instanceof MaxPool2d pool) {
      return Runners.distance(pool, x) > margin;
    }
    boolean clear = true;
    for (int i = 0; layer instanceof Relu && i < x.size(); i++) {
      clear &= Math.abs(x.data()[i]) > margin;
    }
    return clear;
  }

  /** A layer of a learner's own: {@code y = a·x}. */
  private static final class Scale implements Layer {
    private final Parameter a = new Parameter("a", Tensor.zeros(1).fill(1.25f));
    private Tensor x = NOTHING;

    @Override
    public Tensor forward(Tensor x) {
      this.x = x;
      return x.times(a.value().get(0));
    }

    @Override
    public Tensor backward(Tensor dy) {
      a.grad().data()[0] += (float) Values.dot(dy, x);
      return dy.times(a.value().get(0));
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(a);
    }
  }
}
