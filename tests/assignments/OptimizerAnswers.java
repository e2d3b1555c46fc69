package assignments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import moments.grading.child.Answers;
import moments.grading.child.StudentClasses;
import moments.nn.Parameter;
import moments.optim.Optimizer;
import moments.tensor.Tensor;

/** Has a submission's optimizers take steps. */
public abstract class OptimizerAnswers implements Answers, OptimizerQuestions {
  private final StudentClasses student;
  private final Map<String, Integer> types;

  /**
   * Answers by {@code student}.
   *
   * @param types the classes, and how many settings each takes after the parameters
   */
  protected OptimizerAnswers(StudentClasses student, Map<String, Integer> types) {
    this.student = student;
    this.types = new TreeMap<>(types);
  }

  @Override
  public String[] signatureProblems() {
    return types.entrySet().stream()
        .flatMap(type -> Arrays.stream(problems(type.getKey(), type.getValue())))
        .toArray(String[]::new);
  }

  private String[] problems(String type, int settings) {
    return student
        .signatures(type)
        .is(Optimizer.class)
        .constructor(constructor(settings))
        .problems();
  }

  @Override
  public double[][] steps(
      String type, double[] settings, int[] sizes, double[] start, double[][] gradients) {
    List<Parameter> parameters = parameters(sizes);
    Optimizer optimizer = make(type, settings, parameters);
    set(parameters, start, false);
    double[][] path = new double[gradients.length][];
    for (int t = 0; t < gradients.length; t++) {
      set(parameters, gradients[t], true);
      optimizer.step();
      path[t] = values(parameters, Parameter::value, start.length);
    }
    return path;
  }

  @Override
  public double[] descend(String type, double[] settings, double start, int count) {
    List<Parameter> parameters = parameters(1);
    Optimizer optimizer = make(type, settings, parameters);
    Tensor theta = parameters.get(0).value();
    theta.fill((float) start);
    double[] path = new double[count];
    for (int t = 0; t < count; t++) {
      parameters.get(0).grad().fill(theta.get(0));
      optimizer.step();
      path[t] = theta.get(0);
    }
    return path;
  }

  @Override
  public double changeOfGradients(
      String type, double[] settings, int[] sizes, double[][] gradients) {
    List<Parameter> parameters = parameters(sizes);
    Optimizer optimizer = make(type, settings, parameters);
    double most = 0;
    for (double[] all : gradients) {
      set(parameters, all, true);
      optimizer.step();
      double[] after = values(parameters, Parameter::grad, all.length);
      for (int i = 0; i < all.length; i++) {
        most = Math.max(most, Math.abs(after[i] - (float) all[i]));
      }
    }
    return most;
  }

  private Optimizer make(String type, double[] settings, List<Parameter> parameters) {
    Object[] arguments = new Object[1 + settings.length];
    Arrays.setAll(arguments, i -> i == 0 ? parameters : (Object) settings[i - 1]);
    return student.make(Optimizer.class, type, constructor(settings.length), arguments);
  }

  private static Class<?>[] constructor(int settings) {
    Class<?>[] types = new Class<?>[1 + settings];
    Arrays.fill(types, double.class);
    types[0] = List.class;
    return types;
  }

  private static List<Parameter> parameters(int... sizes) {
    List<Parameter> parameters = new ArrayList<>();
    for (int size : sizes) {
      parameters.add(new Parameter("theta" + parameters.size(), Tensor.zeros(size)));
    }
    return List.copyOf(parameters);
  }

  private static void set(List<Parameter> parameters, double[] all, boolean gradients) {
    int at = 0;
    for (Parameter p : parameters) {
      float[] data = (gradients ? p.grad() : p.value()).data();
      for (int i = 0; i < data.length; i++) {
        data[i] = (float) all[at++];
      }
    }
  }

  private static double[] values(
      List<Parameter> parameters, Function<Parameter, Tensor> what, int count) {
    double[] all = new double[count];
    int at = 0;
    for (Parameter p : parameters) {
      for (float value : what.apply(p).data()) {
        all[at++] = value;
      }
    }
    return all;
  }
}
