package moments.fast;

import java.util.List;
import moments.nn.Golden;
import moments.nn.GoldenRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiled layers and nets give what PyTorch gives: values, gradients, ten losses of training. */
class FastGoldenTest {
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
    GoldenRun.checkLayer(golden, Fast::of);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void netsAgree(Golden.OfNet golden) {
    GoldenRun.checkNet(golden, Fast::of, Integer.MAX_VALUE);
  }
}
