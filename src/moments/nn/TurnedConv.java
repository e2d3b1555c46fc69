package moments.nn;

import moments.kernel.Kernels;
import moments.kernel.Workers;
import moments.tensor.Tensor;

/**
 * The gradient of the input of a convolution of stride 1, as a convolution itself: {@code dx = dy ⋆
 * W′} with {@code W′[c, o, u, v] = W[o, c, kernel−1−u, kernel−1−v]} and padding kernel − 1 −
 * padding. With channels last.
 *
 * <p>It needs no products in memory, but fills its lanes only if the input's channels do.
 */
final class TurnedConv {
  private final ConvShape s;
  private final Parameter weight;
  private final Parameter turned;
  private final ConvLanes convolution;
  private final Workers.Task turn = this::turnWeights;

  TurnedConv(ConvShape s, Parameter weight) {
    this.s = s;
    this.weight = weight;
    int padding = s.kernel() - 1 - s.padding();
    turned = new Parameter("turned", Tensor.zeros(s.in(), s.out(), s.kernel(), s.kernel()));
    convolution =
        ConvLanes.of(
            new ConvShape(s.n(), s.out(), s.rows(), s.columns(), s.in(), s.kernel(), 1, padding),
            turned,
            new Parameter("none", Tensor.zeros(s.in())));
  }

  /** Whether it can be used for {@code s} and leaves no lane idle. */
  static boolean suits(ConvShape s) {
    return s.stride() == 1
        && s.padding() < s.kernel()
        && s.in() % Kernels.best().lanes() == 0
        && ConvLanes.overChannels(s);
  }

  void backwardInput(Tensor dy, Tensor dx) {
    Workers.forEach(s.in(), s.out() * s.kernel() * s.kernel(), turn);
    convolution.forward(dy, dx);
  }

  private void turnWeights(int c) {
    int area = s.kernel() * s.kernel();
    for (int o = 0; o < s.out(); o++) {
      int from = (o * s.in() + c) * area;
      int to = (c * s.out() + o) * area;
      for (int uv = 0; uv < area; uv++) {
        turned.value().data()[to + uv] = weight.value().data()[from + area - 1 - uv];
      }
    }
  }
}
