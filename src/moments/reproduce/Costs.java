package moments.reproduce;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import moments.train.Output;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** What a run has measured at the end of each of its epochs, as a CSV file in its folder. */
record Costs(List<Epoch> epochs) {
  /** Of what is the same on every machine, which {@link Epoch#csv} writes. */
  static final String HEADER = "epoch,cost,cost_evaluated,test_cost,test_accuracy";

  static final CSVFormat WITH_HEADER =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  /**
   * One epoch; a run that diverged in it has no costs (NaN).
   *
   * @param seconds of training since the start of the run
   * @param cost in training: the mean over the epoch, with dropout if there is any
   * @param costEvaluated of a fixed part of the training images at its end, without dropout
   */
  record Epoch(
      int epoch,
      double seconds,
      double cost,
      double costEvaluated,
      double testCost,
      double testAccuracy) {
    boolean hasDiverged() {
      return Double.isNaN(cost);
    }

    String csv() {
      return String.format(
          Locale.ROOT,
          "%d,%.6f,%.6f,%.6f,%.4f",
          epoch,
          cost,
          costEvaluated,
          testCost,
          testAccuracy);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "epoch %d  cost %.4f, evaluated %.4f  test %.1f %%",
          epoch,
          cost,
          costEvaluated,
          100 * testAccuracy);
    }

    private static Epoch of(CSVRecord row, double seconds) {
      return new Epoch(
          Integer.parseInt(row.get("epoch")),
          seconds,
          Double.parseDouble(row.get("cost")),
          Double.parseDouble(row.get("cost_evaluated")),
          Double.parseDouble(row.get("test_cost")),
          Double.parseDouble(row.get("test_accuracy")));
    }
  }

  /** Those of the run in {@code folder}; none if it has not begun. */
  static Costs read(Path folder) {
    Path file = file(folder);
    if (Files.notExists(file)) {
      return new Costs(List.of());
    }
    try (CSVParser rows = WITH_HEADER.parse(new StringReader(Files.readString(file)))) {
      Costs costs = new Costs(List.of());
      for (CSVRecord row : rows) {
        costs = costs.plus(row, Double.parseDouble(row.get("seconds")));
      }
      return costs;
    } catch (CharacterCodingException | RuntimeException e) {
      throw new ReproductionException(
          "%s is damaged (%s); delete the folder and run it again".formatted(file, e.getMessage()));
    } catch (IOException e) {
      throw Output.unreadable(file, e);
    }
  }

  /** With the epoch in {@code row}, which has to be the next. */
  Costs plus(CSVRecord row, double seconds) {
    Epoch epoch = Epoch.of(row, seconds);
    if (epoch.epoch() != size() + 1) {
      throw new IllegalArgumentException("epochs are missing before " + row.toList());
    }
    return plus(epoch);
  }

  Costs plus(Epoch epoch) {
    return new Costs(Stream.concat(epochs.stream(), Stream.of(epoch)).toList());
  }

  void write(Path folder) {
    StringBuilder csv = new StringBuilder(HEADER + ",seconds\n");
    epochs.forEach(
        epoch -> csv.append(String.format(Locale.ROOT, "%s,%.1f\n", epoch.csv(), epoch.seconds)));
    Output.write(file(folder), csv.toString());
  }

  static Path file(Path folder) {
    return folder.resolve("costs.csv");
  }

  int size() {
    return epochs.size();
  }

  Epoch last() {
    return epochs.get(size() - 1);
  }

  /** Of training. */
  double seconds() {
    return epochs.isEmpty() ? 0 : last().seconds();
  }

  /**
   * Holds an epoch of {@code run} against the one that is here, if there is one.
   *
   * @param here what a message calls it
   * @param advice what to do where they differ
   * @throws ReproductionException if they differ in a digit that is written
   */
  void requireSame(Run run, Epoch epoch, String here, String advice) {
    if (epoch.epoch() <= size()) {
      String expected = epochs.get(epoch.epoch() - 1).csv();
      if (!epoch.csv().equals(expected)) {
        throw new ReproductionException(
            "%s: expected epoch %s to be the %s %s, got %s; %s"
                .formatted(run.id(), epoch.epoch(), here, expected, epoch.csv(), advice));
      }
    }
  }

  /** Whether there is nothing to train up to the end of that epoch. */
  boolean reach(int epoch) {
    return size() >= epoch || !epochs.isEmpty() && last().hasDiverged();
  }

  /** The evaluated training cost after that epoch; infinite if it is unknown or has diverged. */
  double after(int epoch) {
    if (!reach(epoch)) {
      return Double.POSITIVE_INFINITY;
    }
    double cost = epochs.get(Math.min(epoch, size()) - 1).costEvaluated();
    return Double.isNaN(cost) ? Double.POSITIVE_INFINITY : cost;
  }
}
