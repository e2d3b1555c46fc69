package moments.reproduce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import moments.compare.DataNote;
import moments.data.Cifar10;
import moments.fetch.Storage;
import moments.nn.Parameter;
import moments.optim.Optimizer;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Assumptions;
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
  void thePageIsOfTheSeedsThatWereAskedFor(@TempDir Path folder) throws IOException {
    Path table = folder.resolve("figure4.csv");
    run(folder);
    String rows = Files.readString(table);
    String ofAnother = rows.replaceAll("(?m)^((?:[^,]*,){4})1,.*", "$12,0.5,0.5");
    Files.writeString(table, rows + ofAnother.substring(ofAnother.indexOf('\n') + 1));
    run(folder);

    assertEquals(1 + 2 * ALL, Files.readAllLines(table).size());
    String page = Files.readString(folder.resolve("index.html"));
    assertTrue(page.contains("One seed, after one epoch of 8 images in batches of 4."));
    assertFalse(page.contains("0.500 at "), "the other seed's costs are half");
  }

  @Test
  void theRecordingOfLesson12IsWhatTheLibraryComputes(@TempDir Path folder) throws IOException {
    Cifar10 data = Cifar10.load(new Storage(Storage.home(), false, true, notice -> {}));
    Assumptions.assumeFalse(data.isSample(), "no CIFAR-10 here to train on");
    List<String> recorded =
        Files.readAllLines(Path.of("lessons/12-adam-or-sgd/figure4.csv")).stream()
            .filter(row -> !row.matches("([^,]*,){4}[23],.*"))
            .toList();
    List<String> two =
        recorded.stream().filter(row -> row.matches("0.9,0.999,(true|false),0.001,1,.*")).toList();
    Path table = folder.resolve("figure4.csv");
    Files.write(table, recorded.stream().filter(row -> !two.contains(row)).toList());

    assertTrue(run(folder, data, 10_000).startsWith("2 trainings are to do."));
    List<String> rows = Files.readAllLines(table);
    assertEquals(two, rows.subList(rows.size() - 2, rows.size()), "record figure4.csv anew");
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

  @Test
  void aTableOfOtherImagesIsNotContinued(@TempDir Path folder) {
    DataNote.require(folder, Cifar10.sample().train(), ReproductionException::new);
    String message =
        String.valueOf(assertThrows(ReproductionException.class, () -> run(folder)).getMessage());
    assertTrue(message.startsWith(folder + " has an experiment with 2000 images of CRC "), message);
    assertTrue(message.contains(", and here are 8 images of CRC "), message);
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
    return run(folder, Cifar10.sample(), 8);
  }

  private static String run(Path folder, Cifar10 data, int images) {
    StringWriter screen = new StringWriter();
    Figure4 figure = new Figure4(data, images, List.of(1L), folder, new PrintWriter(screen));
    assertEquals(0, figure.run());
    return screen.toString();
  }
}
