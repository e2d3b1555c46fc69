package moments.nn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import moments.tensor.Tensor;

/**
 * What {@code tests/golden/nets.py} computed with PyTorch, and the inputs that it computed from.
 */
@SuppressWarnings("ArrayRecordComponent") // read from JSON, never compared
public record Golden(List<OfLayer> layers, List<OfNet> nets) {
  private static final double TOLERANCE = 1e-5;

  /** One layer with given settings: y, and the gradients of {@code Σ fill(3)·y}. */
  public record OfLayer(String layer, int[] arguments, int[] x, Map<String, Digest> results) {
    @Override
    public String toString() {
      return layer + Arrays.toString(arguments) + " of x " + Arrays.toString(x);
    }
  }

  /** The losses of some training steps, and the details of the first. */
  public record OfNet(
      String net, int batch, double lr, List<Double> losses, Map<String, Digest> results) {
    @Override
    public String toString() {
      return net;
    }
  }

  /** A tensor's norm, its dot product with {@code fill(1001)} and some of its elements. */
  public record Digest(int[] shape, double norm, double dot, double[] samples) {
    void check(String name, Tensor actual) {
      assertTrue(actual.hasShape(shape), name + " has shape " + actual.shapeText());
      assertEquals(norm, actual.norm(), TOLERANCE * norm, "norm of " + name);
      assertEquals(dot, Values.dot(actual, fill(1001, shape)), TOLERANCE * norm, "dot of " + name);
      double squares = 0;
      double error = 0;
      for (int i = 0; i < samples.length; i++) {
        int at =
            actual.size() <= 48 ? i : (int) (Integer.toUnsignedLong(hash(1002, i)) % actual.size());
        squares += samples[i] * samples[i];
        error += Math.pow(actual.data()[at] - samples[i], 2);
      }
      assertEquals(0, Math.sqrt(error), TOLERANCE * Math.sqrt(squares), "samples of " + name);
    }
  }

  public static Golden load() {
    try (var in = requireNonNull(Golden.class.getResourceAsStream("/golden/nets.json"))) {
      return new Gson().fromJson(new InputStreamReader(in, UTF_8), Golden.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Requires {@code actual} to be the result of that name: y, dx, a parameter for its gradient. */
  public static void check(Map<String, Digest> results, String name, Tensor actual) {
    requireNonNull(results.get(name), name).check(name, actual);
  }

  /** Multiples of 2⁻²³ in [−1, 1). */
  public static Tensor fill(int seed, int... shape) {
    Tensor t = Tensor.zeros(shape);
    for (int i = 0; i < t.size(); i++) {
      t.data()[i] = (hash(seed, i) >>> 8) * 0x1p-23f - 1;
    }
    return t;
  }

  /** {@link #fill} rounded down to multiples of 1/4. */
  public static Tensor quarters(int seed, int... shape) {
    Tensor t = fill(seed, shape);
    for (int i = 0; i < t.size(); i++) {
      t.data()[i] = (float) (Math.floor(t.data()[i] * 4) / 4);
    }
    return t;
  }

  public static int[] labels(int seed, int size) {
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = Integer.remainderUnsigned(hash(seed, i), 10);
    }
    return labels;
  }

  /** Uniform in ±2s, s the largest power of two up to 1/√fanIn; biases like their weights. */
  public static void setParameters(Layer layer, int seed) {
    float scale = 1;
    for (Parameter p : layer.parameters()) {
      if (p.value().rank() > 1) {
        int fanIn = p.value().size() / p.value().dim(0);
        scale = 2;
        while (scale * scale / 4 * fanIn > 1) {
          scale /= 2;
        }
      }
      p.value().set(fill(seed++, p.value().shape()).times(scale));
    }
  }

  private static int hash(int seed, int i) {
    int h = i + seed * 0x9E3779B9;
    h = (h ^ (h >>> 16)) * 0x7FEB352D;
    h = (h ^ (h >>> 15)) * 0x846CA68B;
    return h ^ (h >>> 16);
  }
}
