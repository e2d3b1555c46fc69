package moments.fast;

import moments.nn.Layer;
import moments.tensor.Tensor;

/**
 * What runs between two steps: a tensor on the way forward, its gradient on the way back.
 *
 * <p>Within a net the two stay the same for as long as the shapes do: the step before writes {@link
 * #value}, the one after {@link #grad}. On the wire that enters the net and the one that leaves it,
 * each call puts tensors of its own.
 */
final class Wire {
  /** Whether the elements of images lie with their channels last, [N, H, W, C]; shapes never do. */
  final boolean channelsLast;

  Tensor value;
  Tensor grad;

  private Wire(Tensor value, Tensor grad, boolean channelsLast) {
    this.value = value;
    this.grad = grad;
    this.channelsLast = channelsLast;
  }

  /** The wire on which {@code x} enters a net. */
  static Wire entering(Tensor x) {
    return new Wire(x, Layer.NOTHING, false);
  }

  /** A wire with tensors of its own; without a gradient unless {@code training}. */
  static Wire of(boolean training, boolean channelsLast, int... shape) {
    Tensor value = Tensor.zeros(shape);
    return new Wire(value, training ? Tensor.zerosLike(value) : Layer.NOTHING, channelsLast);
  }
}
