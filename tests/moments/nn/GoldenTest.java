package moments.nn;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages give what PyTorch gives: values and gradients of layers, and of nets in training. */
class GoldenTest {
  /** The paper's net takes a second a step as it is written. */
  private static final int STEPS = 3;

  private static final Golden GOLDEN = Golden.load();

  static List<Golden.OfLayer> layers() {
    return GOLDEN.layers();
  }

  static List<Golden.OfNet> nets() {
    return GOLDEN.nets();
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layersAgree(Golden.OfLayer golden) {
    GoldenRun.checkLayer(golden, UnaryOperator.identity());
  }

  @ParameterizedTest
  @MethodSource("nets")
  void netsAgree(Golden.OfNet golden) {
    GoldenRun.checkNet(golden, UnaryOperator.identity(), STEPS);
  }
}
