package moments.fast;

import moments.tensor.Tensor;

/** The same elements under another shape: nothing is copied, only the wires are tied together. */
final class FlattenStep implements Step {
  private final Wire in;
  private final Wire out;
  private Tensor x;
  private Tensor dy;

  FlattenStep(Wire in, Wire out) {
    this.in = in;
    this.out = out;
    x = in.value;
    dy = out.grad;
    out.value = x.reshape(out.value.shape());
  }

  @Override
  public void forward() {
    if (in.value != x) {
      x = in.value;
      out.value = x.reshape(out.value.shape());
    }
  }

  @Override
  public void backward(boolean toInput) {
    if (out.grad != dy || in.grad.data() != dy.data()) {
      dy = out.grad;
      in.grad = dy.reshape(in.value.shape());
    }
  }
}
