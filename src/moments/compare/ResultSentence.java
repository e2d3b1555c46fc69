package moments.compare;

import static java.util.Comparator.comparingDouble;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import moments.plot.Palette;
import moments.train.History;
import moments.train.History.Point;

/** The sentence that a comparison ends with, the best optimizer last. */
final class ResultSentence {
  private static final List<String> NUMBERS =
      List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

  private ResultSentence() {}

  /**
   * For example <em>After two epochs, SGD got 34.1 % where Adam got 55.8 % of the 10,000 test
   * images right.</em>; a run that did not get as far has a sentence of its own.
   *
   * @param steps of a finished run
   * @param images the images that accuracy is a fraction of, as in {@code the 10,000 test images}
   */
  static String of(History history, int epochs, long steps, String images) {
    LastPoints runs = LastPoints.of(history, steps);
    StringBuilder others = new StringBuilder();
    Map<String, List<Point>> finished = new LinkedHashMap<>();
    for (String name : runs.optimizers()) {
      if (!runs.finished(name).isEmpty()) {
        finished.put(name, runs.finished(name));
      }
      runs.unfinished(name).forEach(p -> others.append(stopped(p, runs.seeds())));
    }
    List<String> got =
        finished.entrySet().stream()
            .sorted(comparingDouble(run -> mean(run.getValue())))
            .map(
                run ->
                    label(run.getKey())
                        + " got "
                        + SummaryTable.accuracy(run.getValue())
                        + share(runs.share(run.getKey())))
            .toList();
    if (got.isEmpty()) {
      return others.toString().strip();
    }
    String spoken = epochs <= NUMBERS.size() ? NUMBERS.get(epochs - 1) : "" + epochs;
    String first =
        "After %s epoch%s, %s of %s right."
            .formatted(spoken, epochs == 1 ? "" : "s", joined(got), images);
    return first + others;
  }

  private static String share(String ofAll) {
    return ofAll.isEmpty() ? "" : " (" + ofAll + " seeds)";
  }

  private static String stopped(Point p, int seeds) {
    String who = label(p.optimizer()) + (seeds > 1 ? ", seed " + p.seed() + "," : "");
    return Double.isNaN(p.testAccuracy())
        ? String.format(Locale.ROOT, " %s diverged at step %,d.", who, p.step())
        : String.format(
            Locale.ROOT,
            " %s had reached %.1f %% at step %,d when it was stopped.",
            who,
            100 * p.testAccuracy(),
            p.step());
  }

  /** {@code A}, {@code A where B}, {@code A where B and C}, {@code A where B, C and D}. */
  private static String joined(List<String> got) {
    int n = got.size();
    if (n == 1) {
      return got.get(0);
    }
    String middle = String.join(", ", got.subList(1, n - 1));
    return got.get(0) + " where " + (n > 2 ? middle + " and " : "") + got.get(n - 1);
  }

  private static double mean(List<Point> seeds) {
    return seeds.stream().mapToDouble(p -> 100 * p.testAccuracy()).average().orElse(Double.NaN);
  }

  private static String label(String optimizer) {
    return Palette.of(optimizer).label();
  }
}
