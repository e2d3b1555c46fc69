package assignment09;

import moments.grading.Assignment;
import moments.grading.Points;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The assignment of lesson 9, 20 points: the right Adams pass, and each wrong one is caught. */
@Assignment(
    title = "Lesson 9: Tests that catch wrong Adams",
    files = "AdamTests.java",
    library = "moments.explore.Probe",
    answers = ProbeAnswers.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ProbeExam {
  private static final int FEW = 30;

  private static void requireCatch(Mutant mutant, String hint) {
    new Suite().requireCatch(mutant.kind(), hint);
  }

  @Test
  @Order(1)
  @Points(1)
  @DisplayName("a right Adam in doubles passes all your tests")
  void rightInDoublesPasses() {
    new Suite().requirePass(Right.DOUBLES);
  }

  @Test
  @Order(2)
  @Points(1)
  @DisplayName("a right Adam in floats passes all your tests")
  void rightInFloatsPasses() {
    new Suite().requirePass(Right.FLOATS);
  }

  @Test
  @Order(3)
  @Points(1)
  @DisplayName("a right Adam in the cheaper order passes all your tests")
  void rightInTheCheaperOrderPasses() {
    new Suite().requirePass(Right.CHEAPER);
  }

  @Test
  @Order(4)
  @Points(1)
  @DisplayName("caught: ε inside the root")
  void epsInsideTheRoot() {
    requireCatch(Mutant.EPS_INSIDE_ROOT, "ε matters where the gradient is about as small");
  }

  @Test
  @Order(5)
  @Points(1)
  @DisplayName("caught: ε outside the fraction")
  void epsOutsideTheFraction() {
    requireCatch(Mutant.EPS_OUTSIDE, "a gradient as small as ε makes half a step, not a whole one");
  }

  @Test
  @Order(6)
  @Points(1)
  @DisplayName("caught: ε not rescaled in the cheaper order")
  void epsNotRescaled() {
    requireCatch(Mutant.EPS_NOT_RESCALED, "ε matters where the gradient is about as small");
  }

  @Test
  @Order(7)
  @Points(1)
  @DisplayName("caught: 1 − β₂ is missing")
  void oneMinusBeta2Missing() {
    requireCatch(Mutant.BETA2_SHARE, "how long is a first step?");
  }

  @Test
  @Order(8)
  @Points(1)
  @DisplayName("caught: t counted for each weight")
  void timeCountedForEachWeight() {
    requireCatch(Mutant.T_PER_WEIGHT, "one weight cannot show it, and neither can the first");
  }

  @Test
  @Order(9)
  @Points(1)
  @DisplayName("caught: t stays 1")
  void timeStaysOne() {
    requireCatch(Mutant.T_STAYS_1, "one step cannot show it");
  }

  @Test
  @Order(10)
  @Points(1)
  @DisplayName("caught: times 1 − βᵗ in place of divided by")
  void timesTheCorrection() {
    requireCatch(Mutant.TIMES_CORRECTION, "how long is a first step?");
  }

  @Test
  @Order(11)
  @Points(1)
  @DisplayName("caught: no bias correction")
  void noCorrection() {
    requireCatch(Mutant.NO_CORRECTION, "how long is a first step?");
  }

  @Test
  @Order(12)
  @Points(1)
  @DisplayName("caught: 1 − β in place of β")
  void otherBeta() {
    requireCatch(Mutant.OTHER_BETA, "gradients that are always the same hide every β");
  }

  @Test
  @Order(13)
  @Points(1)
  @DisplayName("caught: gradients that are never cleared")
  void gradientsNeverCleared() {
    requireCatch(Mutant.NEVER_CLEARED, "what lingers shows where the gradient turns or stops");
  }

  @Test
  @Order(14)
  @Points(1)
  @DisplayName("caught: times √v in place of divided by")
  void timesTheRoot() {
    requireCatch(Mutant.TIMES_ROOT, "1 times 1 is 1 divided by 1; choose another size");
  }

  @Test
  @Order(15)
  @Points(1)
  @DisplayName("caught: v from m")
  void secondMomentOfTheFirst() {
    requireCatch(Mutant.SQUARE_OF_M, "how long is a first step?");
  }

  @Test
  @Order(16)
  @Points(1)
  @DisplayName("caught, not in the lesson: settings that are ignored")
  void settingsIgnored() {
    requireCatch(Mutant.SETTINGS_IGNORED, "adam.with(…) gives it other settings");
  }

  @Test
  @Order(17)
  @Points(1)
  @DisplayName("caught, not in the lesson: a weight without a gradient is left out")
  void sleepsWithoutGradient() {
    requireCatch(
        Mutant.SLEEPS_WITHOUT_GRADIENT, "a weight moves on where its gradient was not 0 before");
  }

  @Test
  @Order(18)
  @Points(1)
  @DisplayName("caught, not in the lesson: a v that never falls")
  void secondMomentNeverFalls() {
    requireCatch(Mutant.V_NEVER_FALLS, "a small β₂ lets v fall fast when gradients become small");
  }

  @Test
  @Order(19)
  @Points(1)
  @DisplayName("caught, not in the lesson: 0.01 θ added to the gradient")
  void weightDecay() {
    requireCatch(Mutant.WEIGHT_DECAY, "it shows where θ is large and the gradient small");
  }

  @Test
  @Order(20)
  @Points(1)
  @DisplayName("all twelve of the lesson are caught, with at most 30 gradients")
  void fewGradientsWillDo() {
    new Suite().requireFew(FEW);
  }
}
