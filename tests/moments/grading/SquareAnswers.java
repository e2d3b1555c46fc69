package moments.grading;

import moments.grading.child.Answers;
import moments.grading.child.StudentClasses;

/** Calls the class Square of a submission. */
public final class SquareAnswers implements Answers, SquareQuestions {
  /** What Square implements; a double array is passed as it is. */
  public interface Squaring {
    double square(int test, double x);

    double[] squares(double[] all);
  }

  private final StudentClasses student;

  public SquareAnswers(StudentClasses student) {
    this.student = student;
  }

  @Override
  public String[] signatureProblems() {
    return student.signatures("Square").is(Squaring.class).constructor().problems();
  }

  private Squaring make() {
    return student.make(Squaring.class, "Square", new Class<?>[0]);
  }

  @Override
  public double square(int test, double x) {
    return make().square(test, x);
  }

  @Override
  public double[] squares(double[] all) {
    return make().squares(all);
  }
}
