package assignment04;

import assignments.Draw;
import assignments.OptimizerTrial;
import moments.grading.Assignment;
import moments.grading.Points;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The assignment of lesson 4: 10 points for momentum, and 10 for Nesterov's. */
@Assignment(
    title = "Lesson 4: momentum and Nesterov",
    files = {"MomentumOptimizer.java", "NesterovOptimizer.java"},
    library = {"moments.tensor", "moments.nn.Parameter", "moments.optim.Optimizer"},
    answers = MomentumAnswers.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class MomentumExam {
  private final Draw draw = new Draw();

  @Test
  @Order(1)
  @Points(1)
  @DisplayName("momentum: the first step is that of gradient descent")
  void firstStepIsThatOfGradientDescent() {
    momentum("v starts at 0, so that after the first gradient it is g")
        .lastStep(draw.between(2, 9))
        .lastStep(-draw.between(0.01, 0.09))
        .check();
  }

  @Test
  @Order(2)
  @Points(2)
  @DisplayName("momentum: four steps down a parabola")
  void stepsDownAParabola() {
    momentum("with a start of 1 the places are those of the lesson; compare v there")
        .with(0.1, 0.9)
        .parabola(draw.between(0.8, 2), 4)
        .check();
  }

  @Test
  @Order(3)
  @Points(2)
  @DisplayName("momentum: hundreds of steps for parameters of several sizes")
  void everyElementHasItsOwnVelocity() {
    momentum("each element of each parameter has a v of its own")
        .longRun(200, 1)
        .longRun(200, 3, 1, 2)
        .check();
  }

  @Test
  @Order(4)
  @Points(1)
  @DisplayName("momentum: a step reads the gradient and leaves it as it is")
  void gradientIsOnlyRead() {
    double gradient = draw.between(1, 5);
    momentum("write to p.value().data() only")
        .with(1, 0)
        .lastStep(gradient)
        .leavesGradients()
        .check();
  }

  @Test
  @Order(5)
  @Points(1)
  @DisplayName("mistake: a mean in place of the sum")
  void meanInPlaceOfSum() {
    momentum("v is a sum: the new gradient counts 1, and not 1 − β")
        .with(1, draw.between(0.5, 0.8))
        .lastStep(draw.between(0.5, 2))
        .lastStep(Draw.same(draw.between(0.5, 2), 30))
        .check();
  }

  @Test
  @Order(6)
  @Points(1)
  @DisplayName("mistake: θ moves before v is new")
  void thetaMovesBeforeTheVelocityIsNew() {
    momentum("first the new v from the gradient, then θ by the new v")
        .with(1, 0)
        .lastStep(draw.between(1, 2))
        .lastStep(draw.between(1, 2), draw.between(3, 4))
        .check();
  }

  @Test
  @Order(7)
  @Points(1)
  @DisplayName("mistake: v does not last")
  void velocityDoesNotLast() {
    momentum("after the gradient is gone the ball rolls on: keep v in the field from step to step")
        .with(1, draw.between(0.5, 0.8))
        .lastStep(draw.between(1, 2), 0)
        .lastStep(draw.between(1, 2), 0, 0)
        .check();
  }

  @Test
  @Order(8)
  @Points(1)
  @DisplayName("mistake: β in the wrong place")
  void betaInTheWrongPlace() {
    momentum("β is the share of v that is kept; g has no factor")
        .with(1, draw.between(0.5, 0.8))
        .lastStep(draw.between(1, 2), draw.between(1, 2), -draw.between(3, 4))
        .check();
  }

  @Test
  @Order(9)
  @Points(1)
  @DisplayName("Nesterov: the first step is longer by the factor 1 + β")
  void firstStepLooksAhead() {
    nesterov("after the first gradient v is g, and θ moves by α(g + βg)")
        .lastStep(draw.between(2, 9))
        .with(1, draw.between(0.3, 0.7))
        .lastStep(-draw.between(0.01, 0.09))
        .check();
  }

  @Test
  @Order(10)
  @Points(1)
  @DisplayName("Nesterov: with β = 0 it is gradient descent, for each weight")
  void withoutMemoryItIsGradientDescent() {
    nesterov("with β = 0 nothing is left of v, and each weight moves by α times its gradient")
        .with(0.1, 0)
        .parameters(draw.between(1, 2), -draw.between(3, 9))
        .check();
  }

  @Test
  @Order(11)
  @Points(3)
  @DisplayName("Nesterov: four steps down a parabola")
  void nesterovDownAParabola() {
    nesterov("θ is the point ahead: v as in momentum, then α times g + βv, with the new v")
        .with(0.1, 0.9)
        .parabola(draw.between(0.8, 2), 4)
        .check();
  }

  @Test
  @Order(12)
  @Points(2)
  @DisplayName("Nesterov: hundreds of steps for parameters of several sizes")
  void everyElementLooksAheadByItself() {
    nesterov("each element of each parameter has a v of its own")
        .longRun(200, 1)
        .longRun(200, 3, 1, 2)
        .check();
  }

  @Test
  @Order(13)
  @Points(1)
  @DisplayName("mistake: plain momentum in place of Nesterov")
  void plainMomentum() {
    nesterov("g plus β times the old v is the new v: the v in g + βv must be the new one")
        .with(1, draw.between(0.5, 0.8))
        .lastStep(draw.between(1, 2), draw.between(3, 4))
        .check();
  }

  @Test
  @Order(14)
  @Points(1)
  @DisplayName("mistake: g is left out of the step")
  void gradientLeftOutOfTheStep() {
    nesterov("the step has two parts, the gradient itself and the velocity that follows it")
        .with(1, draw.between(0.5, 0.8))
        .lastStep(0, draw.between(1, 2))
        .check();
  }

  @Test
  @Order(15)
  @Points(1)
  @DisplayName("mistake: v is not shortened by β in the step")
  void velocityNotShortened() {
    nesterov("β stands in both formulas: v fades once more until the next step")
        .with(1, draw.between(0.5, 0.8))
        .lastStep(draw.between(1, 2), 0)
        .check();
  }

  private static OptimizerTrial<MomentumMistake> momentum(String hint) {
    return new OptimizerTrial<>(
            "MomentumOptimizer", MomentumMistake.NONE, PaperMomentum::momentum, hint)
        .named("α", "β")
        .with(0.01, 0.9);
  }

  private static OptimizerTrial<MomentumMistake> nesterov(String hint) {
    return new OptimizerTrial<>(
            "NesterovOptimizer", MomentumMistake.NONE, PaperMomentum::nesterov, hint)
        .named("α", "β")
        .with(0.01, 0.9);
  }
}
