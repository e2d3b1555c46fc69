package assignment11;

import assignments.Draw;
import assignments.OptimizerTrial;
import java.util.stream.Stream;
import moments.grading.Assignment;
import moments.grading.Points;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The assignment of lessons 10 and 11, 24 points: eight for each of three rules after Adam. */
@Assignment(
    title = "Lesson 11: AMSGrad, AdamW and Lion",
    files = {"MyAmsGrad.java", "MyAdamW.java", "MyLion.java"},
    library = {"moments.tensor", "moments.nn.Parameter", "moments.optim.Optimizer"},
    answers = LaterAnswers.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LaterExam {
  private final Draw draw = new Draw();

  private static OptimizerTrial<PaperAmsGrad.Slip> amsGrad(String hint) {
    return new OptimizerTrial<>("MyAmsGrad", PaperAmsGrad.Slip.NONE, PaperAmsGrad::new, hint)
        .named("α", "β₁", "β₂", "ε")
        .with(0.01, 0.9, 0.99, 1e-8);
  }

  private static OptimizerTrial<PaperAdamW.Slip> adamW(String hint) {
    return new OptimizerTrial<>("MyAdamW", PaperAdamW.Slip.NONE, PaperAdamW::new, hint)
        .named("α", "β₁", "β₂", "ε", "λ")
        .with(0.01, 0.9, 0.999, 1e-8, 0.1);
  }

  private static OptimizerTrial<PaperLion.Slip> lion(String hint) {
    return new OptimizerTrial<>("MyLion", PaperLion.Slip.NONE, PaperLion::new, hint)
        .named("α", "β₁", "β₂", "λ")
        .with(0.01, 0.9, 0.99, 0);
  }

  @Test
  @Order(1)
  @Points(1)
  @DisplayName("AMSGrad: the first step")
  void amsGradsFirstStep() {
    amsGrad("at first m = (1 − β₁)g and v̂ = v = (1 − β₂)g², without any correction")
        .lastStep(draw.between(2, 9))
        .lastStep(-draw.between(0.01, 0.09))
        .check();
  }

  @Test
  @Order(2)
  @Points(2)
  @DisplayName("AMSGrad: hundreds of steps for parameters of several sizes")
  void amsGradsLongRun() {
    amsGrad("each element of each parameter has an m, a v and a v̂ of its own")
        .longRun(300, 1)
        .longRun(300, 3, 1, 2)
        .check();
  }

  @Test
  @Order(3)
  @Points(1)
  @DisplayName("AMSGrad, mistake: nothing keeps v̂ from falling")
  void maximumMissing() {
    amsGrad("after a large gradient the small ones make small steps: v̂ stays as high as v was")
        .with(1, 0, 0.5, 1e-8)
        .lastStep(draw.between(5, 9), draw.between(0.5, 1))
        .lastStep(draw.between(5, 9), draw.between(0.5, 1), draw.between(0.5, 1))
        .check();
  }

  @Test
  @Order(4)
  @Points(1)
  @DisplayName("AMSGrad, mistake: the maximum is written back to v")
  void maximumWrittenBackToV() {
    amsGrad("v goes on as in Adam; only v̂ remembers its highest value")
        .with(1, 0, 0.5, 1e-8)
        .lastStep(draw.between(2, 3), draw.between(0.5, 1), draw.between(4, 5))
        .check();
  }

  @Test
  @Order(5)
  @Points(1)
  @DisplayName("AMSGrad, mistake: the maximum of g² in place of that of v")
  void maximumOfTheGradients() {
    amsGrad("v is a mean of g², and v̂ is the highest v, not the highest g²")
        .with(1, 0, 0.75, 1e-8)
        .lastStep(draw.between(1, 2), draw.between(3, 4))
        .check();
  }

  @Test
  @Order(6)
  @Points(1)
  @DisplayName("AMSGrad, mistake: bias correction, which it does not have")
  void amsGradCorrected() {
    amsGrad("the paper's rule has no corrections; take 1 − βᵗ out")
        .lastStep(draw.between(0.5, 2), draw.between(0.5, 2))
        .check();
  }

  @Test
  @Order(7)
  @Points(1)
  @DisplayName("AMSGrad, mistake: ε inside the root")
  void amsGradsEpsInsideTheRoot() {
    amsGrad("ε is added to the root, √v̂ + ε")
        .with(1, 0, 0, 1e-8)
        .lastStep(draw.between(0.5e-8, 2e-8))
        .lastStep(0)
        .check();
  }

  @Test
  @Order(8)
  @Points(2)
  @DisplayName("AdamW: hundreds of steps for parameters of several sizes")
  void adamWsLongRun() {
    adamW("each element of each parameter has an m and a v of its own, and all of them decay")
        .from(draw.between(0.5, 2))
        .longRun(300, 1)
        .longRun(300, 3, 1, 2)
        .check();
  }

  @Test
  @Order(9)
  @Points(1)
  @DisplayName("AdamW: without λ it is Adam")
  void adamWithoutDecay() {
    adamW("with λ = 0 nothing decays; then look at lesson 8")
        .with(0.01, 0.9, 0.999, 1e-8, 0)
        .from(draw.between(0.5, 2))
        .lastStep(draw.between(0.5, 2))
        // The gradients must not cancel: the step would be lost in the rounding of θ.
        .lastStep(draw.between(0.5, 2), -draw.between(0.1, 0.4), draw.between(0.5, 2))
        .check();
  }

  @Test
  @Order(10)
  @Points(1)
  @DisplayName("AdamW: a weight without a gradient decays by αλ of itself")
  void decaysWithoutGradient() {
    adamW("θ ← (1 − αλ)θ, whatever the gradient is")
        .from(draw.between(1, 5))
        .lastStep(0)
        .lastStep(0, 0)
        .check();
  }

  @Test
  @Order(11)
  @Points(1)
  @DisplayName("AdamW, mistake: L2, λθ added to the gradient")
  void l2InPlaceOfDecay() {
    adamW("added to g, λθ is divided by √v̂; let it stand beside the step")
        .with(0.5, 0, 0, 0, 0.1)
        .from(draw.between(1, 5))
        .lastStep(draw.between(50, 90))
        .lastStep(draw.between(0.5, 0.9))
        .check();
  }

  @Test
  @Order(12)
  @Points(1)
  @DisplayName("AdamW, mistake: decay by λ in place of αλ")
  void decayWithoutAlpha() {
    adamW("the learning rate scales the decay as it scales the step")
        .with(0.1, 0, 0, 0, 0.2)
        .from(draw.between(1, 5))
        .lastStep(draw.between(1, 5))
        .check();
  }

  @Test
  @Order(13)
  @Points(1)
  @DisplayName("AdamW, mistake: decay after the step")
  void decayAfterTheStep() {
    adamW("first θ decays, then comes the step, which does not decay with it")
        .with(0.5, 0, 0, 0, 0.5)
        .from(draw.between(1, 2))
        .lastStep(draw.between(1, 5))
        .check();
  }

  @Test
  @Order(14)
  @Points(1)
  @DisplayName("AdamW, mistake: no bias correction")
  void adamWUncorrected() {
    adamW("as in Adam, m and v are divided by 1 − βᵗ")
        .lastStep(draw.between(0.5, 2))
        .lastStep(Draw.same(draw.between(0.5, 2), 12))
        .check();
  }

  @Test
  @Order(15)
  @Points(1)
  @DisplayName("Lion: every step is α long, whatever the size of the gradient")
  void lionsStepIsAlphaLong() {
    lion("the step is α times a sign, −1, 0 or 1")
        .lastStep(draw.between(2, 9))
        .lastStep(-draw.between(1e-5, 9e-5))
        .lastStep(draw.between(2, 9), -draw.between(0.01, 0.09))
        .check();
  }

  @Test
  @Order(16)
  @Points(2)
  @DisplayName("Lion: hundreds of steps for parameters of several sizes")
  void lionsLongRun() {
    lion("each element of each parameter has an m of its own")
        .with(0.01, 0.5, 0.9, 0.1)
        .from(draw.between(0.5, 2))
        // Rounding can turn a sign, which moves θ by 2α: once at most for any of 100,000 seeds.
        .within(0.05)
        .longRun(300, 1)
        .longRun(300, 3, 1, 2)
        .check();
  }

  @Test
  @Order(17)
  @Points(1)
  @DisplayName("Lion, mistake: a weight without a gradient moves")
  void signOfZero() {
    lion("the sign of 0 is 0").lastStep(0).parameters(draw.between(1, 5), 0).check();
  }

  @Test
  @Order(18)
  @Points(1)
  @DisplayName("Lion, mistake: m is updated before the step")
  void memoryUpdatedFirst() {
    // With the old m of 0.5 the sum is 0.25 − 0.5|g|, above 0; with the new one it is below.
    lion("the step takes the m of before; update m at the end")
        .with(1, 0.5, 0.5, 0)
        .lastStep(1, -draw.between(0.4, 0.49))
        .check();
  }

  @Test
  @Order(19)
  @Points(1)
  @DisplayName("Lion, mistake: β₁ and β₂ swapped, or one for both")
  void betasMixedUp() {
    double[] fading = Draw.same(1, 12);
    fading[10] = -0.9;
    fading[11] = -draw.between(0.15, 0.35);
    lion("β₁ mixes m and g for the step, β₂ for the memory")
        .with(1, 0.5, 0.9, 0)
        // The first is right with the two swapped, and the second with β₁ for both.
        .lastStep(fading)
        .lastStep(1, -draw.between(0.6, 0.9))
        .lastStep(1, -draw.between(0.2, 0.4))
        .lastStep(1, 1, -draw.between(0.3, 0.4))
        .check();
  }

  @Test
  @Order(20)
  @Points(1)
  @DisplayName("Lion, mistake: decay that is missing, under the sign or without α")
  void lionsDecay() {
    lion("αλθ stands beside the sign: θ ← θ − α(sign(…) + λθ)")
        .with(0.1, 0.9, 0.99, 0.2)
        .from(draw.between(1, 2))
        .lastStep(draw.between(1, 5))
        .lastStep(-draw.between(0.5, 0.9))
        .check();
  }

  @Test
  @Order(21)
  @Points(1)
  @DisplayName("a step reads the gradient and leaves it as it is")
  void gradientIsOnlyRead() {
    double gradient = draw.between(1, 5);
    Stream.of(
            amsGrad("write to p.value().data() only").with(0.5, 0, 0, 1e-8),
            adamW("write to p.value().data() only").with(0.5, 0, 0, 1e-8, 0),
            lion("write to p.value().data() only").with(0.5, 0, 0, 0))
        .map(rule -> rule.lastStep(gradient).leavesGradients())
        .forEach(OptimizerTrial::check);
  }
}
