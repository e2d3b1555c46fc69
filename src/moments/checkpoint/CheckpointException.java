package moments.checkpoint;

/** A checkpoint that cannot be used; the message says why. */
public final class CheckpointException extends RuntimeException {
  /** One whose message says what is wrong and, where there is something, what to do. */
  public CheckpointException(String message) {
    super(message);
  }
}
