package moments.lab;

/** {@code System.exit} in a cell becomes an error that says how to end the session. */
public final class Exit {
  private Exit() {}

  /** Thrown instead of ending the JVM, and with it every variable of the notebook. */
  static final class Refused extends Error {
    private static final long serialVersionUID = 1;

    Refused(String call) {
      super(
          "%s would end the kernel, and with it all variables. To leave the cell, return from a"
                  .formatted(call)
              + " method or throw an exception; to end the session, shut the kernel down from the"
              + " menu Kernel.");
    }
  }

  /** Called by cells for {@code System.exit(status)}. */
  public static void exit(int status) {
    throw new Refused("System.exit(%d)".formatted(status));
  }

  /** Called by cells for {@code runtime.exit(status)}. */
  public static void exit(Runtime runtime, int status) {
    throw new Refused("exit(%d)".formatted(status));
  }

  /** Called by cells for {@code runtime.halt(status)}. */
  public static void halt(Runtime runtime, int status) {
    throw new Refused("halt(%d)".formatted(status));
  }
}
