package assignments;

import static moments.grading.Text.number;
import static moments.grading.Text.numbers;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import moments.grading.Student;

/**
 * Cases for an optimizer; tolerances let arithmetic in floats pass.
 *
 * @param <M> the mistakes, one of which is none
 */
public final class OptimizerTrial<M extends Enum<M> & Mistake> {
  private static final double RELATIVE = 1e-3;
  private static final double CLOSE = 1e-5;

  private final OptimizerQuestions student = Student.answering(OptimizerQuestions.class);
  private final Trial<M> trial;
  private final String type;
  private final M none;
  private final Rule.Maker<M> rules;
  private String[] names = {};
  private double[] settings = {};
  private double start;
  private double most;

  /**
   * No case so far.
   *
   * @param type the class that is tried
   * @param none the mistake that is none
   * @param rules what it is compared with
   */
  public OptimizerTrial(String type, M none, Rule.Maker<M> rules, String hint) {
    this.type = type;
    this.none = none;
    this.rules = rules;
    trial = new Trial<>(none, hint);
  }

  /** What the settings are called, in the order of the constructor. */
  public OptimizerTrial<M> named(String... letters) {
    names = letters.clone();
    return this;
  }

  /** Settings of the cases that follow. */
  public OptimizerTrial<M> with(double... values) {
    settings = values.clone();
    return this;
  }

  /** Where all θ are before the first step in the cases that follow; at first 0. */
  public OptimizerTrial<M> from(double theta) {
    start = theta;
    return this;
  }

  /** How far off the θ of a long run may be where rounding can do more than it mostly does. */
  public OptimizerTrial<M> within(double distance) {
    most = distance;
    return this;
  }

  /** One weight on these gradients: the change by the last step. */
  public OptimizerTrial<M> lastStep(double... gradients) {
    int count = gradients.length;
    double[][] each =
        Arrays.stream(gradients).mapToObj(g -> new double[] {g}).toArray(double[][]::new);
    trial.expect(
        "%s; gradients %s, change of θ in step %s".formatted(shown(), numbers(gradients), count),
        new Tolerance(RELATIVE),
        mistake -> change(path(mistake, new int[] {1}, each)),
        () -> change(student.steps(type, settings, new int[] {1}, starts(1), each)));
    return this;
  }

  private double[] starts(int count) {
    double[] all = new double[count];
    Arrays.fill(all, start);
    return all;
  }

  private double change(double[][] path) {
    double before = path.length == 1 ? start : path[path.length - 2][0];
    return path[path.length - 1][0] - before;
  }

  /** One step for a parameter a gradient, each with one weight. */
  public OptimizerTrial<M> parameters(double... gradients) {
    int[] sizes = new int[gradients.length];
    Arrays.fill(sizes, 1);
    double[] starts = starts(sizes.length);
    for (int k = 0; k < sizes.length; k++) {
      int which = k;
      trial.expect(
          "%s; %s parameters with gradients %s, θ of parameter %s"
              .formatted(shown(), sizes.length, numbers(gradients), k + 1),
          new Tolerance(RELATIVE),
          mistake -> path(mistake, sizes, gradients)[0][which],
          () -> student.steps(type, settings, sizes, starts, new double[][] {gradients})[0][which]);
    }
    return this;
  }

  /** θ after each step on f(θ) = θ²/2. */
  public OptimizerTrial<M> parabola(double from, int steps) {
    for (int t = 1; t <= steps; t++) {
      int count = t;
      trial.expect(
          "%s; f(θ) = θ²/2 from %s, θ after step %s".formatted(shown(), number(from), t),
          new Tolerance(CLOSE),
          mistake -> descend(mistake, from, count),
          () -> student.descend(type, settings, from, count)[count - 1]);
    }
    return this;
  }

  private double descend(M mistake, double from, int steps) {
    Rule rule = rules.make(mistake, settings, 1);
    double[] theta = {from};
    for (int t = 0; t < steps; t++) {
      rule.step(theta, theta.clone());
    }
    return theta[0];
  }

  /** The farthest that θ is from where it should be, on random gradients. */
  public OptimizerTrial<M> longRun(int steps, int... sizes) {
    int count = IntStream.of(sizes).sum();
    double[][] gradients = random(steps, count);
    double[][] right = path(none, sizes, gradients);
    double[] starts = starts(count);
    trial.expect(
        "%s; %s steps, random gradients, parameters of %s elements: distance to where they belong"
            .formatted(shown(), steps, Arrays.toString(sizes)),
        new Tolerance(RELATIVE, Math.max(most, settings[0] * RELATIVE * steps)),
        mistake -> distance(right, path(mistake, sizes, gradients)),
        () -> distance(right, student.steps(type, settings, sizes, starts, gradients)));
    return this;
  }

  private static double[][] random(int steps, int count) {
    Random random = Student.random();
    return Stream.generate(() -> random.doubles(count, -1, 2).toArray())
        .limit(steps)
        .toArray(double[][]::new);
  }

  private static double distance(double[][] right, double[][] path) {
    double most = path.length == right.length ? 0 : Double.NaN;
    for (int t = 0; t < Math.min(right.length, path.length); t++) {
      for (int i = 0; i < right[t].length; i++) {
        most = Math.max(most, Math.abs(path[t][i] - right[t][i]));
      }
    }
    return most;
  }

  /** Steps that must leave their gradients as they are. */
  public OptimizerTrial<M> leavesGradients() {
    int[] sizes = {2, 1};
    double[][] gradients = random(100, 3);
    trial.expect(
        "%s; %s steps, random gradients: the most that a step changes one"
            .formatted(shown(), gradients.length),
        Tolerance.EXACT,
        mistake -> 0,
        () -> student.changeOfGradients(type, settings, sizes, gradients));
    return this;
  }

  private double[][] path(M mistake, int[] sizes, double[]... gradients) {
    Rule rule = rules.make(mistake, settings, sizes);
    double[] theta = starts(IntStream.of(sizes).sum());
    double[][] path = new double[gradients.length][];
    for (int t = 0; t < path.length; t++) {
      rule.step(theta, gradients[t]);
      path[t] = theta.clone();
    }
    return path;
  }

  private String shown() {
    String set =
        IntStream.range(0, names.length)
            .mapToObj(i -> "%s = %s".formatted(names[i], number(settings[i])))
            .collect(Collectors.joining(", "));
    return start == 0 ? set : "%s; θ = %s at first".formatted(set, number(start));
  }

  /** Throws a Failure with every case, what was expected and got, and the hint. */
  public void check() {
    trial.check();
  }
}
