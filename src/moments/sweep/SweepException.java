package moments.sweep;

/** A sweep that cannot be run or reported; the message says what to do. */
public final class SweepException extends RuntimeException {
  SweepException(String message) {
    super(message);
  }

  SweepException(String message, Throwable cause) {
    super(message, cause);
  }
}
