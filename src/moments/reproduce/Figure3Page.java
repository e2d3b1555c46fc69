package moments.reproduce;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import moments.parallel.Workers;
import moments.plot.Report;
import moments.reproduce.Figure3Results.Cost;
import moments.simd.Simd;
import moments.train.Output;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** Writes what Figure 3 has come to: every epoch of every run as one table, and a page. */
record Figure3Page(Figure3Plan plan, Path folder) {
  private static final String HEADER = "input,optimizer,mu,dropout,lr,seed,chosen,";

  /** Where the table goes. */
  Path csv() {
    return folder.resolve(Figure3.TABLE);
  }

  /** Writes both files anew. */
  void write() {
    Output.write(csv(), rows());
    Table table = Table.read().usingOptions(CsvReadOptions.builder(csv().toFile()));
    Figure3Results results = new Figure3Results(table, plan.settings().input());
    new Report(
            "Figure 3 of the Adam paper, done again",
            plan.next().isEmpty() ? "" : "Not all runs are finished.",
            results.ratios(),
            "Learning rates, and Nesterov's momentum, were chosen by the evaluated training cost.",
            List.of(
                results.shortPanel(false, Cost.TRAINING).figure(),
                results.shortPanel(true, Cost.TRAINING).figure(),
                results.longPanel(false, Cost.TRAINING).figure(),
                results.longPanel(true, Cost.TRAINING).figure()),
            details())
        .write(folder.resolve("index.html"));
  }

  private String rows() {
    Set<Run> curves = plan.curves();
    StringBuilder csv = new StringBuilder(HEADER + Costs.HEADER + "\n");
    for (Run run : plan.runs()) {
      for (Costs.Epoch epoch : plan.costs().apply(run).epochs()) {
        csv.append(
            "%s,%s,%s,%s,%s,%s,%s,%s\n"
                .formatted(
                    run.input(),
                    run.optimizer(),
                    run.mu(),
                    run.dropout(),
                    Run.plain(run.lr()),
                    run.seed(),
                    curves.contains(run),
                    epoch.csv()));
      }
    }
    return csv.toString();
  }

  private Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("Net", "c64-c64-c128-1000, padded so that convolutions keep the size");
    details.put(
        "Input",
        plan.settings().input().equals(Input.ZCA)
            ? "normalised by colour, then ZCA with ε = " + Input.EPS
            : "normalised by colour");
    details.put(
        "Dropout", "%s of the input, %s of the 1000 units".formatted(Run.P_INPUT, Run.P_HIDDEN));
    details.put("Chosen", plan.curves().isEmpty() ? "not yet" : chosen());
    details.put(
        "Seeds", plan.settings().seeds().stream().map(String::valueOf).collect(joining(", ")));
    details.put(
        "Machine",
        "%s, %s threads, Java %s"
            .formatted(Simd.description(), Workers.threads(), Runtime.version()));
    return details;
  }

  private String chosen() {
    return plan.settings().optimizers().stream()
        .map(plan::chosen)
        .map(
            run ->
                "%s %s%s"
                    .formatted(
                        run.optimizer(),
                        Run.plain(run.lr()),
                        run.mu() > 0 ? " (μ %s)".formatted(run.mu()) : ""))
        .collect(joining(", "));
  }
}
