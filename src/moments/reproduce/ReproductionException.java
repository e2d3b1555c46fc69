package moments.reproduce;

/** An experiment that cannot be done; the message says what to do. */
public final class ReproductionException extends RuntimeException {
  ReproductionException(String message) {
    super(message);
  }
}
