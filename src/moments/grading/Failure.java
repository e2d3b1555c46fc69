package moments.grading;

/** A test that failed; of a hidden one, its author sees the hint only. */
public final class Failure extends AssertionError {
  private static final long serialVersionUID = 1;

  private final String hint;

  /**
   * A failure.
   *
   * @param message input, expected, got
   * @param hint what to look at, without giving the input away
   */
  public Failure(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  String hint() {
    return hint;
  }
}
