package moments.reproduce;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/**
 * What an earlier experiment has measured, by its {@code figure3.csv}: a run has the same costs on
 * every machine with vectors, and need not be trained again for them.
 */
public final class KnownCosts {
  /** Nothing. */
  public static final KnownCosts NONE = new KnownCosts(Map.of());

  /** Images that the runs of such a table were trained on: all of them. */
  private static final int IMAGES = 50_000;

  private final Map<Run, Costs> costs;

  private KnownCosts(Map<Run, Costs> costs) {
    this.costs = costs;
  }

  /**
   * What is in {@code file}.
   *
   * @param images of the experiment that would use it
   * @throws ReproductionException if it cannot be read or is of other images
   */
  public static KnownCosts read(Path file, int images) {
    if (images != IMAGES) {
      throw new ReproductionException(
          "%s: expected an experiment on all %s images, got one on %s; leave out what is known"
              .formatted(file, IMAGES, images));
    }
    Map<Run, Costs> costs = new HashMap<>();
    try (Reader reader = Files.newBufferedReader(file)) {
      for (CSVRecord row : Costs.WITH_HEADER.parse(reader)) {
        Costs.Epoch epoch = Costs.Epoch.of(row, 0);
        Costs before = costs.getOrDefault(Run.of(row), new Costs(List.of()));
        if (epoch.epoch() != before.size() + 1) {
          throw new IllegalArgumentException("epochs are missing before " + row.toList());
        }
        costs.put(Run.of(row), before.plus(epoch));
      }
    } catch (IOException | RuntimeException e) {
      throw new ReproductionException(
          "%s: expected the figure3.csv of an experiment, got what cannot be read as one (%s)"
              .formatted(file, e.getMessage()));
    }
    return new KnownCosts(costs);
  }

  /** Those of a run; none if it is not known. */
  Costs of(Run run) {
    return costs.getOrDefault(run, new Costs(List.of()));
  }
}
