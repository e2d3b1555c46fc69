package moments.nn;

import java.util.List;
import moments.tensor.Tensor;

/**
 * The three layers in one pass where that is possible, else one after the other.
 *
 * <p>What the convolution of an image gives is pooled while it is in the nearest cache, and on the
 * way back no other layer's gradients are written and read in between.
 */
record ConvReluPool(Conv2d conv, Relu relu, MaxPool2d pool) implements ImageLayer {
  @Override
  public List<Parameter> parameters() {
    return conv.parameters();
  }

  @Override
  public boolean prefersChannelsLast(Tensor x, boolean last) {
    return conv.prefersChannelsLast(x, pool);
  }

  @Override
  public boolean givesChannelsLast(boolean last) {
    return conv.givesChannelsLast(last);
  }

  @Override
  public Tensor forward(Tensor x, boolean last) {
    Tensor y = conv.forward(x, last, pool);
    boolean yLast = givesChannelsLast(last);
    return conv.hasPooled() ? y : pool.forward(relu.forward(y, yLast), yLast);
  }

  @Override
  public Tensor backward(Tensor dy) {
    return conv.backward(gradientOfConv(dy));
  }

  @Override
  public void backwardParameters(Tensor dy) {
    conv.backwardParameters(gradientOfConv(dy));
  }

  private Tensor gradientOfConv(Tensor dy) {
    return conv.hasPooled() ? dy : relu.backward(pool.backward(dy));
  }
}
