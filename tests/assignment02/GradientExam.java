package assignment02;

import assignments.Draw;
import moments.grading.Assignment;
import moments.grading.Given;
import moments.grading.Points;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The assignment of lessons 1 and 2, 20 points: 5 for the difference, 8 for the layer, and 7 for
 * the check, which is tried with a difference that is right.
 */
@Assignment(
    title = "Lesson 2: a gradient check and a layer's backward",
    files = {"Difference.java", "LinearRelu.java", "GradientCheck.java"},
    library = {"moments.tensor", "moments.nn.Parameter", "moments.nn.Layer"},
    answers = GradientAnswers.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class GradientExam {
  private final Draw draw = new Draw();

  @Test
  @Order(1)
  @Points(1)
  @DisplayName("difference: the slope of a curve")
  void slopeOfACurve() {
    new CheckTrial("half a step to each side of θ: what is above minus what is below, by 2h")
        .of(cubic(1), draw.between(1, 2))
        .central(0, 0.5)
        .central(0, 0.001)
        .check();
  }

  @Test
  @Order(2)
  @Points(1)
  @DisplayName("difference: one element moves, the others stay")
  void oneElementMoves() {
    new CheckTrial("only θᵢ moves; the other elements keep their values")
        .of(cubic(4), draw.between(1, 2, 4))
        .central(0, 0.25)
        .central(2, 0.25)
        .central(3, 0.25)
        .check();
  }

  @Test
  @Order(3)
  @Points(1)
  @DisplayName("mistake: θ is not put back to the last bit")
  void thetaIsNotPutBack() {
    new CheckTrial("remember θᵢ before it moves and set it to that; adding and subtracting rounds")
        .of(cubic(3), 0.1, draw.between(0.1, 0.2), 0.3)
        .central(1, 0.7)
        .thetaAfterCentral(0, 0.7)
        .thetaAfterCentral(1, 1e-5)
        .thetaAfterCentral(2, 1e-5)
        .check();
  }

  @Test
  @Order(4)
  @Points(1)
  @DisplayName("mistake: a one-sided difference")
  void oneSidedDifference() {
    new CheckTrial("the slope between θ − h and θ + h; from θ itself the error is larger")
        .of(cubic(1), draw.between(1, 2))
        .central(0, 0.125)
        .check();
  }

  @Test
  @Order(5)
  @Points(1)
  @DisplayName("mistake: divided by h in place of 2h")
  void dividedByH() {
    new CheckTrial("from θ − h to θ + h it is 2h")
        .of(new double[][] {{draw.between(2, 9)}, {0}, {0}, {0}}, draw.between(1, 2))
        .central(0, 0.5)
        .check();
  }

  @Test
  @Order(6)
  @Points(2)
  @DisplayName("layer: dx for a batch")
  void inputGradientOfABatch() {
    layer("dx[n, i] = Σ g·W[o, i] over the outputs o, where g is dy behind an open switch", 4, 2, 3)
        .dx()
        .check();
  }

  @Test
  @Order(7)
  @Points(2)
  @DisplayName("layer: dW and db for a batch")
  void weightGradientsOfABatch() {
    layer("dW[o, i] = Σ g·x[n, i] and db[o] = Σ g over the examples n", 4, 2, 3).dw().db().check();
  }

  @Test
  @Order(8)
  @Points(1)
  @DisplayName("mistake: ReLU's switch is left out")
  void switchLeftOut() {
    layer("where y is 0, ReLU lets nothing back, to dx, dW or db", 2, 2, 1).dx().dw().db().check();
  }

  @Test
  @Order(9)
  @Points(1)
  @DisplayName("mistake: gradients are set, not added")
  void gradientsAreSet() {
    open("backward adds to the gradients that are there; zeroGrad is the optimizer's", 3, 2, 1)
        .times(2)
        .dw()
        .db()
        .check();
  }

  @Test
  @Order(10)
  @Points(1)
  @DisplayName("mistake: rows and columns of W swapped")
  void rowsAndColumnsSwapped() {
    open("W[o, i] leads from input i to output o, there and back", 3, 3, 1).dx().check();
  }

  @Test
  @Order(11)
  @Points(1)
  @DisplayName("mistake: one example of the batch counts")
  void oneExampleCounts() {
    open("each example sends to the same W: what they send adds up", 1, 1, 3).dw().db().check();
  }

  @Test
  @Order(12)
  @Points(1)
  @DisplayName("check: the relative error of two slopes")
  void relativeErrorOfTwoSlopes() {
    double slope = draw.between(1, 9);
    new CheckTrial("the distance of the two by the larger of their sizes: 2 if the sign is wrong")
        .relativeError(slope, draw.between(10, 20))
        .relativeError(1e-3 * draw.between(10, 20), 1e-3 * slope)
        .relativeError(slope, -slope)
        .relativeError(-slope, slope)
        .check();
  }

  @Test
  @Order(13)
  @Points(1)
  @DisplayName("mistake: relative to one of the two only")
  void relativeToOneOfTheTwo() {
    double slope = draw.between(1, 9);
    new CheckTrial("with the larger one below the line, 0 against anything else is 1")
        .relativeError(0, slope)
        .relativeError(slope, 0)
        .relativeError(slope, -slope)
        .check();
  }

  @Test
  @Order(14)
  @Points(1)
  @DisplayName("mistake: 0/0 where both slopes are 0")
  void zeroOverZero() {
    double slope = draw.between(1, 9);
    new CheckTrial("equal slopes have no error, 0 and 0 among them")
        .relativeError(0, 0)
        .relativeError(slope, slope)
        .relativeError(slope, -slope)
        .check();
  }

  @Test
  @Order(15)
  @Points(1)
  @Given("Difference")
  @DisplayName("check: the worst of all elements")
  void worstOfAllElements() {
    double[][] loss = cubic(3);
    double[] theta = draw.between(1, 2, 3);
    double[] right = slopes(loss, theta, 0.01);
    new CheckTrial("the largest of the errors, wherever it is")
        .of(loss, theta)
        .worst(0.01, 2 * right[0], 1.5 * right[1], right[2])
        .worst(0.01, right[0], 4 * right[1], 1.5 * right[2])
        .worst(0.01, right[0], right[1], -right[2])
        .check();
  }

  @Test
  @Order(16)
  @Points(2)
  @Given("Difference")
  @DisplayName("check: right gradients pass, planted bugs do not")
  void plantedBugs() {
    double[][] loss = cubic(4);
    double[] theta = draw.between(1, 2, 4);
    double[] g = slopes(loss, theta, 0);
    new CheckTrial("a gradient passes if the worst relative error is at most 1e-6")
        .of(loss, theta)
        .passes("the right gradient", g)
        .passes("the first sign is wrong in", -g[0], g[1], g[2], g[3])
        .passes("an element is missing in", g[0], g[1], 0, g[3])
        .passes("a factor is lost in", g[0], g[1] / 2, g[2], g[3])
        .passes("the last element is 1e-5 too large in", g[0], g[1], g[2], g[3] * (1 + 1e-5))
        .check();
  }

  @Test
  @Order(17)
  @Points(1)
  @Given("Difference")
  @DisplayName("mistake: NaN passes")
  void notANumberPasses() {
    double[][] loss = cubic(3);
    double[] theta = draw.between(1, 2, 3);
    double[] g = slopes(loss, theta, 0);
    new CheckTrial("every comparison with NaN is false; ask for what is right, not what is wrong")
        .of(loss, theta)
        .passes("the right gradient", g)
        .passes("NaN in", g[0], Double.NaN, g[2])
        .passes("NaN in", g[0], g[1], Double.NaN)
        .check();
  }

  private double[][] cubic(int size) {
    return new double[][] {
      draw.between(0.5, 2, size),
      draw.between(0.5, 2, size),
      draw.between(0.5, 2, size),
      {draw.between(0.5, 2)}
    };
  }

  /** The central differences with {@code h}; with 0, the slopes themselves. */
  private static double[] slopes(double[][] loss, double[] theta, double h) {
    double[] all = new double[theta.length];
    for (int i = 0; i < all.length; i++) {
      double left = i == 0 ? 0 : theta[i - 1];
      double right = i == all.length - 1 ? 0 : theta[i + 1];
      double ofCubic = loss[2][i] * (3 * theta[i] * theta[i] + h * h);
      all[i] = loss[0][i] + 2 * loss[1][i] * theta[i] + ofCubic + loss[3][0] * (left + right);
    }
    return all;
  }

  /** A random batch, for which output 1 is 0 and every other one is not. */
  private LayerTrial layer(String hint, int in, int out, int examples) {
    double[] w = draw.between(0.5, 2, out * in);
    for (int i = 0; i < in; i++) {
      w[in + i] *= -1;
    }
    return batch(hint, examples, w, in);
  }

  /** A random batch, for which no output is 0. */
  private LayerTrial open(String hint, int in, int out, int examples) {
    return batch(hint, examples, draw.between(0.5, 2, out * in), in);
  }

  private LayerTrial batch(String hint, int examples, double[] w, int in) {
    int out = w.length / in;
    double[] dy = draw.between(1, 9, examples * out);
    dy[0] = -dy[0];
    return new LayerTrial(hint, w, draw.between(-0.2, 0.2, out))
        .batch(draw.between(1, 3, examples * in), dy);
  }
}
