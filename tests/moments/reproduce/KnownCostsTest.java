package moments.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownCostsTest {
  private static final String ALL_IMAGES = "50000 images of CRC 2dfdc0df";
  private static final String OTHERS = "8 images of CRC 01234567";

  private static final Run ADAM = new Run("zca", "adam", 0, false, 0.001, 1);

  /** What lesson 12 shows. */
  private static final Path OURS = Path.of("lessons/12-adam-or-sgd/figure3.csv");

  private final Path table;

  KnownCostsTest(@TempDir Path folder) {
    table = folder.resolve("figure3.csv");
  }

  @Test
  void whatIsKnownIsTrainedAgainOnlyToGoFurther() throws IOException {
    String row = "(zca|channels),adam,([^,]*,){5}[123],.*|input,.*";
    Files.write(table, Files.readAllLines(OURS).stream().filter(r -> r.matches(row)).toList());
    KnownCosts known = KnownCosts.read(table);
    List<String> adam = List.of("adam");
    Figure3Settings settings = new Figure3Settings("zca", adam, 3, List.of(1L, 2L, 3L));
    assertEquals(List.of(), new Figure3Plan(settings, known::of).next());

    Figure3Settings longer = new Figure3Settings("zca", adam, 45, List.of(1L));
    Figure3Plan further = new Figure3Plan(longer, known::of);
    assertEquals(ADAM, further.next().get(0).run());
    assertEquals(2 * 45, further.epochsLeft(run -> 0), "with dropout and without, from the start");
  }

  @Test
  void aTableByItselfIsOfAllImages() {
    KnownCosts ours = KnownCosts.read(OURS);
    ours.requireMeasuredOn(ALL_IMAGES);
    assertEquals(45, ours.of(ADAM).size());
    assertEquals(
        OURS
            + ": expected what was measured on 8 images of CRC 01234567, got 50000 images of CRC"
            + " 2dfdc0df; leave out what is known",
        refused(OURS, OTHERS));
  }

  @Test
  void theNoteBesideATableTellsItsImages() throws IOException {
    Files.copy(OURS, table);
    Files.writeString(table.resolveSibling("data.txt"), OTHERS + "\n");
    assertEquals(
        table
            + ": expected what was measured on 50000 images of CRC 2dfdc0df, got 8 images of CRC"
            + " 01234567; leave out what is known",
        refused(table, ALL_IMAGES));
    KnownCosts.read(table).requireMeasuredOn(OTHERS);
  }

  @Test
  void anotherTableIsNotKnown() throws IOException {
    String start =
        table + ": expected the figure3.csv of an experiment, got what cannot be read as one (";
    assertEquals(
        "There is no %s; choose the figure3.csv of an experiment, or leave out what is known"
            .formatted(table),
        refused(table, ALL_IMAGES));
    Files.createDirectory(table);
    String folder = refused(table, ALL_IMAGES);
    assertTrue(folder.startsWith(table + " cannot be read (java.io.IOException"), folder);
    Files.delete(table);
    Files.writeString(table, "epoch,cost\n1,0.5\n");
    assertTrue(refused(table, ALL_IMAGES).startsWith(start), "other columns");
    List<String> rows = Files.readAllLines(OURS);
    rows.remove(1);
    Files.write(table, rows);
    String gap = refused(table, ALL_IMAGES);
    assertTrue(gap.startsWith(start + "epochs are missing before [zca, adagrad, 0.0, false"), gap);
  }

  private static String refused(Path table, String images) {
    return String.valueOf(
        assertThrows(
                ReproductionException.class, () -> KnownCosts.read(table).requireMeasuredOn(images))
            .getMessage());
  }
}
