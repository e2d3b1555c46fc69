package moments.fetch;

import java.nio.file.Path;
import java.util.Optional;

/** Paths as users write them where no shell has expanded them: with ~ or $HOME in front. */
public final class UserPath {
  private UserPath() {}

  /**
   * The path {@code text}.
   *
   * @throws IllegalArgumentException if it is empty or names the home of another user
   */
  public static Path of(String text) {
    return of(text, home());
  }

  static Path of(String text, Path home) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("expected a folder, got an empty text");
    }
    String rest = text.replaceFirst("^(~|\\$HOME|\\$\\{HOME\\})(?=$|[/\\\\])", "");
    if (!rest.equals(text)) {
      return rest.length() > 1 ? home.resolve(rest.substring(1)) : home;
    }
    if (text.startsWith("~") || text.startsWith("$")) {
      throw new IllegalArgumentException(
          "expected a path, with ~ or $HOME for your home folder, got \"%s\"; for a folder of that"
                  .formatted(text)
              + " name write ./"
              + text);
    }
    return Path.of(text);
  }

  /** The home of the user, also where Java does not know it, as in some containers. */
  static Path home() {
    String known = System.getProperty("user.home", "?");
    String home = known.equals("?") || known.isBlank() ? System.getenv("HOME") : known;
    return Path.of(Optional.ofNullable(home).orElse(System.getProperty("java.io.tmpdir")));
  }
}
