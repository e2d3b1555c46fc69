package moments.optim;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import moments.fast.Fast;
import moments.nn.Layer;
import moments.nn.Loss;
import moments.nn.Nets;
import moments.nn.Parameter;
import moments.nn.Sequential;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An optimizer can be saved and taken up again with the same bits, or says why not. */
class StateDictTest {
  private final Parameter p = Toy.parameter(1, 2);

  static List<String> names() {
    return Optimizers.all().stream().map(Optimizers.Entry::name).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void fiveStepsAndFiveMoreAreTenSteps(String name) {
    Run whole = new Run(name);
    whole.steps(1, 10);

    Run first = new Run(name);
    first.steps(1, 5);
    Run second = new Run(name);
    second.steps(1, 2); // What it remembers is to be replaced.
    second.takeUp(first);
    second.steps(6, 10);

    whole.assertSame(second);
  }

  @ParameterizedTest
  @MethodSource("names")
  void theSavedStateIsACopy(String name) {
    Run run = new Run(name);
    run.steps(1, 2);
    OptimizerState saved = run.optimizer.stateDict();
    Map<String, Tensor> before = new HashMap<>(saved.tensors());
    before.replaceAll((key, tensor) -> tensor.copy());
    run.steps(3, 4);

    saved
        .tensors()
        .forEach(
            (key, now) -> assertArrayEquals(requireNonNull(before.get(key)).data(), now.data()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void theStateOfAnotherRuleIsRefused(String name) {
    OptimizerState other = new Run(name.equals("adam") ? "sgd" : "adam").optimizer.stateDict();
    Run run = new Run(name);

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> run.optimizer.loadStateDict(other));
    assertEquals(
        "%s: expected a state of %1$s, got one of %s"
            .formatted(run.optimizer.stateDict().optimizer(), other.optimizer()),
        e.getMessage());
  }

  /** Issue: a copy of m and v alone left t at 0, and the next step was 0.246 for 0.324. */
  @Test
  void withoutTItIsRefused() {
    OptimizerState saved = new Adam(List.of(p)).stateDict();
    assertRefused(
        "Adam: the state lacks [t]; pass on all of it",
        new OptimizerState("Adam", Map.of(), saved.tensors()));
  }

  @Test
  void impossibleNumbersAreRefused() {
    OptimizerState saved = new Adam(List.of(p)).stateDict();
    for (double t : new double[] {-1, 1.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertRefused(
          "Adam: t of the state is %s, expected a number of steps".formatted(t),
          new OptimizerState("Adam", Map.of("t", t), saved.tensors()));
    }
    NAdam nAdam = new NAdam(List.of(p), 1);
    assertMessage(
        "NAdam: product of the state is NaN, expected a finite number",
        () ->
            nAdam.loadStateDict(
                new OptimizerState(
                    "NAdam",
                    Map.of("t", 1.0, "product", Double.NaN),
                    nAdam.stateDict().tensors())));
  }

  @Test
  void tensorsMustBeThoseOfTheParameters() {
    Tensor two = Tensor.zeros(2);
    assertRefused("Adam: the state lacks [theta.v]; pass on all of it", Map.of("theta.m", two));
    assertRefused(
        "Adam: the state has [theta.u], which is of no use here",
        Map.of("theta.m", two, "theta.v", two, "theta.u", two));
    assertRefused(
        "Adam: theta.v of the state has shape [3], expected [2]",
        Map.of("theta.m", two, "theta.v", Tensor.zeros(3)));
    assertRefused(
        "Adam: theta.v of the state holds NaN",
        Map.of("theta.m", two, "theta.v", Tensor.zeros(2).fill(Float.NaN)));
  }

  @Test
  void aGroupThatDoesNotFitLeavesTheOthersAsTheyWere() {
    Parameter q = new Parameter("q", Tensor.zeros(1));
    Optimizer groups = new ParameterGroups(new Adam(List.of(p)), new Sgd(List.of(q), 1));
    groups.step();
    OptimizerState saved = groups.stateDict();
    OptimizerState damaged =
        new OptimizerState(
            saved.optimizer(), Map.of("0.t", 7.0, "1.t", Double.NaN), saved.tensors());

    assertMessage(
        "ParameterGroups(Adam, Sgd): 1.t of the state is NaN, expected a number of steps",
        () -> groups.loadStateDict(damaged));
    assertEquals(saved.numbers(), groups.stateDict().numbers());
  }

  @Test
  void parametersOfOneNameAreNotMixedUp() {
    Optimizer adam = new Adam(List.of(p, Toy.parameter(3)));
    assertMessage(
        "Adam: two parameters are called \"theta\"; name them to save their state",
        adam::stateDict);
  }

  @Test
  void theResultOfScheduleFreeIsNoPlaceToGoOnFrom() {
    ScheduleFreeAdamW optimizer = new ScheduleFreeAdamW(List.of(p), 0.1);
    optimizer.train(false);
    assertEquals(
        "ScheduleFreeAdamW: the parameters are x, the result; call train(true) before going on",
        assertThrows(IllegalStateException.class, optimizer::stateDict).getMessage());
  }

  @Test
  void anOptimizerThatDoesNotSayWhatItRemembersIsNotSaved() {
    record Plain(List<Parameter> parameters) implements Optimizer {
      @Override
      public void step() {}
    }
    Optimizer plain = new Plain(List.of(p));
    OptimizerState any = new Adam(List.of(p)).stateDict();
    String message = "Plain: to save it, override stateDict and loadStateDict";
    assertEquals(
        message, assertThrows(UnsupportedOperationException.class, plain::stateDict).getMessage());
    assertEquals(
        message,
        assertThrows(UnsupportedOperationException.class, () -> plain.loadStateDict(any))
            .getMessage());
  }

  @Test
  void savingWithoutLoadingIsRefusedWhenItIsToBeLoaded() {
    record Half(List<Parameter> parameters) implements Optimizer {
      @Override
      public void step() {}

      @Override
      public OptimizerState stateDict() {
        return new OptimizerState("Half", Map.of("t", 1.0), Map.of());
      }
    }
    Optimizer half = new Half(List.of(p));
    OptimizerState saved = half.stateDict();
    assertThrows(UnsupportedOperationException.class, () -> half.loadStateDict(saved));
  }

  private void assertRefused(String message, Map<String, Tensor> tensors) {
    assertRefused(message, new OptimizerState("Adam", Map.of("t", 1.0), tensors));
  }

  private void assertRefused(String message, OptimizerState saved) {
    Adam adam = new Adam(List.of(p));
    assertMessage(message, () -> adam.loadStateDict(saved));
    assertEquals(0, adam.t());
  }

  private static void assertMessage(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  /** A compiled net on random images, a new batch each step. */
  private static final class Run {
    private final Sequential written = Nets.tutorial(3);
    private final Layer net = Fast.of(written);
    private final Optimizer optimizer;

    Run(String name) {
      Optimizers.Entry entry = Optimizers.named(name);
      optimizer = entry.create(written.parameters(), entry.lr());
    }

    void steps(int first, int last) {
      for (int step = first; step <= last; step++) {
        Random random = new Random(step);
        Tensor x = Tensor.zeros(4, 3, 32, 32);
        for (int i = 0; i < x.size(); i++) {
          x.data()[i] = (float) random.nextGaussian();
        }
        optimizer.zeroGrad();
        Tensor logits = net.forward(x);
        net.backwardParameters(Loss.crossEntropy(logits, new int[] {3, 1, 4, 1}).grad());
        optimizer.step();
      }
    }

    /** The weights and all that the optimizer remembers. */
    void takeUp(Run other) {
      for (int i = 0; i < written.parameters().size(); i++) {
        Tensor from = other.written.parameters().get(i).value();
        written.parameters().get(i).value().set(from);
      }
      optimizer.loadStateDict(other.optimizer.stateDict());
    }

    void assertSame(Run other) {
      OptimizerState expected = optimizer.stateDict();
      OptimizerState actual = other.optimizer.stateDict();
      assertEquals(expected.numbers(), actual.numbers());
      assertEquals(expected.tensors().keySet(), actual.tensors().keySet());
      expected
          .tensors()
          .forEach(
              (name, x) ->
                  assertArrayEquals(x.data(), requireNonNull(actual.tensors().get(name)).data()));
      optimizer.train(false);
      other.optimizer.train(false);
      for (int i = 0; i < written.parameters().size(); i++) {
        assertArrayEquals(
            written.parameters().get(i).value().data(),
            other.written.parameters().get(i).value().data());
      }
    }
  }
}
