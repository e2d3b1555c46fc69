package moments.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import moments.grading.Sandbox.Level;
import moments.grading.child.Wire.Request;

/**
 * Tries which sandbox works here, the strongest first.
 *
 * @param sandbox that works
 * @param shortfalls why the stronger ones do not
 */
record Probe(Sandbox sandbox, List<String> shortfalls) {
  /** The strongest sandbox that can start {@code classes}. */
  static Probe of(ChildClasses classes, Limits limits) {
    List<String> shortfalls = new ArrayList<>();
    for (Level level : Stream.of(Level.values()).sorted(Comparator.reverseOrder()).toList()) {
      Sandbox sandbox = new Sandbox(level, limits);
      Optional<String> failure = missing(level).or(() -> failure(sandbox, classes));
      if (failure.isEmpty()) {
        return new Probe(sandbox, shortfalls);
      }
      shortfalls.add(failure.get());
    }
    throw new IllegalStateException("No JVM can be started: " + String.join("; ", shortfalls));
  }

  private static Optional<String> missing(Level level) {
    return switch (level) {
      case STRONG -> isThere("bwrap") ? Optional.empty() : Optional.of("there is no bubblewrap");
      case USER ->
          Sandbox.isRoot() && isThere("setpriv")
              ? Optional.empty()
              : Optional.of("only root can start it as another user");
      case PLAIN -> Optional.empty();
    };
  }

  private static boolean isThere(String program) {
    return Files.isExecutable(Path.of("/usr/bin", program));
  }

  private static Optional<String> failure(Sandbox sandbox, ChildClasses classes) {
    try (ChildJvm child = Student.start(sandbox, classes, 0)) {
      try {
        child.ask(sandbox.limits().start(), Request.LOAD, new String[0], new byte[0][], "");
        return Optional.empty();
      } catch (CallFailure e) {
        String said = Text.shown(child.printed()).strip().replace('\n', ' ');
        return Optional.of("%s does not work here: \"%s\"".formatted(name(sandbox), said));
      }
    } catch (IOException e) {
      return Optional.of("%s cannot be started (%s)".formatted(name(sandbox), e.getMessage()));
    }
  }

  private static String name(Sandbox sandbox) {
    return switch (sandbox.level()) {
      case STRONG -> "bubblewrap";
      case USER -> "setpriv";
      case PLAIN -> "Java";
    };
  }

  @Override
  public String toString() {
    return sandbox.level()
        + (shortfalls.isEmpty() ? "" : " (%s)".formatted(String.join("; ", shortfalls)));
  }
}
