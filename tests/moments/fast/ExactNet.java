package moments.fast;

import java.util.Random;
import moments.nn.Conv2d;
import moments.nn.Flatten;
import moments.nn.Linear;
import moments.nn.MaxPool2d;
import moments.nn.Parameter;
import moments.nn.Relu;
import moments.nn.Sequential;
import moments.tensor.Tensor;

/** Convolution, ReLU, pool and a fully connected layer of small integers, whose sums are exact. */
final class ExactNet {
  /** No multiples of the lanes, for which tiles round. */
  private static final int[] CHANNELS = {1, 2, 3, 5, 6, 9, 10, 18, 20, 33};

  final Sequential net = new Sequential();
  final Tensor x;

  ExactNet(int seed) {
    Random random = new Random(seed);
    int in = CHANNELS[random.nextInt(4)];
    int out = seed % 6 == 0 ? 16 : CHANNELS[random.nextInt(CHANNELS.length)];
    x = integers(seed, 3, 1 + random.nextInt(20), in, 6 + random.nextInt(9), 6 + random.nextInt(9));
    Conv2d conv = new Conv2d(in, out, 1 + random.nextInt(5), 1, random.nextInt(3));
    net.add("conv", conv);
    Tensor y = Tensor.zeros(conv.outputShape(x));
    if (seed % 5 > 0) {
      net.add(new Relu());
    }
    if (seed % 4 > 0 && Math.min(y.dim(2), y.dim(3)) > 2) {
      int kernel = seed % 3 == 0 ? 3 : 2;
      MaxPool2d pool = new MaxPool2d(kernel, 1 + random.nextInt(2), random.nextInt(2));
      net.add(pool);
      y = Tensor.zeros(pool.outputShape(y));
    }
    net.add(new Flatten()).add("fc", new Linear(y.size() / y.dim(0), 1 + random.nextInt(30)));
    for (Parameter p : net.parameters()) {
      p.value().set(integers(seed + 7, 1, p.value().shape()));
    }
  }

  /** Integers from −most to most. */
  static Tensor integers(int seed, int most, int... shape) {
    Random random = new Random(seed);
    Tensor t = Tensor.zeros(shape);
    for (int i = 0; i < t.size(); i++) {
      t.data()[i] = random.nextInt(2 * most + 1) - most;
    }
    return t;
  }
}
