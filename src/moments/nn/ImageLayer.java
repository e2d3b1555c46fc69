package moments.nn;

import moments.tensor.Tensor;

/**
 * A layer that can also work on images whose elements lie with their channels last, [N, H, W, C];
 * the shape of such a tensor stays [N, C, H, W].
 *
 * <p>That order suits SIMD where channels are many. {@link Sequential} lets neighbours of this kind
 * pass it on to each other, and turns the images where it meets another layer or an end, so that
 * nobody outside sees it.
 */
interface ImageLayer extends Layer {
  /** Whether this layer would rather have {@code x}, now in the order {@code last}, so. */
  boolean prefersChannelsLast(Tensor x, boolean last);

  /** Whether {@code y} has its channels last, after a forward of x in the order {@code last}. */
  default boolean givesChannelsLast(boolean last) {
    return last;
  }

  /** {@code forward} of x with channels last or not; dx is in the order of x, and dy of y. */
  Tensor forward(Tensor x, boolean last);

  @Override
  default Tensor forward(Tensor x) {
    return forward(x, false);
  }
}
