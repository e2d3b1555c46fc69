package assignment02;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import moments.grading.child.Answers;
import moments.grading.child.StudentClasses;
import moments.nn.Layer;
import moments.nn.Parameter;
import moments.tensor.Tensor;

/** Calls a submission's Difference, GradientCheck and LinearRelu. */
public final class GradientAnswers implements Answers, GradientQuestions {
  private static final Class<?>[] CENTRAL = {
    ToDoubleFunction.class, double[].class, int.class, double.class
  };
  private static final Class<?>[] ERROR = {double.class, double.class};
  private static final Class<?>[] WORST = {
    ToDoubleFunction.class, double[].class, double[].class, double.class
  };
  private static final Class<?>[] PASSES = {ToDoubleFunction.class, double[].class, double[].class};
  private static final Class<?>[] SIZES = {int.class, int.class};

  private final StudentClasses student;

  /** Answers by {@code student}. */
  public GradientAnswers(StudentClasses student) {
    this.student = student;
  }

  /**
   * A loss whose slopes are known: {@code L = Σ aᵢθᵢ + bᵢθᵢ² + cᵢθᵢ³ + d·Σ θᵢθᵢ₊₁}.
   *
   * @param abcd the rows a, b, c and the single d
   */
  public record Cubic(double[][] abcd) implements ToDoubleFunction<double[]> {
    @Override
    public double applyAsDouble(double[] theta) {
      double sum = 0;
      for (int i = 0; i < theta.length; i++) {
        double x = theta[i];
        sum += x * (abcd[0][i] + x * (abcd[1][i] + x * abcd[2][i]));
        sum += i == 0 ? 0 : abcd[3][0] * theta[i - 1] * x;
      }
      return sum;
    }
  }

  @Override
  public String[] signatureProblems() {
    return Stream.of(
            student.signatures("Difference").method(double.class, "central", CENTRAL),
            student
                .signatures("GradientCheck")
                .method(double.class, "relativeError", ERROR)
                .method(double.class, "worst", WORST)
                .method(boolean.class, "passes", PASSES),
            student.signatures("LinearRelu").is(Layer.class).constructor(SIZES))
        .flatMap(signatures -> Arrays.stream(signatures.problems()))
        .toArray(String[]::new);
  }

  @Override
  public double central(double[][] loss, double[] theta, int i, double h) {
    return (double) student.call("Difference", "central", CENTRAL, new Cubic(loss), theta, i, h);
  }

  @Override
  public double[] thetaAfterCentral(double[][] loss, double[] theta, int i, double h) {
    central(loss, theta, i, h);
    return theta;
  }

  @Override
  public double relativeError(double a, double n) {
    return (double) student.call("GradientCheck", "relativeError", ERROR, a, n);
  }

  @Override
  public double worst(double[][] loss, double[] theta, double[] gradient, double h) {
    return (double)
        student.call("GradientCheck", "worst", WORST, new Cubic(loss), theta, gradient, h);
  }

  @Override
  public boolean passes(double[][] loss, double[] theta, double[] gradient) {
    return (boolean)
        student.call("GradientCheck", "passes", PASSES, new Cubic(loss), theta, gradient);
  }

  @Override
  public double[][] backward(double[] w, double[] b, double[] x, double[] dy, int times) {
    int out = b.length;
    int in = w.length / out;
    int examples = x.length / in;
    Layer layer = student.make(Layer.class, "LinearRelu", SIZES, in, out);
    List<Parameter> parameters = layer.parameters();
    parameters.get(0).value().set(tensor(w, out, in));
    parameters.get(1).value().set(tensor(b, out));
    Tensor dx = Layer.NOTHING;
    for (int time = 0; time < times; time++) {
      layer.forward(tensor(x, examples, in));
      dx = layer.backward(tensor(dy, examples, out));
    }
    return new double[][] {
      doubles(dx), doubles(parameters.get(0).grad()), doubles(parameters.get(1).grad())
    };
  }

  private static Tensor tensor(double[] values, int... shape) {
    float[] data = new float[values.length];
    for (int k = 0; k < data.length; k++) {
      data[k] = (float) values[k];
    }
    return Tensor.of(data, shape);
  }

  private static double[] doubles(Tensor tensor) {
    double[] values = new double[tensor.size()];
    Arrays.setAll(values, k -> tensor.data()[k]);
    return values;
  }
}
