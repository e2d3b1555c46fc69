package assignment08;

import assignment.Fault;
import assignment.Submission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import moments.lesson.Exercise;
import moments.nn.Parameter;
import moments.optim.Adam;
import moments.optim.Optimizer;
import moments.optim.Schedule;
import moments.tensor.Tensor;

/** Cases for {@code MyAdam}; tolerances let arithmetic in floats pass. */
final class Trial {
  private static final double RELATIVE = 1e-3;

  private final Exercise exercise;
  private double alpha = 0.001;
  private double beta1 = 0.9;
  private double beta2 = 0.999;
  private double eps = 1e-8;
  private String settings = "the paper's defaults";

  Trial(String hint) {
    exercise = new Exercise(hint);
  }

  /** Settings of the cases that follow; until then they are the paper's. */
  Trial with(double newAlpha, double newBeta1, double newBeta2, double newEps) {
    alpha = newAlpha;
    beta1 = newBeta1;
    beta2 = newBeta2;
    eps = newEps;
    settings =
        "α = %s, β₁ = %s, β₂ = %s, ε = %s"
            .formatted(number(alpha), number(beta1), number(beta2), number(eps));
    return this;
  }

  /** One weight from 0 on these gradients: the change by the last step. */
  Trial lastStep(double expected, double... gradients) {
    return expect(
        "gradients %s, change of θ in step %d".formatted(numbers(gradients), gradients.length),
        expected,
        RELATIVE,
        () -> {
          Parameter p = zeros(1);
          Optimizer adam = make(p);
          double change = 0;
          for (double g : gradients) {
            double before = p.value().get(0);
            step(adam, new double[] {g});
            change = p.value().get(0) - before;
          }
          return change;
        });
  }

  /** One step for a parameter a gradient, each with one weight from 0. */
  Trial parameters(double[] expected, double... gradients) {
    for (int k = 0; k < expected.length; k++) {
      int which = k;
      expect(
          "%d parameters with gradients %s, θ of parameter %d"
              .formatted(gradients.length, numbers(gradients), k + 1),
          expected[k],
          RELATIVE,
          () -> {
            Parameter[] all =
                Stream.generate(() -> zeros(1)).limit(gradients.length).toArray(Parameter[]::new);
            step(
                make(all),
                DoubleStream.of(gradients)
                    .mapToObj(g -> new double[] {g})
                    .toArray(double[][]::new));
            return all[which].value().get(0);
          });
    }
    return this;
  }

  /** θ after each step on f(θ) = θ²/2 from 1. */
  Trial parabola(double... expected) {
    for (int t = 1; t <= expected.length; t++) {
      int steps = t;
      expect(
          "f(θ) = θ²/2 from 1, θ after step " + t,
          expected[t - 1],
          1e-5,
          () -> {
            Parameter p = zeros(1);
            p.value().fill(1);
            Optimizer adam = make(p);
            for (int i = 0; i < steps; i++) {
              step(adam, new double[] {p.value().get(0)});
            }
            return p.value().get(0);
          });
    }
    return this;
  }

  /** The largest distance to the library's Adam on random gradients. */
  Trial likeTheLibrary(int steps, int... sizes) {
    return expect(
        "%d steps, random gradients for parameters of %s elements, distance to moments.optim.Adam"
            .formatted(steps, Arrays.toString(sizes)),
        0,
        alpha * RELATIVE * steps,
        () -> {
          Parameter[] mine = IntStream.of(sizes).mapToObj(Trial::zeros).toArray(Parameter[]::new);
          Parameter[] theirs = IntStream.of(sizes).mapToObj(Trial::zeros).toArray(Parameter[]::new);
          Optimizer adam = make(mine);
          Optimizer library =
              new Adam(List.of(theirs), Schedule.constant(alpha), beta1, beta2, eps);
          Random random = new Random(8);
          double distance = 0;
          for (int t = 0; t < steps; t++) {
            double[][] g =
                IntStream.of(sizes)
                    .mapToObj(n -> random.doubles(n, -1, 2).toArray())
                    .toArray(double[][]::new);
            step(adam, g);
            step(library, g);
            for (int k = 0; k < sizes.length; k++) {
              Tensor apart = mine[k].value().minus(theirs[k].value());
              distance = Math.max(distance, apart.norm());
            }
          }
          return distance;
        });
  }

  /** The gradient after a step. */
  Trial gradientAfter(double expected, double gradient) {
    return expect(
        "gradient %s, the gradient after the step".formatted(number(gradient)),
        expected,
        RELATIVE,
        () -> {
          Parameter p = zeros(1);
          step(make(p), new double[] {gradient});
          return p.grad().get(0);
        });
  }

  /** Throws an AssertionError with every case, what was expected and got, and the hint. */
  void check() {
    if (!exercise.passed()) {
      throw new AssertionError(exercise.toString());
    }
  }

  private Trial expect(String input, double expected, double tolerance, DoubleSupplier got) {
    exercise.expect(settings + "; " + input, expected, got, tolerance);
    return this;
  }

  private Optimizer make(Parameter... parameters) {
    Class<?>[] types = {List.class, double.class, double.class, double.class, double.class};
    return Submission.make(
        Optimizer.class, "MyAdam", types, List.of(parameters), alpha, beta1, beta2, eps);
  }

  /** A step on {@code g}, the gradients of each parameter. */
  private static void step(Optimizer optimizer, double[]... g) {
    List<Parameter> parameters = parameters(optimizer);
    for (int k = 0; k < g.length; k++) {
      for (int i = 0; i < g[k].length; i++) {
        parameters.get(k).grad().set((float) g[k][i], i);
      }
    }
    Fault.locate("MyAdam", optimizer::step);
  }

  private static List<Parameter> parameters(Optimizer optimizer) {
    List<Parameter> parameters = new ArrayList<>();
    Fault.locate("MyAdam", () -> parameters.addAll(optimizer.parameters()));
    return parameters;
  }

  private static Parameter zeros(int size) {
    return new Parameter("theta", Tensor.zeros(size));
  }

  private static String number(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e6
        ? String.valueOf((long) x)
        : String.valueOf(x).replace(".0E", "e");
  }

  private static String numbers(double... all) {
    if (all.length > 4 && DoubleStream.of(all).distinct().count() == 1) {
      return "%s (%d times)".formatted(number(all[0]), all.length);
    }
    return DoubleStream.of(all).mapToObj(Trial::number).collect(Collectors.joining(", "));
  }
}
