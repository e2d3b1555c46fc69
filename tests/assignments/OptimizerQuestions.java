package assignments;

/** What the tests ask of an optimizer: numbers in, numbers out. */
public interface OptimizerQuestions {
  /**
   * All θ, parameter after parameter, after each step.
   *
   * @param type the class
   * @param settings what its constructor takes after the parameters
   * @param sizes of the parameters
   * @param start all θ before the first step
   * @param gradients for each step those of all θ
   */
  double[][] steps(
      String type, double[] settings, int[] sizes, double[] start, double[][] gradients);

  /** θ after each of {@code count} steps down f(θ) = θ²/2. */
  double[] descend(String type, double[] settings, double start, int count);

  /** The most that one of these steps changes a gradient which it was given. */
  double changeOfGradients(String type, double[] settings, int[] sizes, double[][] gradients);
}
