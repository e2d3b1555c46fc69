package moments.grading.child;

/**
 * Answers the questions of an assignment's tests by calling the submission; a public class with a
 * constructor that takes {@link StudentClasses}.
 *
 * <p>It runs beside the submission, so it knows neither what is expected nor what it is worth.
 */
public interface Answers {
  /** What of the submission's signatures is not as in the starter; empty if all is. */
  String[] signatureProblems();
}
