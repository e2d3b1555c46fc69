package moments.lab;

/** Jupyter cannot be found, installed or started; the message says what to do. */
public final class JupyterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With a message for the terminal. */
  JupyterException(String message) {
    super(message);
  }
}
