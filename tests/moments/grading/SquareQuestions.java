package moments.grading;

/** What {@link SquareExam} asks. */
public interface SquareQuestions {
  /** x² by the submission, in the test with number {@code test}. */
  double square(int test, double x);

  /** The squares of all. */
  double[] squares(double[] all);
}
