package assignment02;

/**
 * What the tests ask of the three tasks; a loss is given by its coefficients, see {@link
 * GradientAnswers.Cubic}.
 */
public interface GradientQuestions {
  /** The central difference along element {@code i}. */
  double central(double[][] loss, double[] theta, int i, double h);

  /** θ after one. */
  double[] thetaAfterCentral(double[][] loss, double[] theta, int i, double h);

  double relativeError(double a, double n);

  double worst(double[][] loss, double[] theta, double[] gradient, double h);

  boolean passes(double[][] loss, double[] theta, double[] gradient);

  /**
   * What the layer sends back: dx, dW, db.
   *
   * @param w W, row after row: an output each
   * @param x example after example
   * @param times how often it goes forward and back; gradients add up
   */
  double[][] backward(double[] w, double[] b, double[] x, double[] dy, int times);
}
