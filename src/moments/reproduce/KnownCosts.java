package moments.reproduce;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moments.compare.DataNote;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What an earlier experiment has measured, by its {@code figure3.csv}: a run has the same costs on
 * every machine with vectors, and need not be trained again for them.
 */
public final class KnownCosts {
  /** Nothing. */
  public static final KnownCosts NONE = new KnownCosts(Map.of());

  /** What the runs of a table without a {@link DataNote} were trained on: all of CIFAR-10. */
  private static final String ALL_IMAGES = "50000 images of CRC 2dfdc0df";

  private final Map<Run, Costs> costs;
  private final Optional<Path> file;

  private KnownCosts(Map<Run, Costs> costs, Optional<Path> file) {
    this.costs = costs;
    this.file = file;
  }

  KnownCosts(Map<Run, Costs> costs) {
    this(costs, Optional.empty());
  }

  /**
   * What is in {@code file}.
   *
   * @throws ReproductionException if it cannot be read
   */
  public static KnownCosts read(Path file) {
    return new KnownCosts(table(file), Optional.of(file));
  }

  /** Each run in a {@code figure3.csv}, in its order, with its costs. */
  static Map<Run, Costs> table(Path file) {
    Map<Run, Costs> costs = new LinkedHashMap<>();
    try (CSVParser rows = Costs.WITH_HEADER.parse(new StringReader(Files.readString(file)))) {
      for (CSVRecord row : rows) {
        Costs before = costs.getOrDefault(Run.of(row), new Costs(List.of()));
        costs.put(Run.of(row), before.plus(row, 0));
      }
    } catch (NoSuchFileException e) {
      throw new ReproductionException(
          "There is no %s; choose the figure3.csv of an experiment, or leave out what is known"
              .formatted(file));
    } catch (CharacterCodingException | RuntimeException e) {
      throw new ReproductionException(
          ("%s: expected the figure3.csv of an experiment, got what cannot be read as one (%s);"
                  + " move it away or choose another")
              .formatted(file, e.getMessage()));
    } catch (IOException e) {
      throw new ReproductionException(
          "%s cannot be read (%s); make it readable, or leave out what is known"
              .formatted(file, e));
    }
    return costs;
  }

  /**
   * Refuses a file that was measured on other images.
   *
   * @param images as a {@link DataNote} says them
   */
  void requireMeasuredOn(String images) {
    file.ifPresent(
        table -> {
          String there = DataNote.in(table.resolveSibling("")).orElse(ALL_IMAGES);
          if (!there.equals(images)) {
            throw new ReproductionException(
                "%s: expected what was measured on %s, got %s; leave out what is known"
                    .formatted(table, images, there));
          }
        });
  }

  /** Those of a run; none if it is not known. */
  Costs of(Run run) {
    return costs.getOrDefault(run, new Costs(List.of()));
  }

  /** Refuses an epoch of {@code run} that is known and differs. */
  void requireSame(Run run, Costs.Epoch epoch) {
    of(run).requireSame(run, epoch, "known", "leave out what is known or delete the run's folder");
  }
}
