package assignment08;

import static moments.grading.Text.number;
import static moments.grading.Text.numbers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import moments.grading.CallFailure;
import moments.grading.Failure;
import moments.grading.Student;

/** Cases for {@code MyAdam}; tolerances let arithmetic in floats pass. */
final class Trial {
  private static final double RELATIVE = 1e-3;

  private final AdamQuestions student = Student.answering(AdamQuestions.class);
  private final String hint;
  private final List<String> cases = new ArrayList<>();
  private final EnumSet<Mistake> suspects = EnumSet.complementOf(EnumSet.of(Mistake.NONE));
  private boolean passed = true;
  private boolean answered = true;
  private double[] settings = {0.001, 0.9, 0.999, 1e-8};

  Trial(String hint) {
    this.hint = hint;
  }

  /** Settings of the cases that follow; until then they are the paper's. */
  Trial with(double alpha, double beta1, double beta2, double eps) {
    settings = new double[] {alpha, beta1, beta2, eps};
    return this;
  }

  /** One weight from 0 on these gradients: the change by the last step. */
  Trial lastStep(double... gradients) {
    int count = gradients.length;
    double[][] each =
        Arrays.stream(gradients).mapToObj(g -> new double[] {g}).toArray(double[][]::new);
    return expect(
        "gradients %s, change of θ in step %d".formatted(numbers(gradients), count),
        RELATIVE,
        0,
        mistake -> change(path(mistake, new int[] {1}, each)),
        () -> change(student.steps(settings, new int[] {1}, new double[1], each)));
  }

  private static double change(double[][] path) {
    double before = path.length == 1 ? 0 : path[path.length - 2][0];
    return path[path.length - 1][0] - before;
  }

  /** One step for a parameter a gradient, each with one weight from 0. */
  Trial parameters(double... gradients) {
    int[] sizes = new int[gradients.length];
    Arrays.fill(sizes, 1);
    for (int k = 0; k < sizes.length; k++) {
      int which = k;
      expect(
          "%d parameters with gradients %s, θ of parameter %d"
              .formatted(sizes.length, numbers(gradients), k + 1),
          RELATIVE,
          0,
          mistake -> path(mistake, sizes, gradients)[0][which],
          () ->
              student
                  .steps(settings, sizes, new double[sizes.length], new double[][] {gradients})[0][
                  which]);
    }
    return this;
  }

  /** θ after each step on f(θ) = θ²/2. */
  Trial parabola(double start, int steps) {
    for (int t = 1; t <= steps; t++) {
      int count = t;
      expect(
          "f(θ) = θ²/2 from %s, θ after step %d".formatted(number(start), t),
          1e-5,
          0,
          mistake -> descend(mistake, start, count),
          () -> student.descend(settings, start, count)[count - 1]);
    }
    return this;
  }

  private double descend(Mistake mistake, double start, int steps) {
    PaperAdam adam = new PaperAdam(mistake, settings, 1);
    double[] theta = {start};
    for (int t = 0; t < steps; t++) {
      adam.step(theta, theta.clone());
    }
    return theta[0];
  }

  /** The farthest that θ is from the paper's on random gradients. */
  Trial longRun(int steps, int... sizes) {
    int count = IntStream.of(sizes).sum();
    Random random = Student.random();
    double[][] gradients =
        Stream.generate(() -> random.doubles(count, -1, 2).toArray())
            .limit(steps)
            .toArray(double[][]::new);
    double[][] right = path(Mistake.NONE, sizes, gradients);
    return expect(
        "%d steps, random gradients, parameters of %s elements: distance to the paper's Adam"
            .formatted(steps, Arrays.toString(sizes)),
        RELATIVE,
        settings[0] * RELATIVE * steps,
        mistake -> distance(right, path(mistake, sizes, gradients)),
        () -> distance(right, student.steps(settings, sizes, new double[count], gradients)));
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

  /** The gradient after a step that must leave it as it is. */
  Trial gradientAfter(double gradient) {
    return expect(
        "gradient %s, the gradient after the step".formatted(number(gradient)),
        RELATIVE,
        0,
        mistake -> gradient,
        () -> student.gradientAfterStep(settings, gradient));
  }

  private double[][] path(Mistake mistake, int[] sizes, double[]... gradients) {
    PaperAdam adam = new PaperAdam(mistake, settings, sizes);
    double[] theta = new double[IntStream.of(sizes).sum()];
    double[][] path = new double[gradients.length][];
    for (int t = 0; t < path.length; t++) {
      adam.step(theta, gradients[t]);
      path[t] = theta.clone();
    }
    return path;
  }

  /**
   * A case; after an exception, no more are tried.
   *
   * @param least the tolerance where that relative to the expected value is smaller
   * @param by the value that comes out with a mistake, or with none
   */
  private Trial expect(
      String input,
      double relative,
      double least,
      ToDoubleFunction<Mistake> by,
      Supplier<Double> asked) {
    if (!answered) {
      return this;
    }
    double expected = by.applyAsDouble(Mistake.NONE);
    double tolerance = Math.max(least, relative * Math.abs(expected));
    String got;
    boolean right = false;
    try {
      double value = asked.get();
      right = Math.abs(value - expected) <= tolerance;
      got = "got " + number(value);
      if (!right) {
        double close = Math.max(1e-12, relative * Math.abs(value));
        suspects.removeIf(mistake -> !(Math.abs(by.applyAsDouble(mistake) - value) <= close));
      }
    } catch (CallFailure e) {
      if (!e.isThrown()) {
        throw e;
      }
      got = "but " + e.getMessage();
      answered = false;
    }
    passed &= right;
    cases.add(
        "%s %s; %s: expected %s, %s"
            .formatted(right ? "✓" : "✗", settings(), input, number(expected), got));
    return this;
  }

  private String settings() {
    return Arrays.equals(settings, new double[] {0.001, 0.9, 0.999, 1e-8})
        ? "the paper's settings"
        : "α = %s, β₁ = %s, β₂ = %s, ε = %s"
            .formatted(
                number(settings[0]), number(settings[1]), number(settings[2]), number(settings[3]));
  }

  /** Throws a Failure with every case, what was expected and got, and the hint. */
  void check() {
    if (passed) {
      return;
    }
    List<String> lines = new ArrayList<>(cases);
    if (!answered) {
      lines.add("Your code throws an exception; begin with that.");
    } else {
      suspects.stream()
          .findFirst()
          .ifPresent(mistake -> lines.add("This is what comes out %s.".formatted(mistake.when())));
      lines.add("Hint: " + hint);
    }
    throw new Failure(String.join("\n", lines), hint);
  }
}
