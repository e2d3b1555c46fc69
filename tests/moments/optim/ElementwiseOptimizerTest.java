package moments.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import moments.nn.Parameter;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementwiseOptimizerTest {
  private final Parameter a = Toy.parameter(1, 2);
  private final Parameter b = Toy.parameter(3);
  private final List<Parameter> both = List.of(a.named("a"), b.named("b"));

  static List<String> names() {
    return Optimizers.all().stream()
        .filter(entry -> entry.create(List.of(Toy.parameter(1)), 1) instanceof ElementwiseOptimizer)
        .map(Optimizers.Entry::name)
        .toList();
  }

  @Test
  void stateIsReadableByNameAndLive() {
    Adam adam = new Adam(both);
    Tensor m = Toy.state(adam, a, "m");
    a.grad().set(10, 1);
    adam.step();

    assertEquals(List.of("m", "v", "t"), List.copyOf(adam.state(a).keySet()));
    assertArrayEquals(new float[] {0, 1}, m.data());
    assertEquals(List.of("v", "t"), List.copyOf(new Momentum(both, 1).state(b).keySet()));
    assertEquals(Set.of("t"), new Sgd(both, 1).state(b).keySet());
    assertEquals(Set.of("m", "u", "t"), new AdaMax(both).state(b).keySet());
    assertEquals(Set.of("m", "v", "vHat", "t"), new AmsGrad(both, 1).state(b).keySet());
  }

  @Test
  void timeAdvancesOncePerStepForAllParameters() {
    Adam adam = new Adam(both);
    adam.step();
    adam.step();

    assertEquals(2, adam.t());
    assertEquals(2, Toy.state(adam, a, "t").get());
    assertEquals(2, Toy.state(adam, b, "t").get());
    assertEquals("Adam(t = 2, parameters = 2)", adam.toString());
  }

  @Test
  void stepUsesTheRateOfItsTime() {
    Sgd sgd = new Sgd(List.of(b), t -> t);

    assertEquals(-1, Toy.step(sgd, 1));
    assertEquals(-2, Toy.step(sgd, 1));
    assertEquals(-3, Toy.step(sgd, 1));
  }

  @ParameterizedTest
  @MethodSource("names")
  void largeParametersChangeAsTheirPartsWould(String name) {
    Random random = new Random(3);
    int size = 40_003;
    Parameter whole = Toy.parameter(new float[size]);
    for (int i = 0; i < size; i++) {
      whole.value().data()[i] = (float) random.nextGaussian();
      whole.grad().data()[i] = (float) random.nextGaussian();
    }
    List<Parameter> parts = new ArrayList<>();
    for (int from = 0; from < size; from += 997) {
      int to = Math.min(size, from + 997);
      Parameter part = Toy.parameter(Arrays.copyOfRange(whole.value().data(), from, to));
      part.grad().set(Tensor.of(Arrays.copyOfRange(whole.grad().data(), from, to), to - from));
      parts.add(part);
    }
    Optimizer ofWhole = Optimizers.named(name).create(List.of(whole), 0.01);
    Optimizer ofParts = Optimizers.named(name).create(parts, 0.01);
    for (int t = 0; t < 3; t++) {
      ofWhole.step();
      ofParts.step();
    }

    float[] joined = new float[size];
    for (int p = 0; p < parts.size(); p++) {
      float[] part = parts.get(p).value().data();
      System.arraycopy(part, 0, joined, 997 * p, part.length);
    }
    assertArrayEquals(joined, whole.value().data());
  }

  @ParameterizedTest
  @MethodSource("names")
  void stepsAllocateNoArrays(String name) {
    Optimizer optimizer =
        Optimizers.named(name).create(List.of(Toy.parameter(new float[40_000])), 0.01);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    optimizer.step();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    for (int t = 0; t < 100; t++) {
      optimizer.step();
    }
    long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

    assertTrue(bytes < 160_000, () -> bytes + " bytes in 100 steps");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, -0.1, Double.NaN})
  void decayRatesMustBeInRange(double beta) {
    Schedule lr = Schedule.constant(1);
    String rest = " must be in [0, 1), got " + beta;
    assertMessage("Adam: beta1" + rest, () -> new Adam(both, lr, beta, 0, 0));
    assertMessage("Adam: beta2" + rest, () -> new Adam(both, lr, 0, beta, 0));
    assertMessage("AdaMax: beta1" + rest, () -> new AdaMax(both, lr, beta, 0, 0));
    assertMessage("AdaMax: beta2" + rest, () -> new AdaMax(both, lr, 0, beta, 0));
    assertMessage("AmsGrad: beta1" + rest, () -> new AmsGrad(both, lr, beta, 0, 0, false));
    assertMessage("AmsGrad: beta2" + rest, () -> new AmsGrad(both, lr, 0, beta, 0, false));
    assertMessage("AdamW: beta1" + rest, () -> new AdamW(both, lr, beta, 0, 0, 0));
    assertMessage("AdamW: beta2" + rest, () -> new AdamW(both, lr, 0, beta, 0, 0));
    assertMessage("NAdam: beta1" + rest, () -> new NAdam(both, lr, beta, 0, 0, 0));
    assertMessage("NAdam: beta2" + rest, () -> new NAdam(both, lr, 0, beta, 0, 0));
    assertMessage("Lion: beta1" + rest, () -> new Lion(both, lr, beta, 0, 0));
    assertMessage("Lion: beta2" + rest, () -> new Lion(both, lr, 0, beta, 0));
    assertMessage(
        "ScheduleFreeAdamW: beta1" + rest, () -> new ScheduleFreeAdamW(both, lr, beta, 0, 0, 0));
    assertMessage(
        "ScheduleFreeAdamW: beta2" + rest, () -> new ScheduleFreeAdamW(both, lr, 0, beta, 0, 0));
    assertMessage("RmsProp: rho" + rest, () -> new RmsProp(both, lr, beta, 0));
    assertMessage("Momentum: mu" + rest, () -> new Momentum(both, lr, beta));
    assertMessage("Nesterov: mu" + rest, () -> new Nesterov(both, lr, beta));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-8, Double.NaN, Double.POSITIVE_INFINITY})
  void epsAndWeightDecayMustNotBeNegative(double bad) {
    Schedule lr = Schedule.constant(1);
    String rest = " must be 0 or a positive float, got " + bad;
    assertMessage("Adam: eps" + rest, () -> new Adam(both, lr, 0, 0, bad));
    assertMessage("AdaMax: eps" + rest, () -> new AdaMax(both, lr, 0, 0, bad));
    assertMessage("AmsGrad: eps" + rest, () -> new AmsGrad(both, lr, 0, 0, bad, false));
    assertMessage("AdamW: eps" + rest, () -> new AdamW(both, lr, 0, 0, bad, 0));
    assertMessage("AdamW: weightDecay" + rest, () -> new AdamW(both, lr, 0, 0, 0, bad));
    assertMessage("NAdam: eps" + rest, () -> new NAdam(both, lr, 0, 0, bad, 0));
    assertMessage("NAdam: momentumDecay" + rest, () -> new NAdam(both, lr, 0, 0, 0, bad));
    assertMessage("Lion: weightDecay" + rest, () -> new Lion(both, lr, 0, 0, bad));
    assertMessage(
        "ScheduleFreeAdamW: eps" + rest, () -> new ScheduleFreeAdamW(both, lr, 0, 0, bad, 0));
    assertMessage(
        "ScheduleFreeAdamW: weightDecay" + rest,
        () -> new ScheduleFreeAdamW(both, lr, 0, 0, 0, bad));
    assertMessage("AdaGrad: eps" + rest, () -> new AdaGrad(both, lr, bad));
    assertMessage("RmsProp: eps" + rest, () -> new RmsProp(both, lr, 0, bad));
  }

  @Test
  void whatWouldBeZeroAsAFloatIsRefused() {
    String rest = " must be 0 or a positive float, got 1.0E-46";
    Schedule lr = Schedule.constant(1);
    assertMessage("Adam: eps" + rest, () -> new Adam(both, lr, 0, 0, 1e-46));
    assertMessage("Lion: weightDecay" + rest, () -> new Lion(both, lr, 0, 0, 1e-46));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void badRateOfAScheduleIsRefusedWithItsStepAndChangesNothing(double bad) {
    Adam adam = new Adam(both, t -> t < 3 ? 0.1 : bad, 0.9, 0.999, 1e-8);
    adam.step();
    adam.step();

    assertMessage(
        "Adam: lr of the schedule at step 3 must be 0 or a positive float, got " + bad, adam::step);
    assertEquals(2, adam.t());
  }

  @Test
  void parametersMustBeThereOnce() {
    assertMessage(
        "Sgd: there are no parameters to change; pass net.parameters()",
        () -> new Sgd(List.of(), 1));
    assertMessage(
        "Sgd: parameter \"again\" is there twice; pass each once",
        () -> new Sgd(List.of(a.named("a"), b, a.named("again")), 1));
    Parameter reshaped = new Parameter("reshaped", a.value().reshape(2, 1));
    assertMessage(
        "Sgd: parameter \"reshaped\" is there twice; pass each once",
        () -> new Sgd(List.of(a, reshaped), 1));
  }

  @Test
  void stateOfAStrangerIsRefused() {
    assertMessage(
        "Adam: parameter \"b\" is not one of this optimizer's",
        () -> new Adam(List.of(a)).state(both.get(1)));
  }

  private static void assertMessage(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  /** With beta1 = 0.9 a gradient of 1 has decayed to 2⁻¹⁰⁰ after some 660 steps. */
  @Test
  void averagesThatVanishBecomeZero() {
    Adam adam = new Adam(both);
    Tensor m = Toy.state(adam, b, "m");
    Toy.step(adam, 1);
    float smallest = 1;
    for (int t = 0; t < 1000; t++) {
      Toy.step(adam, 0);
      float size = Math.abs(m.get(0));
      smallest = size > 0 ? Math.min(smallest, size) : smallest;
    }
    assertEquals(0, m.get(0));
    assertTrue(smallest >= Float.MIN_NORMAL, "subnormal: " + smallest);
  }
}
