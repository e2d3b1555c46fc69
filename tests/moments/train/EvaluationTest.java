package moments.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import moments.data.DataLoader;
import moments.nn.Layer;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  /** Gives class 2 the logit 1 and the others 0; remembers its modes. */
  private static final class AlwaysTwo implements Layer {
    final List<Boolean> modes = new ArrayList<>();

    @Override
    public Tensor forward(Tensor x) {
      Tensor logits = Tensor.zeros(x.dim(0), 10);
      for (int n = 0; n < x.dim(0); n++) {
        logits.set(1, n, 2);
      }
      return logits;
    }

    @Override
    public Tensor backward(Tensor dy) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void train(boolean on) {
      modes.add(on);
    }
  }

  @Test
  void everyImageCountsTheSameInBatchesOfAnySize() throws Exception {
    double rest = Math.log(Math.E + 9);
    for (int batch : List.of(1, 2, 3, 5)) {
      Evaluation five = Evaluation.of(new AlwaysTwo(), DataLoader.inOrder(Pictures.of(5), batch));
      assertEquals(0.2, five.accuracy());
      assertEquals((4 * rest + rest - 1) / 5, five.loss(), 1e-12);
    }
  }

  @Test
  void theNetIsInEvaluationModeMeanwhile() throws Exception {
    AlwaysTwo net = new AlwaysTwo();
    Evaluation.of(net, DataLoader.inOrder(Pictures.of(3), 3));
    assertEquals(List.of(false, true), net.modes);
  }

  @Test
  void anInterruptEndsIt() {
    AlwaysTwo net = new AlwaysTwo();
    Thread.currentThread().interrupt();
    assertThrows(
        InterruptedException.class,
        () -> Evaluation.of(net, DataLoader.inOrder(Pictures.of(3), 3)));
    assertFalse(Thread.interrupted());
    assertEquals(List.of(false, true), net.modes);
  }
}
