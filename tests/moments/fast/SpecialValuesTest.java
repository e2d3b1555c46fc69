package moments.fast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import moments.nn.Conv2d;
import moments.nn.Init;
import moments.nn.Layer;
import moments.nn.Linear;
import moments.nn.MaxPool2d;
import moments.nn.Parameter;
import moments.nn.Relu;
import moments.nn.Sequential;
import moments.nn.Values;
import moments.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * NaN, infinities, zeros of either sign, subnormal and the largest numbers in x, in a weight or in
 * dy: {@link Fast} treats them as the layers do, whichever way a layer is computed.
 */
class SpecialValuesTest {
  private static final float NAN = Float.NaN;
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  /** Rounding errors of single numbers, relative to all of them; tiles have the largest. */
  private static final double TOLERANCE = 1e-4;

  /** One net for each way that the engine has, and its input. */
  private record Case(String name, Sequential net, int... x) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Case> cases() {
    return List.of(
        new Case("positions, pooled", convReluPool(3, 6, 5, 0, new MaxPool2d(2)), 3, 3, 14, 12),
        new Case("channels, pooled", convReluPool(2, 16, 3, 1, new MaxPool2d(2)), 3, 2, 8, 7),
        new Case(
            "channels, pools overlap",
            convReluPool(2, 17, 3, 1, new MaxPool2d(3, 2, 1)),
            2,
            2,
            9,
            8),
        new Case("tiles, pooled", convReluPool(16, 16, 5, 2, new MaxPool2d(3, 2, 1)), 2, 16, 8, 8),
        new Case("positions", new Sequential(new Conv2d(2, 3, 3)), 2, 2, 9, 9),
        new Case("channels", new Sequential(new Conv2d(2, 20, 3, 2, 1)), 2, 2, 9, 8),
        new Case("tiles", new Sequential(new Conv2d(16, 32, 3, 1, 1)), 2, 16, 6, 6),
        new Case("pool", new Sequential(new MaxPool2d(2)), 1, 17, 2, 4),
        new Case("pools overlap", new Sequential(new MaxPool2d(3, 2, 1)), 2, 33, 5, 5),
        new Case("ReLU", new Sequential(new Relu()), 3, 37),
        new Case("few examples", new Sequential(new Linear(37, 21)), 3, 37),
        new Case("many examples", new Sequential(new Linear(19, 26)), 70, 19));
  }

  private static Sequential convReluPool(int in, int out, int k, int padding, MaxPool2d pool) {
    return new Sequential(new Conv2d(in, out, k, 1, padding), new Relu(), pool);
  }

  static Stream<Arguments> all() {
    return cases().stream()
        .flatMap(
            c ->
                Stream.of("x", "weight", "dy")
                    .flatMap(
                        place ->
                            Stream.of(NAN, INFINITY, -INFINITY, 0f, -0f, 1e-40f, 3e38f, -3e38f)
                                .map(value -> Arguments.of(c, place, value))));
  }

  @ParameterizedTest(name = "{0}: {2} in {1}")
  @MethodSource("all")
  void areTreatedAlike(Case c, String place, float value) {
    Init.HE_NORMAL.apply(c.net, 3);
    Tensor x = Values.normal(1, c.x);
    Tensor dy = Values.normal(2, c.net.forward(x).shape());
    Tensor target =
        switch (place) {
          case "x" -> x;
          case "dy" -> dy;
          default -> c.net.parameters().isEmpty() ? x : c.net.parameters().get(0).value();
        };
    plant(value, target);
    compare(c.net, x, dy);
  }

  /** A window of infinities, or of zeros of both signs, gives its gradient to one of its own. */
  static Stream<Arguments> windows() {
    return cases().stream()
        .filter(c -> c.name.startsWith("pool"))
        .flatMap(
            c ->
                Stream.of(-INFINITY, INFINITY, NAN, -0f, 3e38f)
                    .map(value -> Arguments.of(c, value)));
  }

  @ParameterizedTest(name = "{0}: windows of {1}")
  @MethodSource("windows")
  void fillWholeWindows(Case c, float value) {
    Tensor x = Tensor.zeros(c.x).fill(value);
    for (int i = 0; i < x.size(); i += 3) {
      x.data()[i] = -value;
    }
    Tensor dy = Values.normal(2, c.net.forward(x).shape());
    compare(c.net, x, dy);
    x.fill(value);
    compare(c.net, x, dy);
  }

  /** Puts {@code value} into one place in 40, at least two. */
  private static void plant(float value, Tensor target) {
    Random random = new Random(9);
    boolean large = Math.abs(value) > 1e38f && Float.isFinite(value);
    for (int k = 0; k < (large ? 1 : 2 + target.size() / 40); k++) {
      target.data()[random.nextInt(target.size())] = value;
    }
  }

  private static void compare(Sequential net, Tensor x, Tensor dy) {
    Layer fast = Fast.of(net);
    Pass plain = Pass.of(net, net, x, dy);
    Pass.of(fast, net, x, dy).results().forEach((name, t) -> assertAlike(plain.get(name), t, name));
    net.parameters().forEach(SpecialValuesTest::clear);
  }

  private static void clear(Parameter p) {
    p.grad().fill(0);
  }

  private static void assertAlike(Tensor expected, Tensor actual, String name) {
    assertTrue(expected.sameShape(actual), name);
    double scale = scale(expected);
    for (int i = 0; i < expected.size(); i++) {
      float e = expected.data()[i];
      float a = actual.data()[i];
      String where = name + " at " + i + " of " + Arrays.toString(expected.shape());
      if (Float.isFinite(e) && Float.isFinite(a)) {
        assertEquals(e, a, TOLERANCE * Math.max(scale, Math.abs(e)), where);
      } else {
        assertEquals(e, a, where);
      }
    }
  }

  /** The root mean square of the numbers that are not among the largest ones. */
  private static double scale(Tensor t) {
    double squares = 0;
    int count = 0;
    for (float value : t.data()) {
      if (Math.abs(value) < 1e30) {
        squares += (double) value * value;
        count++;
      }
    }
    return count == 0 ? 0 : Math.sqrt(squares / count);
  }
}
