package moments.nn;

import java.util.List;
import moments.tensor.Tensor;

/**
 * The three layers in one pass where that is possible, else one after the other.
 *
 * <p>What the convolution of an image gives is pooled while it is in the nearest cache, and on the
 * way back no other layer's gradients are written and read in between.
 */
final class ConvReluPool implements ImageLayer {
  private final Conv2d conv;
  private final Relu relu;
  private final MaxPool2d pool;
  private boolean inOne;

  ConvReluPool(Conv2d conv, Relu relu, MaxPool2d pool) {
    this.conv = conv;
    this.relu = relu;
    this.pool = pool;
  }

  @Override
  public List<Parameter> parameters() {
    return conv.parameters();
  }

  @Override
  public boolean prefersChannelsLast(Tensor x, boolean last) {
    inOne = pool.isOfQuads() && conv.pools(x);
    return !inOne && conv.prefersChannelsLast(x, last);
  }

  @Override
  public Tensor forward(Tensor x, boolean last) {
    if (inOne) {
      return conv.forwardPooled(x);
    }
    return pool.forward(relu.forward(conv.forward(x, last), last), last);
  }

  @Override
  public Tensor backward(Tensor dy) {
    return conv.backward(inOne ? dy : relu.backward(pool.backward(dy)));
  }

  @Override
  public void backwardParameters(Tensor dy) {
    conv.backwardParameters(inOne ? dy : relu.backward(pool.backward(dy)));
  }
}
