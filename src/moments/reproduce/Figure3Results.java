package moments.reproduce;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import moments.explore.Chart;
import moments.plot.Palette;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What Figure 3 has measured, beside what the paper shows: two panels and a table. */
public final class Figure3Results {
  private static final List<Integer> COMPARED = List.of(1, 2, 3, 10, 20, 45);

  /** How a training cost is measured. */
  public enum Cost {
    /** The mean over the epoch, in training: with dropout, if there is any. */
    TRAINING("in training", "cost"),
    /** Of 5,000 training images at the end of the epoch, without dropout. */
    EVALUATED("evaluated", "cost_evaluated");

    private final String words;
    private final String column;

    Cost(String words, String column) {
      this.words = words;
      this.column = column;
    }

    String words() {
      return words;
    }

    /** Its column in a {@code figure3.csv}. */
    String column() {
      return column;
    }
  }

  private record Point(
      String optimizer, boolean dropout, int epoch, double training, double evaluated) {
    double cost(Cost measure) {
      return measure == Cost.TRAINING ? training : evaluated;
    }
  }

  private final List<Point> points;

  /**
   * Those with the chosen rates in the {@code figure3.csv} of an experiment.
   *
   * @param input {@code zca} or {@code channels}
   */
  public Figure3Results(Table table, String input) {
    points =
        IntStream.range(0, table.rowCount())
            .filter(row -> Boolean.parseBoolean(table.getString(row, "chosen")))
            .filter(row -> table.getString(row, "input").equals(input))
            .mapToObj(row -> point(table, row))
            .toList();
  }

  private static Point point(Table table, int row) {
    return new Point(
        table.getString(row, "optimizer"),
        Boolean.parseBoolean(table.getString(row, "dropout")),
        Integer.parseInt(table.getString(row, "epoch")),
        number(table.getString(row, Cost.TRAINING.column())),
        number(table.getString(row, Cost.EVALUATED.column())));
  }

  /** That of a cell; NaN if it is empty. */
  static double number(String cell) {
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }

  /** The costs of the first epochs, the means over the seeds; the paper's are dashed. */
  public Chart shortPanel(boolean dropout, Cost measure) {
    Chart chart = chart("The first epochs", dropout, measure);
    int[] epochs = IntStream.rangeClosed(1, Figure3Plan.SHORT).toArray();
    addLines(chart, epochs, dropout, measure);
    return chart;
  }

  /**
   * The costs of all epochs on a logarithmic axis: the means over the seeds, and from the fourth
   * epoch on those of the first seed.
   */
  public Chart longPanel(boolean dropout, Cost measure) {
    Chart chart = chart("All epochs", dropout, measure).logY();
    int end = points.stream().mapToInt(Point::epoch).max().orElse(Figure3Plan.SHORT);
    int[] epochs = IntStream.rangeClosed(1, end).toArray();
    addLines(chart, epochs, dropout, measure);
    return chart;
  }

  private static Chart chart(String title, boolean dropout, Cost measure) {
    return Chart.of(
        "%s, %s dropout".formatted(title, dropout ? "with" : "without"),
        "epoch",
        "training cost, %s (nats)".formatted(measure.words));
  }

  private void addLines(Chart chart, int[] epochs, boolean dropout, Cost measure) {
    for (String optimizer : Figure3Settings.ALL) {
      String label = Palette.of(optimizer).label();
      double[] ours =
          Arrays.stream(epochs)
              .mapToDouble(epoch -> mean(optimizer, dropout, epoch, measure))
              .toArray();
      if (Arrays.stream(ours).anyMatch(Double::isFinite)) {
        chart.line(label, doubles(epochs), ours);
      }
      int[] read =
          Arrays.stream(PaperCosts.epochs())
              .filter(epoch -> epoch <= epochs[epochs.length - 1])
              .toArray();
      double[] theirs =
          Arrays.stream(read)
              .mapToDouble(epoch -> PaperCosts.after(epoch, optimizer, dropout))
              .toArray();
      if (Arrays.stream(theirs).anyMatch(Double::isFinite)) {
        chart.line(label + ", paper", doubles(read), theirs);
      }
    }
  }

  private static double[] doubles(int[] numbers) {
    return Arrays.stream(numbers).asDoubleStream().toArray();
  }

  /** The mean over the seeds; NaN if none has come so far. */
  private double mean(String optimizer, boolean dropout, int epoch, Cost measure) {
    return Arrays.stream(costs(optimizer, dropout, epoch, measure)).average().orElse(Double.NaN);
  }

  /**
   * The training costs after {@code epoch}, one for each seed that has come so far: from the fourth
   * epoch on only the first seed's.
   */
  public double[] costs(String optimizer, boolean dropout, int epoch, Cost measure) {
    return points.stream()
        .filter(p -> p.optimizer.equals(optimizer) && p.dropout == dropout && p.epoch == epoch)
        .mapToDouble(p -> p.cost(measure))
        .toArray();
  }

  /** For each curve so far its cost, and its ratio to the paper's, after some of the epochs. */
  public Table ratios() {
    Table table = Table.create("Training cost, and (×) its ratio to the paper's");
    table.addColumns(StringColumn.create("curve"));
    COMPARED.forEach(epoch -> table.addColumns(StringColumn.create("epoch " + epoch)));
    for (String optimizer : Figure3Settings.ALL) {
      for (boolean dropout : new boolean[] {false, true}) {
        for (Cost measure : Cost.values()) {
          addRow(table, optimizer, dropout, measure);
        }
      }
    }
    return table;
  }

  private void addRow(Table table, String optimizer, boolean dropout, Cost measure) {
    double[] ours =
        COMPARED.stream().mapToDouble(epoch -> mean(optimizer, dropout, epoch, measure)).toArray();
    if (Arrays.stream(ours).anyMatch(Double::isFinite)) {
      String kind = dropout ? " + dropout, " : ", ";
      table.stringColumn(0).append(Palette.of(optimizer).label() + kind + measure.words);
      for (int i = 0; i < ours.length; i++) {
        int epoch = COMPARED.get(i);
        table
            .stringColumn("epoch " + epoch)
            .append(cell(ours[i], PaperCosts.after(epoch, optimizer, dropout)));
      }
    }
  }

  private static String cell(double ours, double theirs) {
    if (Double.isNaN(ours)) {
      return "–";
    }
    String cost = String.format(Locale.ROOT, "%.3g", ours);
    double ratio = ours / theirs;
    return Double.isNaN(ratio)
        ? cost
        : cost + String.format(Locale.ROOT, ratio < 100 ? " (× %.2g)" : " (× %.0f)", ratio);
  }
}
