package assignment;

import java.util.Arrays;

/** What a learner's code threw, with the line; as text it is for a report. */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1;

  private Fault(Throwable cause) {
    super(cause);
  }

  /** Runs {@code code} of the class {@code name}; turns whatever it throws into a Fault. */
  public static void locate(String name, Runnable code) {
    try {
      code.run();
    } catch (Throwable e) {
      Fault fault = new Fault(e);
      fault.setStackTrace(
          Arrays.stream(e.getStackTrace())
              .filter(frame -> frame.getClassName().equals(name))
              .limit(1)
              .toArray(StackTraceElement[]::new));
      throw fault;
    }
  }

  @Override
  public String toString() {
    String where =
        Arrays.stream(getStackTrace())
            .map(frame -> " in line " + frame.getLineNumber())
            .findFirst()
            .orElse("");
    return getCause() + where;
  }
}
