package moments.grading;

/** A question that a submission has not answered; the message tells its author why. */
public final class CallFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** How it came to that. */
  enum Kind {
    THREW,
    CRASHED,
    TIME_OUT
  }

  private final Kind kind;

  CallFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** Whether the submission threw something, and can be asked on. */
  public boolean isThrown() {
    return kind == Kind.THREW;
  }
}
