package assignment09;

import static moments.grading.Text.number;
import static moments.grading.Text.numbers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import moments.explore.Probe;

/** What one of a student's tests has written down; here it is played to one Adam or another. */
final class Script {
  private static final double[] PAPER = {0.001, 0.9, 0.999, 1e-8};
  private static final int MOST = Probe.MOST;
  private static final int MOST_STEPS_SHOWN = 4;

  private final double[][] expectations;
  private final double[][][] runs;

  /**
   * A script.
   *
   * @param recorded first the expectations, then the runs, as {@code moments.explore.Probe} has
   *     them
   * @throws IllegalArgumentException if they are none that a probe writes
   */
  Script(double[][]... recorded) {
    expectations = recorded.length == 0 ? new double[0][] : recorded[0];
    runs = Arrays.copyOfRange(recorded, Math.min(1, recorded.length), recorded.length);
    require(gradients() <= MOST, "it has more than %s gradients".formatted(MOST));
    require(expectations.length <= MOST, "it has more than %s expectations".formatted(MOST));
    for (double[][] run : runs) {
      requireRun(run);
    }
    for (double[] each : expectations) {
      require(each.length == 5 || each.length == 7, "it is not what a Probe writes");
      requirePlace(each[0], each[1], each[2]);
      if (each.length == 7) {
        requirePlace(each[4], each[5], each[6]);
      }
    }
  }

  private static void require(boolean fine, String problem) {
    if (!fine) {
      throw new IllegalArgumentException(problem);
    }
  }

  private static void requireRun(double[]... run) {
    require(run.length > 0 && run[0].length == 4, "it is not what a Probe writes");
    double[] s = run[0];
    require(
        s[0] > 0 && Double.isFinite(s[0]) && isShare(s[1]) && isShare(s[2]) && isEps(s[3]),
        "expected α > 0, β₁ and β₂ in [0, 1) and ε ≥ 0, got " + numbers(s));
    for (double[] g : run) {
      require(g == s || g.length == run[1].length, "its steps have different numbers of weights");
    }
  }

  private static boolean isShare(double beta) {
    return beta >= 0 && beta < 1;
  }

  private static boolean isEps(double eps) {
    return eps >= 0 && Double.isFinite(eps);
  }

  private void requirePlace(double run, double step, double weight) {
    require(
        isIndex(run, 0, runs.length)
            && isIndex(step, 1, runs[(int) run].length)
            && isIndex(weight, 0, runs[(int) run][(int) step].length),
        "it is not what a Probe writes");
  }

  private static boolean isIndex(double value, int from, int to) {
    return value >= from && value < to && value == (int) value;
  }

  /** How many gradients it gives in all; a step of two weights has two. */
  int gradients() {
    return Arrays.stream(runs)
        .flatMap(run -> Arrays.stream(run).skip(1))
        .mapToInt(g -> g.length)
        .sum();
  }

  /** What came of one expectation. */
  record Outcome(String input, double expected, double tolerance, double got) {
    /** Whether it is met; never with NaN. */
    boolean isMet() {
      return Math.abs(got - expected) <= tolerance * Math.abs(expected);
    }

    /** The relative error, as a multiple of the tolerance. */
    double error() {
      double error = Math.abs(got - expected) / Math.abs(expected) / tolerance;
      return Double.isNaN(error) ? 0 : error;
    }

    @Override
    public String toString() {
      return "%s: expected %s with a tolerance of %s, got %s"
          .formatted(input, number(expected), number(tolerance), number(got));
    }
  }

  /** All expectations, tried on an Adam of this kind. */
  private List<Outcome> play(Suspect.Kind kind) {
    double[][][] paths = Arrays.stream(runs).map(run -> walk(kind, run)).toArray(double[][][]::new);
    List<Outcome> outcomes = new ArrayList<>();
    for (double[] each : expectations) {
      double expected = each.length == 5 ? each[4] : at(paths, each[4], each[5], each[6]);
      double got = at(paths, each[0], each[1], each[2]);
      outcomes.add(new Outcome(input(each), expected, each[3], got));
    }
    return outcomes;
  }

  /** θ after each step; the row of the start, which comes first, has no weights. */
  private static double[][] walk(Suspect.Kind kind, double[]... run) {
    double[][] path = new double[run.length][0];
    if (run.length > 1) {
      Suspect suspect = kind.begin(run[0], run[1].length);
      for (int t = 1; t < run.length; t++) {
        path[t] = suspect.step(run[t]);
      }
    }
    return path;
  }

  private static double at(double[][][] paths, double run, double step, double weight) {
    return paths[(int) run][(int) step][(int) weight];
  }

  /** The first expectation that an Adam of this kind does not meet. */
  Optional<Outcome> failure(Suspect.Kind kind) {
    return play(kind).stream().filter(outcome -> !outcome.isMet()).findFirst();
  }

  /** The expectation that comes closest to failing with an Adam of this kind that meets all. */
  Optional<Outcome> closest(Suspect.Kind kind) {
    return play(kind).stream().max(Comparator.comparingDouble(Outcome::error));
  }

  private String input(double... expectation) {
    double[][] run = runs[(int) expectation[0]];
    int step = (int) expectation[1];
    String steps =
        Arrays.stream(run, 1, 1 + Math.min(step, MOST_STEPS_SHOWN))
            .map(g -> g.length == 1 ? number(g[0]) : "(%s)".formatted(numbers(g)))
            .collect(Collectors.joining(", "));
    String settings =
        Arrays.equals(run[0], PAPER) ? "the paper's settings" : "settings " + numbers(run[0]);
    return "%s, gradients %s%s, weight %s after step %s"
        .formatted(
            settings, steps, step > MOST_STEPS_SHOWN ? ", …" : "", (int) expectation[2], step);
  }
}
