package moments.fast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import moments.nn.Layer;
import moments.nn.Parameter;
import moments.nn.Sequential;
import moments.nn.Values;
import moments.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Fast} gives what the layers give as they are written, on 300 nets from fixed seeds. */
class FastEqualsPlainTest {
  private static final int NETS = 300;
  private static final double TOLERANCE = 1e-5;

  /** Sums over all outputs, which may nearly cancel: gradients of a bias and of a single factor. */
  private static final double TOLERANCE_OF_SUMS = 2e-4;

  private static final Map<String, Double> LARGEST = new TreeMap<>();

  /** The first seeds whose nets do not hang on a rounding error. */
  static LongStream seeds() {
    return LongStream.iterate(1, seed -> seed + 1)
        .filter(seed -> RandomNet.of(seed).isClear())
        .limit(NETS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onARandomNet(long seed) {
    RandomNet random = RandomNet.of(seed);
    Sequential net = random.net();
    Layer fast = Fast.of(net);
    check(net, fast, random.x);

    net.train(false);
    fast.train(false);
    Tensor y = net.forward(random.smallerBatch());
    assertTrue(Values.distance(fast.forward(random.smallerBatch()), y) < TOLERANCE, "evaluation");
    fast.train(true);

    check(net, fast, random.smallerBatch());
    check(net, Fast.of(net), random.smallerBatch());
    check(net, fast, random.x);
  }

  private static void check(Sequential net, Layer fast, Tensor x) {
    Tensor dy = Values.normal(2, net.forward(x).shape());
    Pass plain = Pass.of(net, net, x, dy);
    Pass.of(fast, net, x, dy)
        .distances(plain)
        .forEach(
            (name, distance) -> {
              String quantity = name.replaceFirst("^d.*\\.", "d ");
              LARGEST.merge(quantity, distance, Math::max);
              boolean sum = quantity.matches("d (bias|a)");
              double tolerance = sum ? TOLERANCE_OF_SUMS : TOLERANCE;
              assertEquals(0, distance, tolerance, () -> name + " of " + net);
            });
  }

  @AfterAll
  static void report() {
    System.out.printf("Fast against plain, largest relative difference: %s%n", LARGEST);
  }

  static IntStream exactSeeds() {
    return IntStream.range(0, 60);
  }

  /** Sums of small integers are exact in any order; and windows have many equal elements. */
  @ParameterizedTest
  @MethodSource("exactSeeds")
  void toTheBitWhereSumsAreExact(int seed) {
    ExactNet exact = new ExactNet(seed);
    Tensor dy = ExactNet.integers(seed, 2, exact.net.forward(exact.x).shape());
    Pass plain = Pass.of(exact.net, exact.net, exact.x, dy);
    Pass fast = Pass.of(Fast.of(exact.net), exact.net, exact.x, dy);
    plain
        .results()
        .forEach(
            (name, t) ->
                assertArrayEquals(
                    withoutSignOfZero(t),
                    withoutSignOfZero(fast.get(name)),
                    () -> name + " of " + exact.net));
  }

  /** A sum of nothing is 0 or −0, depending on where it began. */
  private static float[] withoutSignOfZero(Tensor t) {
    float[] values = t.data().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += 0f;
    }
    return values;
  }

  /** Two nets that share a layer, each compiled, in turn. */
  @ParameterizedTest
  @MethodSource("exactSeeds")
  void inTwoNetsThatShareALayer(int seed) {
    ExactNet exact = new ExactNet(seed);
    Sequential other = new Sequential().add("shared", exact.net.layers().get(0));
    Layer fast = Fast.of(exact.net);
    Layer fastOther = Fast.of(other);
    Tensor dy = ExactNet.integers(seed, 2, exact.net.forward(exact.x).shape());
    Tensor dOther = ExactNet.integers(seed + 1, 2, other.forward(exact.x).shape());
    exact.net.parameters().forEach(p -> p.grad().fill(0));
    other.forward(exact.x);
    other.backward(dOther);
    exact.net.forward(exact.x);
    exact.net.backward(dy);
    float[][] expected =
        exact.net.parameters().stream().map(p -> p.grad().data().clone()).toArray(float[][]::new);

    exact.net.parameters().forEach(p -> p.grad().fill(0));
    fastOther.forward(exact.x);
    fast.forward(exact.x);
    fastOther.backward(dOther);
    fast.backward(dy);
    int i = 0;
    for (Parameter p : exact.net.parameters()) {
      assertArrayEquals(expected[i++], p.grad().data(), p.name());
    }
  }
}
