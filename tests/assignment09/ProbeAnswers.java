package assignment09;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import moments.explore.Probe;
import moments.grading.child.Answers;
import moments.grading.child.StudentClasses;

/** Has the tests of a submission write down what they want; no Adam is anywhere near. */
public final class ProbeAnswers implements Answers, ProbeQuestions {
  private static final String NAME = "AdamTests";
  private static final Class<?>[] PARAMETERS = {Probe.class};

  private final StudentClasses student;

  /** Answers by {@code student}. */
  public ProbeAnswers(StudentClasses student) {
    this.student = student;
  }

  @Override
  public String[] signatureProblems() {
    return student.signatures(NAME).is(Object.class).problems();
  }

  @Override
  public String[] tests() {
    try {
      return Arrays.stream(student.loadClass(NAME).getDeclaredMethods())
          .filter(ProbeAnswers::isTest)
          .map(Method::getName)
          .sorted()
          .toArray(String[]::new);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the signatures were checked", e);
    }
  }

  private static boolean isTest(Method method) {
    return Modifier.isStatic(method.getModifiers())
        && method.getReturnType() == void.class
        && Arrays.equals(method.getParameterTypes(), PARAMETERS);
  }

  @Override
  public double[][][] record(String test) {
    Probe probe = new Probe();
    student.call(NAME, test, PARAMETERS, probe);
    double[][][] expectations = {probe.expectations()};
    return Stream.concat(Stream.of(expectations), Stream.of(probe.runs()))
        .toArray(double[][][]::new);
  }
}
