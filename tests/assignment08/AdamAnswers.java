package assignment08;

import java.util.ArrayList;
import java.util.List;
import moments.grading.child.Answers;
import moments.grading.child.StudentClasses;
import moments.nn.Parameter;
import moments.optim.Optimizer;
import moments.tensor.Tensor;

/** Has a submission's MyAdam take steps. */
public final class AdamAnswers implements Answers, AdamQuestions {
  private static final Class<?>[] CONSTRUCTOR = {
    List.class, double.class, double.class, double.class, double.class
  };

  private final StudentClasses student;

  /** Answers by {@code student}. */
  public AdamAnswers(StudentClasses student) {
    this.student = student;
  }

  @Override
  public String[] signatureProblems() {
    return student.signatures("MyAdam").is(Optimizer.class).constructor(CONSTRUCTOR).problems();
  }

  @Override
  public double[][] steps(double[] settings, int[] sizes, double[] start, double[][] gradients) {
    List<Parameter> parameters = parameters(sizes);
    Optimizer adam = make(settings, parameters);
    set(parameters, start, false);
    double[][] path = new double[gradients.length][];
    for (int t = 0; t < gradients.length; t++) {
      set(parameters, gradients[t], true);
      adam.step();
      path[t] = values(parameters, start.length);
    }
    return path;
  }

  @Override
  public double[] descend(double[] settings, double start, int count) {
    List<Parameter> parameters = parameters(1);
    Optimizer adam = make(settings, parameters);
    Tensor theta = parameters.get(0).value();
    theta.fill((float) start);
    double[] path = new double[count];
    for (int t = 0; t < count; t++) {
      parameters.get(0).grad().fill(theta.get(0));
      adam.step();
      path[t] = theta.get(0);
    }
    return path;
  }

  @Override
  public double gradientAfterStep(double[] settings, double gradient) {
    List<Parameter> parameters = parameters(1);
    Optimizer adam = make(settings, parameters);
    parameters.get(0).grad().fill((float) gradient);
    adam.step();
    return parameters.get(0).grad().get(0);
  }

  private Optimizer make(double[] settings, List<Parameter> parameters) {
    return student.make(
        Optimizer.class,
        "MyAdam",
        CONSTRUCTOR,
        parameters,
        settings[0],
        settings[1],
        settings[2],
        settings[3]);
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

  private static double[] values(List<Parameter> parameters, int count) {
    double[] all = new double[count];
    int at = 0;
    for (Parameter p : parameters) {
      for (float value : p.value().data()) {
        all[at++] = value;
      }
    }
    return all;
  }
}
