package assignment06;

import assignments.Draw;
import assignments.OptimizerTrial;
import moments.grading.Assignment;
import moments.grading.Points;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The assignment of lessons 5 and 6: 10 points for AdaGrad, and 10 for RMSProp. */
@Assignment(
    title = "Lesson 6: AdaGrad and RMSProp",
    files = {"AdaGradOptimizer.java", "RmsPropOptimizer.java"},
    library = {"moments.tensor", "moments.nn.Parameter", "moments.optim.Optimizer"},
    answers = RmsAnswers.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RmsExam {
  private final Draw draw = new Draw();

  @Test
  @Order(1)
  @Points(1)
  @DisplayName("AdaGrad: the first step is α long, whatever the size of the gradient")
  void firstStepIsAlphaLong() {
    adaGrad("after the first gradient √v is its size")
        .lastStep(draw.between(2, 9))
        .lastStep(-draw.between(0.01, 0.09))
        .lastStep(draw.between(1_000, 9_000))
        .check();
  }

  @Test
  @Order(2)
  @Points(2)
  @DisplayName("AdaGrad: five steps down a parabola")
  void stepsDownAParabola() {
    adaGrad("v is the sum of all squares so far, this step's among them")
        .parabola(draw.between(0.8, 2), 5)
        .check();
  }

  @Test
  @Order(3)
  @Points(2)
  @DisplayName("AdaGrad: hundreds of steps for parameters of several sizes")
  void everyElementHasItsOwnSum() {
    adaGrad("each element of each parameter has a v of its own, which lasts")
        .longRun(300, 1)
        .longRun(300, 3, 1, 2)
        .check();
  }

  @Test
  @Order(4)
  @Points(1)
  @DisplayName("AdaGrad: a weight without a gradient stays where it is")
  void noGradientNoStep() {
    adaGrad("with g = v = 0 it is ε that keeps 0/0 away").parameters(draw.between(1, 5), 0).check();
  }

  @Test
  @Order(5)
  @Points(1)
  @DisplayName("AdaGrad: a step reads the gradient and leaves it as it is")
  void gradientIsOnlyRead() {
    double gradient = draw.between(1, 5);
    adaGrad("write to p.value().data() only").lastStep(gradient).leavesGradients().check();
  }

  @Test
  @Order(6)
  @Points(1)
  @DisplayName("mistake: the root is left out")
  void rootLeftOut() {
    adaGrad("only the root of v has the unit of a gradient")
        .lastStep(draw.between(0.001, 0.009))
        .lastStep(draw.between(2, 4), draw.between(2, 4))
        .check();
  }

  @Test
  @Order(7)
  @Points(1)
  @DisplayName("mistake: one v for all weights")
  void oneSumForAll() {
    adaGrad("a large gradient of one weight must not slow down another one")
        .parameters(draw.between(1, 2), draw.between(100, 200), -draw.between(1, 2))
        .check();
  }

  @Test
  @Order(8)
  @Points(1)
  @DisplayName("mistake: ε inside the root")
  void epsInsideTheRoot() {
    adaGrad("ε is added to the root, √v + ε, not to what is under it")
        .with(1, 1e-8)
        .lastStep(draw.between(0.5e-8, 2e-8))
        .check();
  }

  @Test
  @Order(9)
  @Points(1)
  @DisplayName("RMSProp: the first step is α/√(1 − ρ) long")
  void firstStepIsTooLong() {
    rmsProp("after the first gradient v is (1 − ρ)g²")
        .lastStep(draw.between(2, 9))
        .with(0.001, draw.between(0.3, 0.8), 1e-8)
        .lastStep(-draw.between(0.01, 0.09))
        .check();
  }

  @Test
  @Order(10)
  @Points(2)
  @DisplayName("RMSProp: five steps down a parabola")
  void rmsPropDownAParabola() {
    rmsProp("with a start of 1 the places are those of the lesson; compare v there")
        .with(0.1, 0.9, 1e-8)
        .parabola(draw.between(1.8, 3), 5)
        .check();
  }

  @Test
  @Order(11)
  @Points(2)
  @DisplayName("RMSProp: hundreds of steps for parameters of several sizes")
  void everyElementHasItsOwnMean() {
    rmsProp("each element of each parameter has a v of its own, which lasts")
        .longRun(300, 1)
        .longRun(300, 3, 1, 2)
        .check();
  }

  @Test
  @Order(12)
  @Points(1)
  @DisplayName("mistake: (1 − ρ) is missing")
  void oneMinusRhoMissing() {
    rmsProp("v is a mean: what is new counts 1 − ρ, not 1")
        .with(1, draw.between(0.5, 0.8), 0)
        .lastStep(Draw.same(draw.between(0.5, 2), 30))
        .check();
  }

  @Test
  @Order(13)
  @Points(1)
  @DisplayName("mistake: ρ and 1 − ρ swapped")
  void sharesSwapped() {
    rmsProp("ρ, the larger share, is that of the old v")
        .with(1, draw.between(0.7, 0.9), 0)
        .lastStep(draw.between(1, 2), draw.between(5, 9))
        .check();
  }

  @Test
  @Order(14)
  @Points(1)
  @DisplayName("mistake: nothing is forgotten")
  void nothingIsForgotten() {
    double[] burst = Draw.same(draw.between(1, 2), 40);
    burst[0] = draw.between(500, 900);
    rmsProp("that is AdaGrad's sum: the old v must fade, with ρ = 0 at once")
        .with(1, 0, 0)
        .lastStep(burst)
        .check();
  }

  @Test
  @Order(15)
  @Points(1)
  @DisplayName("mistake: θ moves before v is new")
  void thetaMovesBeforeTheMeanIsNew() {
    rmsProp("first the new v from the gradient, then θ with the root of the new v")
        .with(1, 0, 1e-3)
        .lastStep(draw.between(1, 2))
        .lastStep(draw.between(1, 2), draw.between(5, 9))
        .check();
  }

  @Test
  @Order(16)
  @Points(1)
  @DisplayName("mistake: the start is corrected")
  void startIsCorrected() {
    rmsProp("RMSProp leaves v as it is; to divide it by 1 − ρᵗ is Adam's idea")
        .lastStep(Draw.same(draw.between(0.5, 2), 3))
        .check();
  }

  private static OptimizerTrial<RmsMistake> adaGrad(String hint) {
    return new OptimizerTrial<>("AdaGradOptimizer", RmsMistake.NONE, PaperRms::adaGrad, hint)
        .named("α", "ε")
        .with(0.1, 1e-10);
  }

  private static OptimizerTrial<RmsMistake> rmsProp(String hint) {
    return new OptimizerTrial<>("RmsPropOptimizer", RmsMistake.NONE, PaperRms::rmsProp, hint)
        .named("α", "ρ", "ε")
        .with(0.001, 0.99, 1e-8);
  }
}
