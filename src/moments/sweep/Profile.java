package moments.sweep;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import moments.sweep.Outcome.Reached;

/**
 * A performance profile: on which share of the problems an optimizer needs at most so many times
 * what the best needs there (Dolan and Moré 2002, cs/0102001). A problem is a target and a seed;
 * who misses the target needs infinitely much.
 *
 * @param ratios at which the share grows, in order
 * @param shares from there on, 0 … 1
 */
record Profile(double[] ratios, double[] shares) {
  /** The share of the problems on which it needs at most {@code ratio} times the best. */
  double at(double ratio) {
    double share = 0;
    for (int i = 0; i < ratios.length && ratios[i] <= ratio; i++) {
      share = shares[i];
    }
    return share;
  }

  /** That of each entry among all of them, on the seeds that all have finished. */
  static Map<Entry, Profile> of(
      List<Entry> entries, int targets, ToDoubleFunction<Reached> quantity) {
    List<double[]> problems = new ArrayList<>(); // what each entry needs, one row a problem
    for (long seed : commonSeeds(entries)) {
      for (int i = 0; i < targets; i++) {
        int target = i;
        problems.add(
            entries.stream()
                .mapToDouble(e -> quantity.applyAsDouble(reached(e, seed).get(target)))
                .toArray());
      }
    }
    Map<Entry, Profile> profiles = new LinkedHashMap<>();
    for (int k = 0; k < entries.size(); k++) {
      int own = k;
      double[] ratios =
          problems.stream()
              .mapToDouble(needs -> needs[own] / Arrays.stream(needs).min().orElseThrow())
              .filter(Double::isFinite)
              .sorted()
              .toArray();
      double all = problems.size();
      double[] shares = IntStream.rangeClosed(1, ratios.length).mapToDouble(i -> i / all).toArray();
      profiles.put(entries.get(k), new Profile(ratios, shares));
    }
    return profiles;
  }

  private static TreeSet<Long> commonSeeds(List<Entry> entries) {
    TreeSet<Long> seeds = new TreeSet<>();
    entries.forEach(entry -> entry.seeds().forEach(outcome -> seeds.add(outcome.run().seed())));
    entries.forEach(
        entry -> seeds.retainAll(entry.seeds().stream().map(o -> o.run().seed()).toList()));
    return seeds;
  }

  private static List<Reached> reached(Entry entry, long seed) {
    Map<Long, List<Reached>> bySeed =
        entry.seeds().stream().collect(toMap(o -> o.run().seed(), Outcome::reached));
    return Objects.requireNonNull(bySeed.get(seed));
  }
}
