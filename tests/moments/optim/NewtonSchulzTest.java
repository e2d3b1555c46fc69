package moments.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewtonSchulzTest {
  /** A diagonal matrix is its own singular values. */
  @ParameterizedTest
  @ValueSource(floats = {0.01f, 0.03f, 0.1f, 0.3f, 1, 3, 100})
  void singularValuesComeNearToOneWhateverTheirSize(float smaller) {
    Tensor o = NewtonSchulz.orthogonal(Tensor.of(new float[] {1, 0, 0, smaller}, 2, 2));

    assertEquals(1, o.get(0, 0), 0.33);
    assertEquals(1, o.get(1, 1), 0.33);
    assertEquals(0, o.get(0, 1));
    assertEquals(0, o.get(1, 0));
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "4, 50", "50, 4"})
  void theSmallerSideBecomesNearlyOrthogonal(int rows, int columns) {
    Random random = new Random(1);
    Tensor m = Tensor.zeros(rows, columns);
    for (int i = 0; i < m.size(); i++) {
      m.data()[i] = (float) random.nextGaussian();
    }
    Tensor o = NewtonSchulz.orthogonal(m);

    double sumOfSquares = o.norm() * o.norm();
    int rank = Math.min(rows, columns);
    assertTrue(
        sumOfSquares > 0.5 * rank && sumOfSquares < 1.45 * rank,
        () -> "squared singular values add up to " + sumOfSquares);
    double agreement = 0;
    for (int i = 0; i < m.size(); i++) {
      agreement += m.data()[i] * o.data()[i];
    }
    assertTrue(agreement > 0, "it points away");
  }

  @Test
  void aTallMatrixGivesTheTransposeOfTheWideOne() {
    float[] wide = NewtonSchulz.orthogonal(Tensor.of(new float[] {1, 2, 3, -1, 0, 2}, 2, 3)).data();
    Tensor tall = NewtonSchulz.orthogonal(Tensor.of(new float[] {1, -1, 2, 0, 3, 2}, 3, 2));

    assertArrayEquals(
        wide,
        new float[] {
          tall.get(0, 0),
          tall.get(1, 0),
          tall.get(2, 0),
          tall.get(0, 1),
          tall.get(1, 1),
          tall.get(2, 1)
        });
  }

  @Test
  void zerosStayZeros() {
    assertEquals(0, NewtonSchulz.orthogonal(Tensor.zeros(3, 4)).norm());
  }

  @Test
  void onlyMatricesHaveSingularVectors() {
    assertEquals(
        "NewtonSchulz: expected a matrix, got shape [2, 3, 1]; reshape it",
        assertThrows(
                IllegalArgumentException.class,
                () -> NewtonSchulz.orthogonal(Tensor.zeros(2, 3, 1)))
            .getMessage());
  }
}
