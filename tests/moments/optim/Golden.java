package moments.optim;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import moments.nn.Parameter;
import moments.tensor.Tensor;

/**
 * Where a reference takes two parameters in 100 steps, from tests/golden/optimizers.py.
 *
 * @param theta the values of both parameters after some of the steps
 */
record Golden(String rule, List<Double> hyperparameters, Map<Integer, List<List<Float>>> theta) {
  static final double TOLERANCE = 2e-6;
  private static final int STEPS = 100;

  static List<Golden> all() {
    try (Reader json =
        new InputStreamReader(
            Objects.requireNonNull(Golden.class.getResourceAsStream("/golden/optimizers.json")),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(json, new TypeToken<List<Golden>>() {}.getType());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The largest ‖θ − reference‖/‖reference‖ of a parameter at a recorded step, NaN if θ is. */
  double error(Function<List<Parameter>, Optimizer> make) {
    Numbers numbers = new Numbers();
    Parameter a = new Parameter("a", Tensor.zeros(3, 4));
    Parameter b = new Parameter("b", Tensor.zeros(7));
    List<Parameter> parameters = List.of(a, b);
    parameters.forEach(p -> numbers.addTo(p.value(), 1.0 / 64));
    Optimizer optimizer = make.apply(parameters);
    double worst = 0;
    for (int t = 1; t <= STEPS; t++) {
      optimizer.zeroGrad();
      numbers.addTo(a.grad(), StrictMath.pow(2, -(t % 5)));
      numbers.addTo(b.grad(), StrictMath.pow(2, -(t % 5 + 8)));
      optimizer.step();
      if (theta.containsKey(t)) {
        worst = Math.max(worst, distance(a.value(), theta.get(t).get(0)));
        worst = Math.max(worst, distance(b.value(), theta.get(t).get(1)));
      }
    }
    return worst;
  }

  @Override
  public String toString() {
    return rule + " " + hyperparameters;
  }

  private static double distance(Tensor actual, List<Float> expected) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < actual.size(); i++) {
      double e = expected.get(i);
      difference += (actual.data()[i] - e) * (actual.data()[i] - e);
      norm += e * e;
    }
    return Math.sqrt(difference / norm);
  }

  /** The same floats as numbers() in the script. */
  private static final class Numbers {
    private long x = 1;

    void addTo(Tensor target, double scale) {
      for (int i = 0; i < target.size(); i++) {
        x = (1664525 * x + 1013904223) % (1L << 32);
        long high = x >> 8;
        double next = high % 8 == 0 ? 0 : (high - (1 << 23)) / (double) (1 << 23);
        target.data()[i] += (float) (next * scale);
      }
    }
  }
}
