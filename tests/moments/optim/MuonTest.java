package moments.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import java.util.Set;
import moments.nn.Nets;
import moments.nn.Parameter;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MuonTest {
  private final Random random = new Random(2);
  private final Schedule lr = Schedule.constant(0.1);

  private Parameter parameter(int... shape) {
    Parameter p = new Parameter("p", Tensor.zeros(shape));
    for (int i = 0; i < p.value().size(); i++) {
      p.grad().data()[i] = (float) random.nextGaussian();
    }
    return p;
  }

  @Test
  void aConvolutionCountsAsTheMatrixOfItsFilters() {
    Parameter convolution = parameter(6, 3, 2, 2);
    Parameter matrix = new Parameter("p", Tensor.zeros(6, 12), convolution.grad().reshape(6, 12));
    new Muon(List.of(convolution), lr, 0.95, 0).step();
    new Muon(List.of(matrix), lr, 0.95, 0).step();

    assertArrayEquals(matrix.value().data(), convolution.value().data());
  }

  @Test
  void theSizeOfTheGradientDoesNotMatter() {
    Parameter small = parameter(4, 5);
    Parameter large = new Parameter("p", Tensor.zeros(4, 5), small.grad().times(1000));
    new Muon(List.of(small), lr, 0.95, 0).step();
    new Muon(List.of(large), lr, 0.95, 0).step();

    assertEquals(0, small.value().minus(large.value()).norm(), 1e-5);
  }

  @Test
  void ofANetItTakesTheMatricesButTheLast() {
    Optimizer optimizer = ParameterGroups.muonWithAdamW(Nets.tutorial(1).parameters(), t -> 0.02);

    for (Parameter p : optimizer.parameters()) {
      boolean hidden =
          Set.of("conv1.weight", "conv2.weight", "fc1.weight", "fc2.weight").contains(p.name());
      assertEquals(
          hidden ? Set.of("m", "t") : Set.of("m", "v", "t"), optimizer.state(p).keySet(), p.name());
    }
    assertEquals(10, optimizer.parameters().size());
  }

  @Test
  void weightDecayShrinksMatricesWithoutGradients() {
    Parameter p = new Parameter("p", Tensor.zeros(2, 2).fill(1));
    new Muon(List.of(p), Schedule.constant(0.5), 0.95, 0.1).step();

    assertArrayEquals(new float[] {0.95f, 0.95f, 0.95f, 0.95f}, p.value().data());
  }

  @Test
  void badArgumentsAreRefused() {
    Parameter p = parameter(2, 2);
    List<Parameter> one = List.of(p);
    assertMessage("Muon: mu must be in [0, 1), got 1.0", () -> new Muon(one, lr, 1, 0));
    assertMessage(
        "Muon: weightDecay must be 0 or a positive float, got -1.0",
        () -> new Muon(one, lr, 0, -1));
    assertMessage(
        "Muon: parameter \"theta\" of shape [2] is no matrix; leave it to another optimizer",
        () -> new Muon(List.of(Toy.parameter(1, 2)), lr, 0, 0));
    assertMessage(
        "Muon: parameter \"p\" is there twice; pass each once",
        () -> new Muon(List.of(p, p), lr, 0, 0));
    assertMessage(
        "Muon: parameter \"theta\" is not one of this optimizer's",
        () -> new Muon(one, lr, 0, 0).state(Toy.parameter(1)));
  }

  @Test
  void aBadRateChangesNothing() {
    Parameter p = parameter(2, 2);
    Muon muon = new Muon(List.of(p), t -> -1, 0.95, 0);
    assertMessage("Muon: lr must be 0 or a positive float, got -1.0", muon::step);

    assertEquals(0, Toy.state(muon, p, "t").get());
    assertEquals(0, p.value().norm());
  }

  @Test
  void groupsHaveEachParameterOnce() {
    Parameter p = parameter(2, 2);
    Adam adam = new Adam(List.of(p));
    Parameter stranger = Toy.parameter(1);
    assertMessage(
        "ParameterGroups: parameter \"p\" is in two groups; put it in one",
        () -> new ParameterGroups(adam, new Sgd(List.of(p), 1)));
    assertMessage(
        "ParameterGroups: parameter \"theta\" is in none of the groups",
        () -> new ParameterGroups(adam).state(stranger));
  }

  private static void assertMessage(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
