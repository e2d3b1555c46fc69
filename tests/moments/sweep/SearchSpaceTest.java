package moments.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import moments.nn.Parameter;
import moments.optim.Optimizer;
import moments.optim.Optimizers;
import moments.optim.Schedule;
import moments.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SearchSpaceTest {
  static List<String> names() {
    return Optimizers.all().stream().map(Optimizers.Entry::name).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theDefaultsAreThoseOfTheOptimizer(String name) {
    Optimizers.Entry entry = Optimizers.named(name);
    Parameter usual = parameter();
    Parameter created = parameter();
    Optimizer one = entry.create(List.of(usual), entry.lr());
    Optimizer other = create(name, contestant(name).defaults(), created);
    Random random = new Random(3);
    for (int t = 0; t < 10; t++) {
      for (int i = 0; i < usual.grad().size(); i++) {
        // Small ones show ε, changing ones β₁ and β₂.
        float g = Math.scalb(random.nextFloat() - 0.5f, -random.nextInt(30));
        usual.grad().data()[i] = g;
        created.grad().data()[i] = g;
      }
      one.step();
      other.step();
    }
    assertEquals(one.getClass(), other.getClass());
    assertArrayEquals(usual.value().data(), created.value().data(), 1e-6f);
  }

  @ParameterizedTest
  @MethodSource("names")
  void drawsLieInTheRangesAndAreAccepted(String name) {
    Random random = new Random(4);
    for (int i = 0; i < 100; i++) {
      Map<String, Double> values = contestant(name).draw(SearchSpace.of(name), random);
      for (Range range : SearchSpace.of(name)) {
        double value = values.getOrDefault(range.name(), Double.NaN);
        assertTrue(value >= range.low() && value <= range.high(), range + ": " + value);
      }
      create(name, values, parameter()).step();
    }
  }

  private static Contestant contestant(String name) {
    return new Contestants().named(name);
  }

  private static Optimizer create(String name, Map<String, Double> values, Parameter p) {
    double lr = Objects.requireNonNull(values.get("lr"));
    return contestant(name).factory().create(List.of(p), Schedule.constant(lr), values);
  }

  private static Parameter parameter() {
    Parameter p = new Parameter("p", Tensor.of(new float[] {1, -2, 3, 4, 0, 6}, 2, 3));
    p.grad().set(Tensor.of(new float[] {0.1f, 0.2f, -0.3f, 1, 0, -2}, 2, 3));
    return p;
  }
}
