package moments.train;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What training recorded: one {@link Point} for each evaluation of each run.
 *
 * <p>Several threads may add and read, so that the points can be saved when the program is
 * interrupted.
 */
public final class History {
  private static final CSVFormat WITH_HEADER =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  private final List<Point> points = new ArrayList<>();

  /**
   * The state of one run at one moment. A loss or an accuracy that was not measured is NaN.
   *
   * @param optimizer its short name, such as {@code adam}
   * @param seed of the run
   * @param epoch counted from 1
   * @param step updates so far
   * @param images seen so far, repeats included
   * @param seconds of training so far, without evaluation
   * @param trainLoss mean over the batches since the previous point
   * @param testLoss mean over the test set
   * @param testAccuracy fraction of the test set, 0 … 1
   */
  public record Point(
      String optimizer,
      long seed,
      int epoch,
      long step,
      long images,
      double seconds,
      double trainLoss,
      double testLoss,
      double testAccuracy) {
    public Point {
      if (!optimizer.matches("[^,\"\\\\\\p{Cntrl}]+")) {
        throw new IllegalArgumentException(
            "History.Point: expected an optimizer name without comma, quote, backslash or line"
                + " break, got \"%s\"".formatted(optimizer));
      }
    }
  }

  /** Appends a point. */
  public synchronized void add(Point point) {
    points.add(point);
  }

  /** Puts {@code others} in the place of all points. */
  synchronized void set(List<Point> others) {
    points.clear();
    points.addAll(others);
  }

  /** The points in the order in which they were added (a copy). */
  public synchronized List<Point> points() {
    return List.copyOf(points);
  }

  /**
   * A copy of the points as a table with the columns of the CSV file; NaN becomes a missing value.
   */
  public Table table() {
    List<Point> rows = points();
    return Table.create(
        "history",
        StringColumn.create("optimizer", rows.stream().map(Point::optimizer)),
        LongColumn.create("seed", rows.stream().mapToLong(Point::seed)),
        IntColumn.create("epoch", rows.stream().mapToInt(Point::epoch)),
        LongColumn.create("step", rows.stream().mapToLong(Point::step)),
        LongColumn.create("images", rows.stream().mapToLong(Point::images)),
        DoubleColumn.create("seconds", rows.stream().mapToDouble(Point::seconds)),
        DoubleColumn.create("train_loss", rows.stream().mapToDouble(Point::trainLoss)),
        DoubleColumn.create("test_loss", rows.stream().mapToDouble(Point::testLoss)),
        DoubleColumn.create("test_accuracy", rows.stream().mapToDouble(Point::testAccuracy)));
  }

  /**
   * Writes the points as CSV, whole or not at all. Equal runs give equal bytes, except for seconds.
   *
   * @throws UncheckedIOException if that fails, with the path and what to do
   */
  public void writeCsv(Path file) {
    StringBuilder csv = new StringBuilder(String.join(",", table().columnNames())).append('\n');
    for (Point p : points()) {
      csv.append(p.optimizer).append(',').append(p.seed).append(',').append(p.epoch);
      csv.append(',').append(p.step).append(',').append(p.images);
      csv.append(cell("%.3f", p.seconds)).append(cell("%.6f", p.trainLoss));
      csv.append(cell("%.6f", p.testLoss)).append(cell("%.4f", p.testAccuracy)).append('\n');
    }
    Output.write(file, csv.toString());
  }

  /**
   * The points that {@link #writeCsv} has written.
   *
   * @throws IllegalArgumentException if the file has another form; the message says where
   * @throws UncheckedIOException if it cannot be read
   */
  public static History readCsv(Path file) {
    try (CSVParser parser = WITH_HEADER.parse(new StringReader(Files.readString(file)))) {
      History history = new History();
      List<String> names = history.table().columnNames();
      if (!parser.getHeaderNames().equals(names)) {
        throw new IllegalArgumentException(
            "the columns are %s, expected %s".formatted(parser.getHeaderNames(), names));
      }
      parser.forEach(line -> history.add(point(line)));
      return history;
    } catch (CharacterCodingException | IllegalArgumentException | UncheckedIOException e) {
      throw new IllegalArgumentException("%s is damaged: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s: %s".formatted(file, e), e);
    }
  }

  private static Point point(CSVRecord line) {
    try {
      return new Point(
          line.get("optimizer"),
          Long.parseLong(line.get("seed")),
          Integer.parseInt(line.get("epoch")),
          Long.parseLong(line.get("step")),
          Long.parseLong(line.get("images")),
          number(line.get("seconds")),
          number(line.get("train_loss")),
          number(line.get("test_loss")),
          number(line.get("test_accuracy")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "in line %s, %s".formatted(line.getRecordNumber() + 1, e.getMessage()), e);
    }
  }

  private static double number(String cell) {
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }

  private static String cell(String format, double x) {
    return "," + (Double.isNaN(x) ? "" : String.format(Locale.ROOT, format, x));
  }
}
