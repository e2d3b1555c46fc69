package moments.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.UnaryOperator;
import moments.tensor.Tensor;

/** Runs what PyTorch ran, on the layers as they are written or compiled, and compares. */
public final class GoldenRun {
  private GoldenRun() {}

  /** One layer: y, dx and the gradients of its parameters. */
  public static void checkLayer(Golden.OfLayer golden, UnaryOperator<Layer> compile) {
    Layer layer = layer(golden);
    Layer running = compile.apply(layer);
    Golden.setParameters(layer, 10);
    boolean pool = layer instanceof MaxPool2d;
    Tensor x = pool ? Golden.quarters(2, golden.x()) : Golden.fill(2, golden.x());
    Tensor y = running.forward(x);
    Golden.check(golden.results(), "y", y);
    Tensor dx = running.backward(Golden.fill(3, y.shape()));
    Golden.check(golden.results(), "dx", dx);
    for (Parameter p : layer.parameters()) {
      Golden.check(golden.results(), p.name(), p.grad());
    }
  }

  /** The losses of the first {@code steps} of plain gradient descent, and all of the first step. */
  public static void checkNet(Golden.OfNet golden, UnaryOperator<Layer> compile, int steps) {
    Sequential net = golden.net().equals("tutorial") ? Nets.tutorial(1) : Nets.paper(1);
    Layer running = compile.apply(net);
    Golden.setParameters(net, 100);
    for (int step = 0; step < Math.min(steps, golden.losses().size()); step++) {
      net.parameters().forEach(p -> p.grad().fill(0));
      Tensor logits = running.forward(Golden.fill(200 + step, golden.batch(), 3, 32, 32));
      Loss loss = Loss.crossEntropy(logits, Golden.labels(300 + step, golden.batch()));
      double expected = golden.losses().get(step);
      assertEquals(expected, loss.value(), 1e-5 * expected, "loss of step " + step);
      Tensor dx = running.backward(loss.grad());
      if (step == 0) {
        Golden.check(golden.results(), "logits", logits);
        Golden.check(golden.results(), "dx", dx);
        net.parameters().forEach(p -> Golden.check(golden.results(), p.name(), p.grad()));
      }
      for (Parameter p : net.parameters()) {
        p.value().set(p.value().minus(p.grad().times(golden.lr())));
      }
    }
  }

  private static Layer layer(Golden.OfLayer golden) {
    int[] a = golden.arguments();
    return switch (golden.layer()) {
      case "Conv2d" -> new Conv2d(a[0], a[1], a[2], a[3], a[4]);
      case "MaxPool2d" -> new MaxPool2d(a[0], a[1], a[2]);
      case "Linear" -> new Linear(a[0], a[1]);
      default -> throw new IllegalArgumentException(golden.layer());
    };
  }
}
