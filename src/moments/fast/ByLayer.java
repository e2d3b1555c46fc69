package moments.fast;

import moments.nn.Conv2d;
import moments.tensor.Tensor;

/** A convolution by its layer, as it is written, of images with channels last. */
record ByLayer(Conv2d conv, Wire in, Wire out) implements Step {
  @Override
  public boolean hasParameters() {
    return true;
  }

  @Override
  public void forward() {
    Tensor y = conv.forward(LayoutChange.channelsFirst(in.value));
    out.value.set(LayoutChange.channelsLast(y));
  }

  @Override
  public void backward(boolean toInput) {
    conv.forward(LayoutChange.channelsFirst(in.value));
    Tensor dx = conv.backward(LayoutChange.channelsFirst(out.grad));
    if (toInput) {
      in.grad.set(LayoutChange.channelsLast(dx));
    }
  }
}
