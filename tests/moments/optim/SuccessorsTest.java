package moments.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import moments.nn.Parameter;
import org.junit.jupiter.api.Test;

/** What NAdam, Lion and Schedule-Free AdamW do; Muon has a test of its own. */
class SuccessorsTest {
  private final Parameter p = Toy.parameter(1);

  @Test
  void nAdamTakesThePlacesOfPyTorchOnAParabola() {
    float[] theta = p.value().data();
    NAdam nAdam = new NAdam(List.of(p), 0.1);
    for (double expected : new double[] {.8943548232, .8199730715, .7527292676}) {
      Toy.step(nAdam, theta[0]);
      assertEquals(expected, theta[0], 2e-7);
    }
  }

  @Test
  void lionMovesEveryWeightByItsRate() {
    Parameter four = Toy.parameter(0, 0, 0, 0);
    Toy.step(new Lion(List.of(four), 0.25), 1e-6, -1000, 1, 0);

    assertArrayEquals(new float[] {-0.25f, 0.25f, -0.25f, 0}, four.value().data());
  }

  /** m = 0.01 after a gradient of 1; then 0.9·0.01 + 0.1·g changes its sign at g = −0.09. */
  @Test
  void lionListensToTheNewestGradientMoreThanItsMemoryDoes() {
    Lion lion = new Lion(List.of(p), 1);
    Toy.step(lion, 1);

    assertEquals(1, Toy.step(lion, -0.091));
    assertEquals(0.00899f, Toy.state(lion, p, "m").get(0), 1e-8);
  }

  @Test
  void lionDecaysWeightsBesideTheSign() {
    Toy.step(new Lion(List.of(p), Schedule.constant(0.5), 0.9, 0.99, 0.1), 0);

    assertEquals(0.95f, p.value().get(0));
  }

  @Test
  void scheduleFreeEndsWithTheMeanOfItsWalk() {
    ScheduleFreeAdamW optimizer = new ScheduleFreeAdamW(List.of(p), 0.1);
    double sum = 0;
    for (int t = 1; t <= 50; t++) {
      Toy.step(optimizer, StrictMath.sin(t));
      sum += Toy.state(optimizer, p, "z").get(0);
    }
    float y = p.value().get(0);

    optimizer.train(false);
    assertEquals(sum / 50, p.value().get(0), 1e-6);
    optimizer.train(true);
    assertEquals(y, p.value().get(0));
  }

  @Test
  void scheduleFreeWeighsItsWalkByTheSquareOfTheRate() {
    ScheduleFreeAdamW optimizer =
        new ScheduleFreeAdamW(List.of(p), t -> t == 1 ? 0 : t, 0, 0, 0, 0);
    Toy.step(optimizer, 1); // rate 0: z stays at 1 and does not count
    Toy.step(optimizer, 1); // z = 1 − 2
    Toy.step(optimizer, 1); // z = −1 − 3
    optimizer.train(false);

    assertEquals((4 * -1 + 9 * -4) / 13f, p.value().get(0), 1e-6);
  }

  @Test
  void scheduleFreeDoesNotTrainItsResult() {
    ScheduleFreeAdamW optimizer = new ScheduleFreeAdamW(List.of(p), 0.1);
    optimizer.train(false);

    assertEquals(1, p.value().get(0));
    assertEquals(
        "ScheduleFreeAdamW: the parameters are x, the result; call train(true) before going on",
        assertThrows(IllegalStateException.class, optimizer::step).getMessage());
    optimizer.train(true);
    assertEquals(1, p.value().get(0), "the refused step has changed nothing");
    assertEquals(0, optimizer.t());
  }

  @Test
  void groupsPassOnWhetherTheyTrain() {
    ScheduleFreeAdamW inner = new ScheduleFreeAdamW(List.of(p), 0.1);
    Optimizer group = new ParameterGroups(inner);
    Toy.step(group, 1);
    Toy.step(group, 1);
    group.train(false);

    assertEquals(Toy.state(inner, p, "x").get(0), p.value().get(0));
  }
}
