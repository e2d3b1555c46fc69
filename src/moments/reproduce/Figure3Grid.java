package moments.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import moments.plot.Palette;
import moments.reproduce.Figure3Results.Cost;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The learning rates that were tried for Figure 3, and what each has come to. */
public final class Figure3Grid {
  private static final List<Integer> COMPARED = List.of(1, 3, 10, 20);

  private record Rate(String optimizer, double mu, String lr, boolean chosen) {
    String label() {
      return Palette.of(optimizer).label() + (mu > 0 ? ", μ = " + mu : "");
    }
  }

  private Figure3Grid() {}

  /**
   * A row for each rate, with the training cost after some of the epochs, without dropout and with
   * the first seed; a dash where it was not trained so far.
   *
   * @param table a {@code figure3.csv}
   * @param input {@code zca} or {@code channels}
   */
  public static Table of(Table table, String input, Cost measure) {
    Table grid = Table.create("Training cost, " + measure.words() + ", by learning rate");
    grid.addColumns(
        StringColumn.create("optimizer"),
        StringColumn.create("learning rate"),
        StringColumn.create("chosen"));
    COMPARED.forEach(epoch -> grid.addColumns(StringColumn.create("epoch " + epoch)));
    costs(table, input, measure).forEach((rate, costs) -> add(grid, rate, costs));
    return grid;
  }

  private static Map<Rate, Map<Integer, Double>> costs(Table table, String input, Cost measure) {
    String seed = table.getString(0, "seed");
    Map<Rate, Map<Integer, Double>> costs = new LinkedHashMap<>();
    for (int row = 0; row < table.rowCount(); row++) {
      boolean dropout = Boolean.parseBoolean(table.getString(row, "dropout"));
      if (!dropout
          && table.getString(row, "input").equals(input)
          && table.getString(row, "seed").equals(seed)) {
        costs
            .computeIfAbsent(rate(table, row), rate -> new TreeMap<>())
            .put(
                Integer.parseInt(table.getString(row, "epoch")),
                Figure3Results.number(table.getString(row, measure.column())));
      }
    }
    return costs;
  }

  private static Rate rate(Table table, int row) {
    return new Rate(
        table.getString(row, "optimizer"),
        Double.parseDouble(table.getString(row, "mu")),
        Run.plain(Double.parseDouble(table.getString(row, "lr"))),
        Boolean.parseBoolean(table.getString(row, "chosen")));
  }

  private static void add(Table grid, Rate rate, Map<Integer, Double> costs) {
    grid.stringColumn("optimizer").append(rate.label());
    grid.stringColumn("learning rate").append(rate.lr());
    grid.stringColumn("chosen").append(rate.chosen() ? "✓" : "");
    for (int epoch : COMPARED) {
      double cost = costs.getOrDefault(epoch, Double.NaN);
      grid.stringColumn("epoch " + epoch)
          .append(Double.isNaN(cost) ? "–" : String.format(Locale.ROOT, "%.3g", cost));
    }
  }
}
