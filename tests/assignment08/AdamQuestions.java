package assignment08;

/** What the tests ask of an Adam: numbers in, numbers out. */
public interface AdamQuestions {
  /**
   * All θ, parameter after parameter, after each step.
   *
   * @param settings α, β₁, β₂, ε
   * @param sizes of the parameters
   * @param start all θ before the first step
   * @param gradients for each step those of all θ
   */
  double[][] steps(double[] settings, int[] sizes, double[] start, double[][] gradients);

  /** θ after each of {@code count} steps down f(θ) = θ²/2. */
  double[] descend(double[] settings, double start, int count);

  /** The gradient of a single θ after a step that was given {@code gradient}. */
  double gradientAfterStep(double[] settings, double gradient);
}
