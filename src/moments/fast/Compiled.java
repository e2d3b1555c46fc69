package moments.fast;

import java.util.List;
import moments.nn.Layer;
import moments.tensor.Tensor;

/** Steps for one shape of x, ready to run. */
record Compiled(List<Step> steps, Wire entering, Wire leaving, boolean training) {
  /** Stands for the steps before there is an x. */
  static final Compiled NOTHING =
      new Compiled(List.of(), Wire.entering(Layer.NOTHING), Wire.entering(Layer.NOTHING), false);

  boolean suits(Tensor x, boolean forTraining) {
    return this != NOTHING && training == forTraining && x.sameShape(entering.value);
  }

  Tensor forward(Tensor x) {
    entering.value = x;
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).forward();
    }
    return leaving.value;
  }

  /** The gradients down to x, or only down to the first parameters. */
  Tensor backward(Tensor dy, boolean toInput) {
    leaving.grad = dy;
    if (toInput && !entering.grad.sameShape(entering.value)) {
      entering.grad = Tensor.zerosLike(entering.value);
    }
    int first = toInput ? 0 : firstWithParameters();
    for (int i = steps.size() - 1; i >= first; i--) {
      steps.get(i).backward(toInput || i > first);
    }
    return entering.grad;
  }

  private int firstWithParameters() {
    int first = 0;
    while (first < steps.size() && !steps.get(first).hasParameters()) {
      first++;
    }
    return first;
  }
}
