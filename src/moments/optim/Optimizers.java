package moments.optim;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.joining;
import static moments.optim.ParameterGroups.muonWithAdamW;
import static moments.optim.Schedule.constant;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import moments.nn.Parameter;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The optimizers by name, for the command line and plots. */
public final class Optimizers {
  /**
   * An optimizer that can be asked for by name.
   *
   * @param name as on the command line, {@code adam}
   * @param label as on plots, {@code Adam}
   * @param lr the learning rate of the main job where none is given
   */
  public record Entry(
      String name,
      String label,
      double lr,
      BiFunction<List<Parameter>, Double, Optimizer> factory) {
    /**
     * A new optimizer of this kind for {@code parameters}.
     *
     * @throws IllegalArgumentException if {@code lr} is not finite and greater than 0 as a float
     */
    public Optimizer create(List<Parameter> parameters, double lr) {
      if (!((float) lr > 0 && lr <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "%s: lr must be finite and greater than 0 as a float, got %s; its usual value is %s"
                .formatted(name, lr, this.lr));
      }
      return factory.apply(parameters, lr);
    }
  }

  private static final List<Entry> ALL =
      List.of(
          new Entry("sgd", "SGD", 0.001, Sgd::new),
          new Entry("momentum", "SGD + momentum", 0.001, Momentum::new),
          new Entry("nesterov", "SGD + Nesterov", 0.001, Nesterov::new),
          new Entry("adagrad", "AdaGrad", 0.01, AdaGrad::new),
          new Entry("rmsprop", "RMSProp", 0.001, RmsProp::new),
          new Entry("adam", "Adam", 0.001, Adam::new),
          new Entry("adamax", "AdaMax", 0.002, AdaMax::new),
          new Entry("amsgrad", "AMSGrad", 0.001, AmsGrad::new),
          new Entry("adamw", "AdamW", 0.001, AdamW::new),
          new Entry("nadam", "NAdam", 0.002, NAdam::new),
          new Entry("lion", "Lion", 0.0001, Lion::new),
          new Entry("muon", "Muon", 0.02, (all, lr) -> muonWithAdamW(all, constant(lr))),
          new Entry("schedulefree", "Schedule-Free AdamW", 0.0025, ScheduleFreeAdamW::new));

  private Optimizers() {}

  /** All of them: Adam's ancestors, Adam, its relatives. */
  public static List<Entry> all() {
    return ALL;
  }

  /**
   * The one called {@code name}, in small or capital letters.
   *
   * @throws IllegalArgumentException if there is none; the message gives the nearest name
   */
  public static Entry named(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    Entry nearest = Collections.min(ALL, comparingInt(entry -> distance.apply(wanted, entry.name)));
    if (!nearest.name.equals(wanted)) {
      String known = ALL.stream().map(Entry::name).collect(joining(", "));
      throw new IllegalArgumentException(
          "unknown optimizer \"%s\"; did you mean \"%s\"? Known: %s"
              .formatted(name, nearest.name, known));
    }
    return nearest;
  }
}
