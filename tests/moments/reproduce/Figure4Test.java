package moments.reproduce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import moments.data.Cifar10;
import moments.nn.Parameter;
import moments.optim.Optimizer;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Figure4Test {
  private static final int ALL = 2 * 3 * 9 * 2;

  @Test
  void whatTheTableHasIsNotTrainedAgain(@TempDir Path folder) throws IOException {
    Path table = folder.resolve("figure4.csv");
    run(folder);
    List<String> rows = Files.readAllLines(table);
    assertEquals(1 + ALL, rows.size());
    Files.write(table, rows.subList(0, ALL));

    assertTrue(run(folder).startsWith("1 trainings are to do."));
    assertEquals(rows, Files.readAllLines(table));
    assertTrue(Files.readString(folder.resolve("index.html")).contains("Adam, not corrected"));
  }

  @Test
  void aDamagedTableIsNamed(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("figure4.csv"), "beta1,cost\n0.9,1\n");
    String message =
        String.valueOf(
            assertThrows(ReproductionException.class, () -> new Figure4Results(folder))
                .getMessage());
    assertTrue(message.startsWith(folder.resolve("figure4.csv") + " is damaged ("), message);
    assertTrue(message.endsWith("); delete it and run again"), message);
  }

  /** (1−β₁)/√(1−β₂) = 0.1/√0.001 of α, where Adam goes α. */
  @Test
  void theFirstStepWithoutCorrectionIsThreeTimesTooLong() {
    Parameter p = new Parameter("p", Tensor.of(new float[] {0, 0}, 2));
    Optimizer optimizer = new UncorrectedAdam(List.of(p), 0.01, 0.9, 0.999);
    p.grad().set(Tensor.of(new float[] {5, -0.2f}, 2));
    optimizer.step();
    assertArrayEquals(new float[] {-0.0316228f, 0.0316228f}, p.value().data(), 1e-6f);
  }

  private static String run(Path folder) {
    StringWriter screen = new StringWriter();
    Figure4 figure = new Figure4(Cifar10.sample(), 8, List.of(1L), folder, new PrintWriter(screen));
    assertEquals(0, figure.run());
    return screen.toString();
  }
}
