package moments.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import moments.data.Batch;
import moments.data.DataLoader;
import moments.fast.Fast;
import moments.nn.Layer;
import moments.nn.Loss;
import moments.nn.Nets;
import moments.nn.Parameter;
import moments.nn.Sequential;
import moments.optim.Adam;
import moments.optim.Optimizer;
import moments.optim.Sgd;
import moments.parallel.Workers;
import moments.tensor.Tensor;
import moments.train.History.Point;
import moments.train.Trainer.End;
import moments.train.Trainer.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private final Sequential net = Nets.tutorial(3);

  @AfterEach
  void allThreads() {
    Workers.setThreads(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void testsEverySoManyStepsAndAtTheEndOfEachEpoch() {
    Trainer trainer = trainer(new Adam(net.parameters())).evaluateEvery(2);
    Result result = trainer.run(2);
    assertEquals(End.FINISHED, result.end());
    assertEquals(10, result.step());
    List<Point> points = trainer.history().points();
    assertEquals(List.of(2L, 4L, 5L, 6L, 8L, 10L), points.stream().map(Point::step).toList());
    assertEquals(List.of(1, 1, 1, 2, 2, 2), points.stream().map(Point::epoch).toList());
    assertEquals(List.of(8L, 16L, 18L, 22L, 30L, 36L), points.stream().map(Point::images).toList());
    assertEquals("adam", points.get(0).optimizer());
    double earlier = 0;
    for (Point p : points) {
      assertTrue(p.seconds() > earlier, p.toString());
      earlier = p.seconds();
    }
  }

  @Test
  void refusesAnOptimizerOfAnotherNet() {
    Sequential other = Nets.tutorial(3);
    var error =
        assertThrows(IllegalArgumentException.class, () -> trainer(new Adam(other.parameters())));
    assertEquals(
        "Trainer: the optimizer changes \"conv1.weight\" [6, 3, 5, 5], which is not a parameter of"
            + " this net; make the optimizer from net.parameters() of the net that is trained",
        error.getMessage());
  }

  @Test
  void anOptimizerMayLeaveParametersAsTheyAre() {
    List<Parameter> last = net.parameters().subList(8, 10);
    float[] first = net.parameters().get(0).value().data().clone();
    trainer(new Adam(last)).run(1);
    assertArrayEquals(first, net.parameters().get(0).value().data());
  }

  @Test
  void trainingLossIsTheMeanSinceThePointBefore() {
    List<Double> losses = new ArrayList<>();
    List<Point> heard = new ArrayList<>();
    Trainer trainer =
        trainer(new Adam(net.parameters()))
            .evaluateEvery(3)
            .listen(
                new Trainer.Listener() {
                  @Override
                  public void step(long step, double loss) {
                    losses.add(loss);
                    assertEquals(losses.size(), step);
                  }

                  @Override
                  public void point(Point point) {
                    heard.add(point);
                  }
                });
    trainer.run(1);
    assertEquals(heard, trainer.history().points());
    double three = losses.get(0) + losses.get(1) + losses.get(2);
    assertEquals(three / 3, heard.get(0).trainLoss());
    assertEquals((losses.get(3) + losses.get(4)) / 2, heard.get(1).trainLoss());
  }

  @Test
  void doesWhatAPlainLoopDoes() {
    trainer(new Adam(net.parameters())).evaluateEvery(2).run(2);

    Layer plain = Fast.of(Nets.tutorial(3));
    Optimizer adam = new Adam(plain.parameters());
    DataLoader batches = batches();
    for (int epoch = 1; epoch <= 2; epoch++) {
      for (Batch batch : batches.epoch(epoch)) {
        adam.zeroGrad();
        plain.backward(Loss.crossEntropy(plain.forward(batch.x()), batch.labels()).grad());
        adam.step();
      }
    }
    assertSameWeights(plain, net);
  }

  @Test
  void runsThePagesAsTheyAreWrittenWhenAskedTo() {
    List<String> heard = new ArrayList<>();
    Layer listening =
        new Layer() {
          @Override
          public Tensor forward(Tensor x) {
            heard.add(
                StackWalker.getInstance()
                    .walk(frames -> frames.skip(1).findFirst().orElseThrow().getClassName()));
            return net.forward(x);
          }

          @Override
          public Tensor backward(Tensor dy) {
            return net.backward(dy);
          }

          @Override
          public List<Parameter> parameters() {
            return net.parameters();
          }
        };
    Trainer trainer =
        new Trainer(listening, new Adam(net.parameters()), batches(), tests())
            .plain()
            .evaluateEvery(5);
    trainer.run(1);
    assertTrue(heard.stream().allMatch(name -> name.startsWith("moments.train.")), heard::toString);
  }

  @Test
  void learnsTheImagesByHeart() {
    DataLoader same = DataLoader.inOrder(Pictures.of(18), 9);
    Trainer trainer = new Trainer(net, new Adam(net.parameters(), 0.003), batches(), same);
    trainer.run(40);
    Point last = last(trainer);
    assertEquals(1, last.testAccuracy(), last.toString());
    assertTrue(last.trainLoss() < 0.1, last.toString());
  }

  @Test
  void theNumberOfThreadsDoesNotChangeABit() {
    List<List<Point>> histories = new ArrayList<>();
    List<Sequential> nets = new ArrayList<>();
    for (int threads : List.of(1, 2, 3)) {
      Workers.setThreads(threads);
      Sequential start = Nets.tutorial(3);
      Trainer trainer = new Trainer(start, new Adam(start.parameters()), batches(), tests());
      trainer.evaluateEvery(2).run(3);
      histories.add(trainer.history().points().stream().map(TrainerTest::timeless).toList());
      nets.add(start);
    }
    assertEquals(histories.get(0), histories.get(1));
    assertEquals(histories.get(0), histories.get(2));
    assertSameWeights(nets.get(0), nets.get(1));
    assertSameWeights(nets.get(0), nets.get(2));
  }

  @Test
  void untilItIsStoppedItTrainsAgainAndAgain() {
    Sequential net = Nets.tutorial(3);
    Trainer trainer = new Trainer(net, new Adam(net.parameters()), batches(), tests());
    trainer.run(1);
    long before = trainer.progress().step();
    trainer.listen(
        (step, loss) -> {
          if (step == before + 1) {
            Thread.currentThread().interrupt();
          }
        });
    Trainer.Result result = trainer.run(Integer.MAX_VALUE);
    assertEquals(Trainer.End.INTERRUPTED, result.end());
    assertEquals(before + 1, result.step());
  }

  @Test
  void aSecondRunGoesOnWhereTheFirstEnded() {
    Trainer twice = trainer(new Adam(net.parameters()));
    twice.run(1);
    twice.run(1);
    Sequential other = Nets.tutorial(3);
    Trainer once = new Trainer(other, new Adam(other.parameters()), batches(), tests());
    once.run(2);
    assertSameWeights(other, net);
    assertEquals(
        once.history().points().stream().map(TrainerTest::timeless).toList(),
        twice.history().points().stream().map(TrainerTest::timeless).toList());
  }

  @Test
  void aLossThatIsNotFiniteEndsTheRunAndKeepsWhatWasRecorded() {
    Trainer trainer = trainer(new Sgd(net.parameters(), 1e30)).evaluateEvery(1);
    trainer.recordTo(new History(), "wild", 7);
    trainer.history().add(new Point("earlier", 7, 1, 1, 4, 1, 2, 2, 0.1));
    Result result = trainer.run(2);
    assertEquals(End.DIVERGED, result.end());
    assertFalse(Double.isFinite(result.loss()));
    Point last = last(trainer);
    assertEquals("wild", last.optimizer());
    assertEquals(7, last.seed());
    assertEquals(result.step(), last.step());
    assertTrue(Double.isNaN(last.trainLoss()));
    assertTrue(Double.isNaN(last.testAccuracy()));
    assertTrue(trainer.history().points().get(0).optimizer().equals("earlier"));
  }

  @Test
  void aTestLossThatIsNotFiniteEndsTheRunToo() {
    Trainer trainer =
        trainer(new Adam(net.parameters()))
            .evaluateEvery(3)
            .listen(
                (step, loss) -> net.parameters().get(9).value().fill(step == 3 ? Float.NaN : 0));
    Result result = trainer.run(1);
    assertEquals(End.DIVERGED, result.end());
    assertEquals(3, result.step());
    assertEquals(1, trainer.history().points().size());
  }

  @Test
  void anInterruptEndsTheRunAndKeepsWhatWasRecorded() {
    Trainer trainer =
        trainer(new Adam(net.parameters())).evaluateEvery(2).listen(TrainerTest::interruptAt3);
    Result result = trainer.run(2);
    assertEquals(End.INTERRUPTED, result.end());
    assertEquals(3, result.step());
    assertFalse(Thread.interrupted(), "the result has said so");
    assertEquals(1, trainer.history().points().size());
  }

  @Test
  void anInterruptedTestRecordsNothing() {
    Trainer trainer =
        trainer(new Adam(net.parameters())).evaluateEvery(3).listen(TrainerTest::interruptAt3);
    assertEquals(End.INTERRUPTED, trainer.run(1).end());
    assertEquals(List.of(), trainer.history().points());
  }

  @Test
  void saysWhatItExpects() {
    Trainer trainer = trainer(new Adam(net.parameters()));
    assertEquals(
        "Trainer.run: expected 1 or more epochs, got 0",
        assertThrows(IllegalArgumentException.class, () -> trainer.run(0)).getMessage());
    assertEquals(
        "Trainer.evaluateEvery: expected 1 or more steps, got 0",
        assertThrows(IllegalArgumentException.class, () -> trainer.evaluateEvery(0)).getMessage());
  }

  private static void interruptAt3(long step, double loss) {
    if (step == 3) {
      Thread.currentThread().interrupt();
    }
  }

  /** Five batches, the last of two images. */
  private static DataLoader batches() {
    return new DataLoader(Pictures.of(18), 4, 11);
  }

  private static DataLoader tests() {
    return DataLoader.inOrder(Pictures.of(7), 5);
  }

  private Trainer trainer(Optimizer optimizer) {
    return new Trainer(net, optimizer, batches(), tests());
  }

  private static Point last(Trainer trainer) {
    List<Point> points = trainer.history().points();
    return points.get(points.size() - 1);
  }

  private static Point timeless(Point p) {
    return new Point(
        p.optimizer(),
        p.seed(),
        p.epoch(),
        p.step(),
        p.images(),
        0,
        p.trainLoss(),
        p.testLoss(),
        p.testAccuracy());
  }

  private static void assertSameWeights(Layer expected, Layer actual) {
    for (int i = 0; i < expected.parameters().size(); i++) {
      assertArrayEquals(
          expected.parameters().get(i).value().data(), actual.parameters().get(i).value().data());
    }
  }
}
