package moments.reproduce;

import static java.util.Comparator.comparingDouble;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Which runs Figure 3 needs, in the order of their worth: what comes first is a figure by itself.
 *
 * <p>Learning rates, and Nesterov's momentum, are chosen by the training cost without dropout: each
 * rate of a grid by a factor of about 3 trains for one epoch, a grid whose best is at its end grows
 * there, the best two train for three epochs, and the better one is the curve. With dropout the
 * choice is the same.
 *
 * @param costs what a run has measured so far
 */
record Figure3Plan(Figure3Settings settings, Function<Run, Costs> costs) {
  /** Epochs of the short panel. */
  static final int SHORT = 3;

  /** Where the runs of a long panel wait for each other. */
  private static final List<Integer> MARKS = List.of(10, 20, 30);

  /** Learning rates for one momentum, about the middle, a power of √10. */
  private record Grid(String optimizer, double mu, int middle) {}

  private static final List<Grid> GRIDS =
      List.of(
          new Grid("adagrad", 0, -4),
          new Grid("nesterov", 0.9, -4),
          new Grid("nesterov", 0.99, -6),
          new Grid("adam", 0, -6),
          new Grid("rmsprop", 0, -7));

  /** A run that is needed up to the end of an epoch. */
  record Task(Run run, int epoch) {}

  /** What can be trained now; when it is done, more may follow. */
  List<Task> next() {
    for (List<Task> stage : List.of(grid(), finalists())) {
      List<Task> left = stage.stream().filter(this::isOpen).toList();
      if (!left.isEmpty()) {
        return left;
      }
    }
    return figure().filter(this::isOpen).toList();
  }

  /**
   * How many epochs are left, if no grid grows; where a choice is still open, the best so far stand
   * in.
   *
   * @param trained how many epochs of a run need not be trained again to go on
   */
  int epochsLeft(ToIntFunction<Run> trained) {
    Map<Run, Integer> ends = new HashMap<>();
    Stream.of(grid().stream(), finalists().stream(), figure())
        .flatMap(stage -> stage)
        .filter(this::isOpen)
        .forEach(task -> ends.merge(task.run, task.epoch, Math::max));
    return ends.entrySet().stream()
        .mapToInt(e -> e.getValue() - trained.applyAsInt(e.getKey()))
        .sum();
  }

  /** Every run that it may need, as far as that is known, each once. */
  List<Run> runs() {
    return Stream.of(grid().stream(), finalists().stream(), figure())
        .flatMap(stage -> stage)
        .map(Task::run)
        .distinct()
        .toList();
  }

  /** The runs of the figure; none before the rates are chosen. */
  Set<Run> curves() {
    boolean open = Stream.of(grid(), finalists()).flatMap(List::stream).anyMatch(this::isOpen);
    return open ? Set.of() : figure().map(Task::run).collect(toSet());
  }

  private boolean isOpen(Task task) {
    return !costs.apply(task.run).reach(task.epoch);
  }

  private Stream<Task> figure() {
    List<Run> chosen = settings.optimizers().stream().map(this::chosen).toList();
    List<Run> curves = chosen.stream().flatMap(run -> Stream.of(run, run.withDropout())).toList();
    Stream<Task> panel =
        settings.seeds().stream()
            .flatMap(seed -> curves.stream().map(run -> new Task(run.withSeed(seed), shortEnd())));
    Stream<Task> channels =
        chosen.stream().map(run -> new Task(run.withInput(Input.CHANNELS), shortEnd()));
    Stream<Task> longPanels =
        Stream.of(chosen, chosen.stream().map(Run::withDropout).toList()).flatMap(this::longPanel);
    return Stream.of(panel, channels, longPanels).flatMap(stage -> stage);
  }

  private Stream<Task> longPanel(List<Run> curves) {
    Stream<Integer> marks = MARKS.stream().filter(mark -> mark < settings.epochs());
    return Stream.concat(marks, Stream.of(settings.epochs()))
        .flatMap(end -> curves.stream().map(run -> new Task(run, end)));
  }

  private int shortEnd() {
    return Math.min(SHORT, settings.epochs());
  }

  /** The grids as far as they have grown. */
  private List<Task> grid() {
    return settings.optimizers().stream()
        .flatMap(optimizer -> rates(optimizer).stream())
        .map(run -> new Task(run, 1))
        .toList();
  }

  private List<Run> rates(String optimizer) {
    return GRIDS.stream()
        .filter(grid -> grid.optimizer.equals(optimizer))
        .flatMap(grid -> grown(grid).stream())
        .toList();
  }

  private List<Run> grown(Grid grid) {
    int low = grid.middle - 1;
    int high = grid.middle + 1;
    while (true) {
      List<Run> runs = new ArrayList<>();
      for (int power = low; power <= high; power++) {
        runs.add(
            new Run(
                settings.input(),
                grid.optimizer,
                grid.mu,
                false,
                rate(power),
                settings.seeds().get(0)));
      }
      if (runs.stream().anyMatch(run -> isOpen(new Task(run, 1)))) {
        return runs;
      }
      double best = best(runs, 1).get(0).lr();
      if (best == rate(low)) {
        low--;
      } else if (best == rate(high)) {
        high++;
      } else {
        return runs;
      }
    }
  }

  /** 10^(power/2) with one digit: …, 0.001, 0.003, 0.01, … */
  private static double rate(int power) {
    String digit = Math.floorMod(power, 2) == 0 ? "1e" : "3e";
    return Double.parseDouble(digit + Math.floorDiv(power, 2));
  }

  private List<Task> finalists() {
    return settings.optimizers().stream()
        .flatMap(optimizer -> bestTwo(optimizer).stream())
        .map(run -> new Task(run, shortEnd()))
        .toList();
  }

  /** The one of the two with the best rates that is better after three epochs. */
  Run chosen(String optimizer) {
    return best(bestTwo(optimizer), shortEnd()).get(0);
  }

  private List<Run> bestTwo(String optimizer) {
    return best(rates(optimizer), 1).subList(0, 2);
  }

  private List<Run> best(List<Run> runs, int epoch) {
    return runs.stream().sorted(comparingDouble(run -> costs.apply(run).after(epoch))).toList();
  }
}
