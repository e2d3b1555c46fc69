package moments.sweep;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import moments.compare.CtrlC;
import moments.compare.DataNote;
import moments.compare.RunBar;
import moments.data.Cifar10;
import moments.parallel.Shard;
import moments.terminal.Screen;

/**
 * A plan in a folder, worked off run by run, by any number of processes.
 *
 * <p>First come the trials, then, once all of them are there, the last runs: every optimizer as its
 * best trial and with its defaults, with fresh seeds.
 */
public final class Sweep {
  private final Path folder;
  private final Plan plan;
  private final Contestants contestants;

  /**
   * The sweep in {@code folder}.
   *
   * @throws SweepException if there is no plan, or one of its optimizers cannot be loaded
   */
  public Sweep(Path folder) {
    this(folder, new Contestants());
  }

  Sweep(Path folder, Contestants contestants) {
    this.folder = folder;
    this.plan = Plan.read(folder);
    this.contestants = contestants;
    plan.requireOptimizers(contestants);
  }

  /**
   * The name by which a plan knows an optimizer.
   *
   * @param name of one of the library, or of a class or a file of one's own
   * @throws IllegalArgumentException if there is none; the message says what was expected
   */
  public static String contestant(String name) {
    Contestant found = new Contestants().named(name);
    return OwnOptimizer.isNameOfOne(name) ? name : found.label();
  }

  /**
   * Works off what is not done.
   *
   * @param shard the share of the runs to take
   * @return the exit code
   * @throws SweepException if there are fewer images than the plan needs, or its runs have others,
   *     or an optimizer was changed
   */
  public int run(Cifar10 data, Shard shard, Duration checkpointEvery, PrintWriter out) {
    plan.requireSameSources(contestants.sources(plan.sources().keySet()));
    long needed = (long) plan.settings().images() + plan.settings().validation();
    if (needed > data.train().size()) {
      throw new SweepException(
          "The plan needs %s training images, and there are %s; plan anew, with fewer to train on or to hold back"
              .formatted(needed, data.train().size()));
    }
    DataNote.require(folder, data.train(), SweepException::new);
    Worker worker = new Worker(plan, contestants, folder, data, checkpointEvery, out);
    return CtrlC.duringWork(() -> train(shard, worker, out), out);
  }

  private int train(Shard shard, Worker worker, PrintWriter out) throws InterruptedException {
    int worked = 0;
    for (List<Run> all = trials().runs(); all.size() > worked; all = trials().runs()) {
      workOff("trials", shard.of(all), worker, out);
      worked = all.size();
      if (trials().runs().size() > worked) {
        out.println("A best value is at the edge of its range, which is widened.");
      }
    }
    int done = outcomes(trials().runs()).size();
    int missing = trials().runs().size() - done; // Asked last: another worker's end may widen.
    if (missing > 0) {
      out.printf(
          "%s trials are left to other workers; run again for the last runs when they are done.%n",
          missing);
      out.flush();
      return 0;
    }
    workOff("last runs", shard.of(finals()), worker, out);
    return 0;
  }

  private void workOff(String what, List<Run> runs, Worker worker, PrintWriter out)
      throws InterruptedException {
    List<Run> left = runs.stream().filter(run -> outcome(run).isEmpty()).toList();
    if (left.isEmpty()) {
      return;
    }
    Duration each = worker.estimate(left.get(0));
    out.printf(
        "%s %s, %s of them to do, about %s%n",
        runs.size(), what, left.size(), text(each.multipliedBy(left.size())));
    out.flush();
    long start = System.nanoTime();
    long steps = plan.settings().steps();
    int done = runs.size() - left.size();
    try (RunBar bar = new RunBar("sweep", done * steps, runs.size() * steps)) {
      for (int i = 0; i < left.size(); i++) {
        bar.begin((done + i) * steps);
        worker.train(left.get(i), bar);
        Duration rest =
            Duration.ofNanos((System.nanoTime() - start) / (i + 1) * (left.size() - i - 1));
        say(left.get(i), rest, out);
      }
    }
  }

  private void say(Run run, Duration rest, PrintWriter out) {
    String accuracy =
        outcome(run)
            .map(outcome -> String.format(Locale.ROOT, "%5.1f %%", 100 * outcome.accuracy()))
            .orElse("left to another worker");
    out.printf("%s  %-28s %s  about %s left%n", Screen.clear(), run.id(), accuracy, text(rest));
    out.flush();
  }

  private static String text(Duration time) {
    long seconds = time.toSeconds();
    return seconds < 120 ? seconds + " s" : (seconds + 30) / 60 + " min";
  }

  /** Every last run, of what the trials have shown so far. */
  List<Run> finals() {
    Map<String, Run> best = new HashMap<>();
    best().forEach((optimizer, outcome) -> best.put(optimizer, outcome.run()));
    return plan.finals(best);
  }

  /** All trials that what is finished leads to. */
  Trials trials() {
    Trials trials = Trials.of(plan, contestants);
    for (int i = 0; i < plan.settings().widenings(); i++) {
      List<Outcome> outcomes = outcomes(trials.runs());
      Optional<Trials> wider =
          outcomes.size() < trials.runs().size()
              ? Optional.empty()
              : trials.widened(plan.settings(), contestants, best(outcomes));
      if (wider.isEmpty()) {
        return trials;
      }
      trials = wider.get();
    }
    return trials;
  }

  /** The best finished trial of each optimizer; of equals the first. */
  Map<String, Outcome> best() {
    return best(outcomes(trials().runs()));
  }

  private static Map<String, Outcome> best(List<Outcome> outcomes) {
    Map<String, Outcome> best = new HashMap<>();
    for (Outcome outcome : outcomes) {
      best.merge(outcome.run().optimizer(), outcome, (a, b) -> b.accuracy() > a.accuracy() ? b : a);
    }
    return best;
  }

  /** Prints what is known so far, and writes it as a page and as CSV beside the plan. */
  public void report(PrintWriter out) {
    SweepReport report = new SweepReport(this);
    report.print(out);
    out.println();
    out.println("Curves: " + report.write(folder));
    out.flush();
  }

  /** How the optimizer is called that the plan knows by {@code name}. */
  String label(String name) {
    return contestants.named(name).label();
  }

  Plan plan() {
    return plan;
  }

  /** Those of {@code runs} that are finished. */
  List<Outcome> outcomes(List<Run> runs) {
    List<Outcome> outcomes = new ArrayList<>();
    runs.forEach(run -> outcome(run).ifPresent(outcomes::add));
    return outcomes;
  }

  private Optional<Outcome> outcome(Run run) {
    Path own = folder.resolve("runs").resolve(run.id());
    return Outcome.of(run, conditions(run), own, plan.settings().targets());
  }

  /** What the result of {@code run} depends on besides the run itself. */
  Map<String, String> conditions(Run run) {
    return plan.conditions(run, DataNote.in(folder).orElse("unknown"));
  }
}
