package moments.lab;

/** Jupyter cannot be had or started; the message says what is missing and what to do. */
public final class JupyterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With words for the reader of a terminal. */
  JupyterException(String message) {
    super(message);
  }
}
