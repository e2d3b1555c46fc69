package moments.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import moments.nn.Parameter;
import moments.optim.Optimizer;
import moments.optim.Schedule;

/**
 * An optimizer that takes part in a sweep.
 *
 * @param label as in the names of folders and on plots
 * @param space its hyperparameters, the learning rate {@code lr} among them
 * @param canDecay whether it takes a learning rate that changes
 */
record Contestant(String label, List<Range> space, boolean canDecay, Factory factory) {
  static final String LR = "lr";

  /** Makes the optimizer. */
  @FunctionalInterface
  interface Factory {
    /** One for {@code parameters}; {@code values} are by the names of its ranges. */
    Optimizer create(List<Parameter> parameters, Schedule lr, Map<String, Double> values);
  }

  /** Refuses a label that cannot be part of a folder's name or a cell of a table. */
  Contestant {
    if (!label.matches("[\\w-]+")) {
      throw new IllegalArgumentException(
          "An optimizer's name has letters, digits, - and _ only, got \"%s\"".formatted(label));
    }
  }

  /** One for {@code run}, whose rate falls over so many steps if it falls. */
  Optimizer create(List<Parameter> parameters, Run run, long steps) {
    Map<String, Double> values = run.hyperparameters();
    double lr = Objects.requireNonNull(values.get(LR));
    Schedule rate = run.decays() ? Schedule.cosine(lr, steps) : Schedule.constant(lr);
    return factory.create(parameters, rate, values);
  }

  /** What it has where nothing is tuned. */
  Map<String, Double> defaults() {
    Map<String, Double> values = new LinkedHashMap<>();
    space.forEach(range -> values.put(range.name(), range.usual()));
    return values;
  }

  /** Values drawn evenly on the logarithmic scales of {@code ranges}, the others by default. */
  Map<String, Double> draw(List<Range> ranges, Random random) {
    Map<String, Double> values = defaults();
    ranges.forEach(range -> values.put(range.name(), range.at(random.nextDouble())));
    return values;
  }

  /** Its ranges of those names; all of them if there are no names. */
  List<Range> ranges(Set<String> names) {
    return space.stream().filter(r -> names.isEmpty() || names.contains(r.name())).toList();
  }
}
