package moments.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InitTest {
  /** conv [32, 16, 5, 5]: fanIn = 16·25 = 400, fanOut = 32·25 = 800. */
  @ParameterizedTest
  @CsvSource({
    "PYTORCH, 0.028868, 0.05", // 1/√400; a uniform deviation is bound/√3
    "HE_NORMAL, 0.070711, Infinity", // √(2/400)
    "HE_UNIFORM, 0.070711, 0.122475", // √(6/400)
    "GLOROT_NORMAL, 0.040825, Infinity", // √(2/1200)
    "GLOROT_UNIFORM, 0.040825, 0.070711", // √(6/1200)
  })
  void hasTheDeviationAndBoundOfItsFormula(Init init, double deviation, double bound) {
    Conv2d conv = init.apply(new Conv2d(16, 32, 5), 3);
    float[] weight = conv.parameters().get(0).value().data();
    double squares = 0;
    double sum = 0;
    double largest = 0;
    for (float w : weight) {
      sum += w;
      squares += w * w;
      largest = Math.max(largest, Math.abs(w));
    }
    assertEquals(0, sum / weight.length, 4 * deviation / Math.sqrt(weight.length));
    assertEquals(deviation, Math.sqrt(squares / weight.length), 0.02 * deviation);
    assertTrue(largest <= bound + 1e-6);
    double expected = Double.isInfinite(bound) ? 4 * deviation : bound;
    assertEquals(expected, largest, 0.15 * expected);
  }

  @ParameterizedTest
  @EnumSource(Init.class)
  void drawsBiasesOnlyLikePytorch(Init init) {
    Linear linear = init.apply(new Linear(100, 400), 3);
    float[] bias = linear.parameters().get(1).value().data();
    double largest = 0;
    for (float b : bias) {
      largest = Math.max(largest, Math.abs(b));
    }
    assertEquals(init == Init.PYTORCH ? 0.1 : 0, largest, 0.002); // 1/√100
  }

  @Test
  void drawsFromOneRandomInTheOrderOfTheParameters() {
    Sequential net = Init.PYTORCH.apply(new Sequential(new Linear(1, 2), new Linear(1, 1)), 5);
    Random random = new Random(5);
    for (Parameter p : net.parameters()) {
      for (float value : p.value().data()) {
        assertEquals(2 * random.nextDouble() - 1, value, 1e-7, p.name());
      }
    }
  }

  @Test
  void dependsOnTheSeedAlone() {
    Linear linear = new Linear(3, 3);
    float[] weight = linear.parameters().get(0).value().data();
    assertSame(linear, Init.HE_NORMAL.apply(linear, 1));
    float[] first = weight.clone();
    Init.HE_NORMAL.apply(linear, 2);
    assertFalse(Arrays.equals(first, weight));
    Init.HE_NORMAL.apply(linear, 1);
    assertArrayEquals(first, weight);
  }
}
