package moments.grading;

/** A run that cannot begin; the message says what to change. */
public final class GradingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public GradingException(String message) {
    super(message);
  }
}
