package moments.sweep;

import static java.util.stream.Collectors.joining;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moments.compare.DataNote;
import moments.plot.Palette;
import moments.plot.Report;
import moments.terminal.Screen;
import moments.train.Output;
import tech.tablesaw.api.Table;

/** What a sweep has shown so far, on the screen and as files beside the plan. */
final class SweepReport {
  private static final String AT_AN_EDGE =
      "A best value at the edge of its range is no result: a better one may lie beyond. ";

  private final Sweep sweep;
  private final List<Entry> entries;
  private final SweepTables tables;

  SweepReport(Sweep sweep) {
    this.sweep = sweep;
    this.entries = Entry.all(sweep);
    this.tables = new SweepTables(sweep, entries);
  }

  void print(PrintWriter out) {
    out.println(progress());
    for (Table table : tables.all()) {
      out.println();
      out.println(table.printAll());
    }
    if (!entries.isEmpty()) {
      out.println();
      out.println(Screen.wrap("Targets: %s.".formatted(fineness())));
    }
    if (tables.hasEdges()) {
      out.println();
      out.println(Screen.wrap(atAnEdge()));
    }
    out.flush();
  }

  /** Writes {@code index.html} and a CSV file of each table; returns the page. */
  Path write(Path folder) {
    new SweepNumbers(sweep, entries)
        .all()
        .forEach(
            (name, table) ->
                Output.write(folder.resolve(name + ".csv"), table.write().toString("csv")));
    Path page = folder.resolve("index.html");
    String title = names() + ", tuned alike";
    Table summary = entries.isEmpty() ? tables.budget() : tables.results();
    new Report(
            title,
            tables.hasEdges() ? atAnEdge() : "",
            summary,
            progress(),
            new SweepFigures(sweep, entries).all(),
            tables.all().stream().filter(table -> !table.name().equals(summary.name())).toList(),
            details(folder))
        .write(page);
    return page;
  }

  Table results() {
    return tables.results();
  }

  private String names() {
    return sweep.plan().settings().optimizers().stream()
        .map(name -> Palette.of(sweep.label(name)).label())
        .collect(joining(", "));
  }

  private String progress() {
    List<Run> trials = sweep.trials().runs();
    int done = sweep.outcomes(trials).size();
    int last = sweep.outcomes(sweep.finals()).size();
    return done < trials.size()
        ? "%s of %s trials are done.".formatted(done, trials.size())
        : "%s of %s trials and %s of %s last runs are done."
            .formatted(done, trials.size(), last, sweep.finals().size());
  }

  private String atAnEdge() {
    int planned = sweep.plan().settings().widenings();
    int done = sweep.trials().widenings();
    String next =
        planned == 0
            ? "Plan anew with widening."
            : done < planned
                ? "The range is widened when all trials are done."
                : "Ranges were widened as often as planned (%s); plan anew with more widening."
                    .formatted(done);
    return AT_AN_EDGE + next;
  }

  private String fineness() {
    return "reached at the first test that shows it, so known to %s steps only, the distance of tests"
        .formatted(sweep.plan().settings().evalEvery());
  }

  private Map<String, String> details(Path folder) {
    PlanSettings plan = sweep.plan().settings();
    Map<String, String> details = new LinkedHashMap<>();
    DataNote.in(folder)
        .ifPresent(note -> details.put("Data", note + " to train on and to hold back"));
    details.put(
        "Training",
        "%s net, epochs %s, batch %s, %s images, tested every %s steps"
            .formatted(plan.net(), plan.epochs(), plan.batch(), plan.images(), plan.evalEvery()));
    details.put(
        "Choice",
        "%s trials each, by their last accuracy on %s validation images, seed %s"
            .formatted(
                sweep.trials().runs().size() / plan.optimizers().size(),
                plan.validation(),
                plan.drawSeed()));
    details.put(
        "Last runs",
        "seeds %s, on the test images"
            .formatted(plan.seeds().stream().map(String::valueOf).collect(joining(", "))));
    details.put("Targets", fineness());
    details.put(
        "Seconds", "of training, without tests, on a machine that may have done other work");
    details.put(
        "Rate",
        switch (plan.decay()) {
          case NONE -> "constant";
          case LAST -> "constant in trials, to 0 along a cosine in the last runs";
          case ALL -> "to 0 along a cosine";
        });
    return details;
  }
}
