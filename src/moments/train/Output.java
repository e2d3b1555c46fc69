package moments.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import moments.checkpoint.DurableFile;

/** Result files that appear whole or not at all. */
public final class Output {
  private Output() {}

  /**
   * Writes {@code text} as UTF-8; creates parent folders. On failure {@code file} keeps its
   * content.
   *
   * @throws UncheckedIOException with the path, the reason and what to do
   */
  public static void write(Path file, String text) {
    try {
      DurableFile.write(file, text.getBytes(UTF_8));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** The exception for a {@code file} that could not be written: it says why and what to do. */
  public static UncheckedIOException failure(Path file, IOException e) {
    return new UncheckedIOException(
        "Cannot write %s: %schoose another folder".formatted(file, why(file, e)), e);
  }

  /** The exception for a {@code file} that is there and could not be read. */
  public static UncheckedIOException unreadable(Path file, IOException e) {
    return new UncheckedIOException(
        "Cannot read %s (%s); make it readable, or choose another folder".formatted(file, e), e);
  }

  private static String why(Path file, IOException e) {
    Path absolute = file.toAbsolutePath();
    Optional<Path> link =
        Stream.iterate(absolute, Objects::nonNull, Path::getParent)
            .filter(place -> Files.isSymbolicLink(place) && Files.notExists(place))
            .findFirst();
    if (link.isPresent()) {
      return link.get() + " is a link to what is not there; make or mount that, or ";
    }
    Optional<Path> nearest =
        Stream.iterate(absolute.getParent(), Objects::nonNull, Path::getParent)
            .filter(Files::exists)
            .findFirst();
    if (nearest.isEmpty()) {
      return "there is no %s; ".formatted(absolute.getRoot());
    }
    Path existing = nearest.get();
    if (!Files.isDirectory(existing)) {
      return existing + " is a file, not a folder; move it away or ";
    }
    if (Files.isDirectory(file)) {
      return "it is a folder, not a file; move it away or ";
    }
    if (e instanceof AccessDeniedException) {
      boolean itself = Files.exists(file) && !Files.isWritable(file);
      return (itself ? "it" : existing) + " is not writable; change its permissions or ";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    String known = Objects.requireNonNullElse(reason, "the system refuses it");
    String advice =
        known.matches(".*([Ss]pace|[Qq]uota).*")
            ? "free some space or "
            : known.contains("not permitted") ? "lift its protection or " : "";
    return known + "; " + advice;
  }
}
