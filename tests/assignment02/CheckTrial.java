package assignment02;

import static moments.grading.Text.number;
import static moments.grading.Text.numbers;

import assignment02.GradientAnswers.Cubic;
import assignments.Tolerance;
import assignments.Trial;
import moments.grading.Student;

/** Cases for Difference and GradientCheck. */
final class CheckTrial {
  private static final Tolerance CLOSE = new Tolerance(1e-6, 1e-9);

  private final GradientQuestions student = Student.answering(GradientQuestions.class);
  private final Trial<CheckMistake> trial;
  private double[][] loss = {};
  private double[] theta = {};

  CheckTrial(String hint) {
    trial = new Trial<>(CheckMistake.NONE, hint);
  }

  /** The loss and the place of the cases that follow. */
  CheckTrial of(double[][] coefficients, double... place) {
    loss = coefficients;
    theta = place.clone();
    return this;
  }

  /** The central difference along an element. */
  CheckTrial central(int i, double h) {
    trial.expect(
        "%s, h = %s, the slope along θ%s".formatted(shown(), number(h), i),
        CLOSE,
        mistake -> paper(mistake).central(theta.clone(), i, h),
        () -> student.central(loss, theta, i, h));
    return this;
  }

  /** All θ after a central difference, to the last bit. */
  CheckTrial thetaAfterCentral(int i, double h) {
    trial.expectAll(
        "%s, h = %s, θ after the slope along θ%s".formatted(shown(), number(h), i),
        Tolerance.EXACT,
        mistake -> {
          double[] moved = theta.clone();
          paper(mistake).central(moved, i, h);
          return moved;
        },
        () -> student.thetaAfterCentral(loss, theta, i, h));
    return this;
  }

  /** The relative error of two slopes. */
  CheckTrial relativeError(double a, double n) {
    trial.expect(
        "a = %s, n = %s, their relative error".formatted(number(a), number(n)),
        CLOSE,
        mistake -> paper(mistake).relativeError(a, n),
        () -> student.relativeError(a, n));
    return this;
  }

  /** The worst error of a gradient. */
  CheckTrial worst(double h, double... gradient) {
    trial.expect(
        "%s, h = %s, the worst error of the gradient [%s]"
            .formatted(shown(), number(h), numbers(gradient)),
        CLOSE,
        mistake -> paper(mistake).worst(theta.clone(), gradient, h),
        () -> student.worst(loss, theta, gradient, h));
    return this;
  }

  /** Whether a gradient passes, 1 or 0. */
  CheckTrial passes(String what, double... gradient) {
    trial.expect(
        "%s, %s [%s], 1 if it passes".formatted(shown(), what, numbers(gradient)),
        Tolerance.EXACT,
        mistake -> paper(mistake).passes(theta.clone(), gradient) ? 1 : 0,
        () -> student.passes(loss, theta, gradient) ? 1 : 0);
    return this;
  }

  private PaperCheck paper(CheckMistake mistake) {
    return new PaperCheck(mistake, new Cubic(loss));
  }

  private String shown() {
    return "L = Σ aθ + bθ² + cθ³ + dθᵢθᵢ₊₁ with a = [%s], b = [%s], c = [%s], d = %s at θ = [%s]"
        .formatted(
            numbers(loss[0]),
            numbers(loss[1]),
            numbers(loss[2]),
            number(loss[3][0]),
            numbers(theta));
  }

  /** Throws a Failure with every case, what was expected and got, and the hint. */
  void check() {
    trial.check();
  }
}
