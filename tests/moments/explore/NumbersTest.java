package moments.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "-0.1, −0.1",
    "0.8004122297, 0.800412",
    "123456.7, 123457",
    "1234567, 1.23457·10⁶",
    "0.000123456789, 0.000123457",
    "-0.0000294765, −2.94765·10⁻⁵",
    "1e-8, 1·10⁻⁸",
    "1e300, 1·10³⁰⁰",
    "NaN, ''",
    "-Infinity, −∞"
  })
  void hasSixDigitsAtMost(double value, String text) {
    assertEquals(text, Numbers.text(value, 6));
  }

  @Test
  void leavesGapsInFiguresWhereThereIsNoNumber() {
    assertEquals(
        "[0.33333,null,1.5E+7,null]",
        Numbers.json(1 / 3.0, Double.NaN, 15e6, Double.NEGATIVE_INFINITY).toString());
  }
}
