package moments.grading.child;

/**
 * Answers the questions of an assignment's tests by calling the submission; a public class with a
 * constructor that takes {@link StudentClasses}.
 *
 * <p>It runs beside the submission, so it knows neither what is expected nor what it is worth.
 */
public interface Answers {
  /** How the submission's signatures differ from those of the starter; empty if they do not. */
  String[] signatureProblems();
}
