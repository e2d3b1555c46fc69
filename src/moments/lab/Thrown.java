package moments.lab;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jdk.jshell.spi.ExecutionControl.ResolutionException;
import jdk.jshell.spi.ExecutionControl.RunException;
import jdk.jshell.spi.ExecutionControl.UserException;
import jdk.jshell.spi.SPIResolutionException;

/** What code of a cell has thrown, in the form that JShell takes; its methods may throw in turn. */
final class Thrown {
  private static final int MOST_CAUSES = 10;
  private static final StackTraceElement[] NO_FRAMES = {};

  private Thrown() {}

  /** {@code thrown} with its causes. */
  static RunException asRunException(Throwable thrown) {
    return converted(thrown, MOST_CAUSES);
  }

  private static RunException converted(Throwable thrown, int causesLeft) {
    RunException exception =
        thrown instanceof SPIResolutionException missing
            ? new ResolutionException(missing.id(), frames(thrown))
            : new UserException(message(thrown), thrown.getClass().getName(), frames(thrown));
    Optional<Throwable> cause =
        guarded(() -> Optional.ofNullable(thrown.getCause()), Optional.empty());
    if (cause.isPresent() && causesLeft > 0) {
      exception.initCause(converted(cause.get(), causesLeft - 1));
    }
    return exception;
  }

  private static String message(Throwable thrown) {
    String broken = "(its getMessage() fails)";
    return guarded(() -> Objects.requireNonNullElse(thrown.getMessage(), ""), broken);
  }

  private static StackTraceElement[] frames(Throwable thrown) {
    StackTraceElement[] raw =
        guarded(() -> Objects.requireNonNull(thrown.getStackTrace()), NO_FRAMES);
    return Stream.of(raw).map(Thrown::withFile).toArray(StackTraceElement[]::new);
  }

  /** JShell of JDK 17 fails on a frame without a file. */
  private static StackTraceElement withFile(StackTraceElement frame) {
    return frame.getFileName() != null
        ? frame
        : new StackTraceElement(
            frame.getClassName(), frame.getMethodName(), "<none>", frame.getLineNumber());
  }

  private static <T> T guarded(Supplier<T> method, T instead) {
    try {
      return method.get();
    } catch (Throwable e) {
      return instead;
    }
  }
}
