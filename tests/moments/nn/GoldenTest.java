package moments.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers and nets give what PyTorch gives: values, gradients and ten losses of training. */
class GoldenTest {
  private static final Golden GOLDEN = Golden.load();

  static Stream<Named<Golden.OfLayer>> layers() {
    return GOLDEN.layers().stream()
        .map(g -> Named.of(layer(g) + " of x " + Tensor.zeros(g.x()).shapeText(), g));
  }

  static Stream<Named<Golden.OfNet>> nets() {
    return GOLDEN.nets().stream().map(g -> Named.of(g.net(), g));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layersAgree(Golden.OfLayer golden) {
    Layer layer = layer(golden);
    Golden.setParameters(layer, 10);
    boolean pool = layer instanceof MaxPool2d;
    Tensor y = layer.forward(pool ? Golden.quarters(2, golden.x()) : Golden.fill(2, golden.x()));
    Golden.check(golden.results(), "y", y);
    Tensor dx = layer.backward(Golden.fill(3, y.shape()));
    Golden.check(golden.results(), "dx", dx);
    for (Parameter p : layer.parameters()) {
      Golden.check(golden.results(), p.name(), p.grad());
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void netsAgree(Golden.OfNet golden) {
    Sequential net = golden.net().equals("tutorial") ? Nets.tutorial(1) : Nets.paper(1);
    Golden.setParameters(net, 100);
    for (int step = 0; step < golden.losses().size(); step++) {
      net.parameters().forEach(p -> p.grad().fill(0));
      Tensor logits = net.forward(Golden.fill(200 + step, golden.batch(), 3, 32, 32));
      Loss loss = Loss.crossEntropy(logits, Golden.labels(300 + step, golden.batch()));
      double expected = golden.losses().get(step);
      assertEquals(expected, loss.value(), 1e-5 * expected, "loss of step " + step);
      Tensor dx = net.backward(loss.grad());
      if (step == 0) {
        Golden.check(golden.results(), "logits", logits);
        Golden.check(golden.results(), "dx", dx);
        for (Parameter p : net.parameters()) {
          Golden.check(golden.results(), p.name(), p.grad());
        }
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
