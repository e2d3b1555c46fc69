package assignment08;

import assignments.Draw;
import assignments.OptimizerTrial;
import moments.grading.Assignment;
import moments.grading.Points;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The assignment of lesson 8, 20 points: first the rule, then its common mistakes. */
@Assignment(
    title = "Lesson 8: Adam from a blank page",
    files = "MyAdam.java",
    library = {"moments.tensor", "moments.nn.Parameter", "moments.optim.Optimizer"},
    answers = AdamAnswers.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class AdamExam {
  private final Draw draw = new Draw();

  @Test
  @Order(1)
  @Points(2)
  @DisplayName("the first step is α long, whatever the size of the gradient")
  void firstStepIsAlphaLong() {
    trial("in the first step m̂ = g and v̂ = g²")
        .lastStep(draw.between(2, 9))
        .lastStep(-draw.between(0.01, 0.09))
        .lastStep(draw.between(1_000, 9_000))
        .check();
  }

  @Test
  @Order(2)
  @Points(3)
  @DisplayName("five steps down a parabola")
  void stepsDownAParabola() {
    trial("with a start of 1 the places are those of the lesson; compare m, v, m̂ and v̂ there")
        .with(0.1, 0.9, 0.999, 1e-8)
        .parabola(draw.between(0.8, 2), 5)
        .check();
  }

  @Test
  @Order(3)
  @Points(3)
  @DisplayName("hundreds of steps for parameters of several sizes")
  void everyElementHasItsOwnMoments() {
    trial("each element of each parameter has an m and a v of its own")
        .longRun(300, 1)
        .longRun(300, 3, 1, 2)
        .check();
  }

  @Test
  @Order(4)
  @Points(1)
  @DisplayName("a weight without a gradient stays where it is")
  void noGradientNoStep() {
    trial("with m̂ = v̂ = 0 it is ε that keeps 0/0 away")
        .with(0.5, 0, 0, 1e-8)
        .parameters(draw.between(1, 5), 0)
        .check();
  }

  @Test
  @Order(5)
  @Points(1)
  @DisplayName("a step reads the gradient and leaves it as it is")
  void gradientIsOnlyRead() {
    double gradient = draw.between(1, 5);
    trial("write to p.value().data() only")
        .with(0.5, 0, 0, 1e-8)
        .lastStep(gradient)
        .leavesGradients()
        .check();
  }

  @Test
  @Order(6)
  @Points(1)
  @DisplayName("mistake: ε inside the root")
  void epsInsideTheRoot() {
    trial("ε is added to the root, √v̂ + ε, not to what is under it")
        .with(1, 0, 0, 1e-8)
        .lastStep(draw.between(0.5e-8, 2e-8))
        .check();
  }

  @Test
  @Order(7)
  @Points(1)
  @DisplayName("mistake: ε outside the fraction")
  void epsOutsideTheFraction() {
    double gradient = draw.between(0.5, 2);
    trial("ε belongs to what m̂ is divided by; mind the brackets")
        .with(1, 0, 0, 0.25)
        .lastStep(gradient)
        .lastStep(-gradient)
        .check();
  }

  @Test
  @Order(8)
  @Points(1)
  @DisplayName("mistake: the cheaper order with a bare ε")
  void bareEpsInTheCheaperOrder() {
    double gradient = draw.between(0.5e-4, 2e-4);
    trial("where √v is not corrected, ε must be scaled as it is, by √(1 − β₂ᵗ)")
        .with(1, 0.9, 0.999, 1e-4)
        .lastStep(gradient)
        .lastStep(gradient, gradient, gradient)
        .check();
  }

  @Test
  @Order(9)
  @Points(1)
  @DisplayName("mistake: (1 − β₁) is missing")
  void oneMinusBeta1Missing() {
    trial("m is a mean: what is new counts 1 − β₁, not 1")
        .with(1, draw.between(0.5, 0.8), 0, 0)
        .lastStep(draw.between(0.5, 2))
        .check();
  }

  @Test
  @Order(10)
  @Points(1)
  @DisplayName("mistake: (1 − β₂) is missing")
  void oneMinusBeta2Missing() {
    trial("v is a mean: what is new counts 1 − β₂, not 1")
        .with(1, 0, draw.between(0.5, 0.8), 0)
        .lastStep(draw.between(0.5, 2))
        .check();
  }

  @Test
  @Order(11)
  @Points(1)
  @DisplayName("mistake: t is counted once per parameter")
  void timeCountedOncePerParameter() {
    trial("all parameters share t, and a step counts it up once")
        .parameters(draw.between(0.5, 2), draw.between(0.5, 2), draw.between(0.5, 2))
        .check();
  }

  @Test
  @Order(12)
  @Points(1)
  @DisplayName("mistake: t is never counted up")
  void timeNeverAdvanced() {
    trial("count t up before you use it, and keep it in the field from step to step")
        .lastStep(Draw.same(draw.between(0.5, 2), 10))
        .check();
  }

  @Test
  @Order(13)
  @Points(1)
  @DisplayName("mistake: no bias correction")
  void noBiasCorrection() {
    trial("m and v start at 0 and are too small at first: divide them by 1 − βᵗ")
        .lastStep(draw.between(0.5, 2))
        .lastStep(Draw.same(draw.between(0.5, 2), 12))
        .check();
  }

  @Test
  @Order(14)
  @Points(1)
  @DisplayName("mistake: corrected by β in place of 1 − βᵗ")
  void correctedByBeta() {
    trial("after many steps 1 − βᵗ is 1, and the correction turns itself off")
        .with(1, 0.5, draw.between(0.4, 0.6), 0)
        .lastStep(Draw.same(draw.between(0.5, 2), 40))
        .check();
  }

  @Test
  @Order(15)
  @Points(1)
  @DisplayName("mistake: β₁ and β₂ swapped")
  void betasSwapped() {
    trial("β₁ is the share of m that a step keeps, β₂ that of v")
        .with(1, 0.5, draw.between(0.7, 0.8), 0)
        .lastStep(draw.between(0.9, 1.1), -draw.between(0.9, 1.1))
        .check();
  }

  /** Cases with the paper's settings, until they are given others. */
  private static OptimizerTrial<AdamMistake> trial(String hint) {
    return new OptimizerTrial<>("MyAdam", AdamMistake.NONE, PaperAdam::new, hint)
        .named("α", "β₁", "β₂", "ε")
        .with(0.001, 0.9, 0.999, 1e-8);
  }
}
