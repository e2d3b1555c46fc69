package moments.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import moments.train.History;
import moments.train.History.Point;
import org.junit.jupiter.api.Test;

class ResultSentenceTest {
  private static final String IMAGES = "the 10,000 test images";

  private final History history = new History();

  @Test
  void namesTheBestLast() {
    add("adam", 1, 25_000, 0.558);
    add("sgd", 1, 1_000, 0.9);
    add("sgd", 1, 25_000, 0.341);
    add("momentum", 1, 25_000, 0.539);
    assertEquals(
        "After two epochs, SGD got 34.1 % where SGD + momentum got 53.9 % and Adam got 55.8 % of"
            + " the 10,000 test images right.",
        closing(2));
  }

  @Test
  void oneTwoAndFourOptimizers() {
    add("adam", 1, 25_000, 0.5);
    assertEquals("After one epoch, Adam got 50.0 % of the 10,000 test images right.", closing(1));
    add("adamw", 1, 25_000, 0.6);
    assertEquals(
        "After 45 epochs, Adam got 50.0 % where AdamW got 60.0 % of the 10,000 test images right.",
        closing(45));
    add("sgd", 1, 25_000, 0.3);
    add("adagrad", 1, 25_000, 0.4);
    assertEquals(
        "After ten epochs, SGD got 30.0 % where AdaGrad got 40.0 %, Adam got 50.0 % and AdamW got"
            + " 60.0 % of the 10,000 test images right.",
        closing(10));
  }

  @Test
  void severalSeedsHaveAMeanAndADeviation() {
    add("adam", 1, 25_000, 0.5);
    add("adam", 2, 25_000, 0.6);
    assertEquals(
        "After two epochs, Adam got 55.0 ± 7.1 % of the 10,000 test images right.", closing(2));
  }

  @Test
  void aRunThatEndedEarlyHasItsOwnSentence() {
    add("sgd", 1, 25_000, 0.341);
    add("rmsprop", 1, 120, Double.NaN);
    add("adam", 1, 3_000, 0.4);
    assertEquals(
        "After two epochs, SGD got 34.1 % of the 10,000 test images right. RMSProp diverged at"
            + " step 120. Adam had reached 40.0 % at step 3,000 when it was stopped.",
        closing(2));
  }

  @Test
  void aSeedThatDivergedIsNamed() {
    add("adam", 1, 25_000, 0.5);
    add("adam", 2, 25_000, Double.NaN);
    assertEquals(
        "After two epochs, Adam got 50.0 % (1 of 2 seeds) of the 10,000 test images right. Adam,"
            + " seed 2, diverged at step 25,000.",
        closing(2));
  }

  @Test
  void aMeanOverSomeSeedsSaysOverHowMany() {
    for (int seed = 1; seed <= 3; seed++) {
      add("sgd", seed, 25_000, 0.4);
      add("adam", seed, seed == 2 ? 9 : 25_000, seed == 2 ? Double.NaN : 0.5);
    }
    assertEquals(
        "After two epochs, SGD got 40.0 ± 0.0 % where Adam got 50.0 ± 0.0 % (2 of 3 seeds) of the"
            + " 10,000 test images right. Adam, seed 2, diverged at step 9.",
        closing(2));
  }

  private void add(String optimizer, long seed, long step, double accuracy) {
    history.add(new Point(optimizer, seed, 2, step, 4 * step, 1, 1, 1, accuracy));
  }

  private String closing(int epochs) {
    return ResultSentence.of(history, epochs, 25_000, IMAGES);
  }
}
