package moments.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.commons.io.file.PathUtils;

/** Result files that appear whole or not at all. */
public final class Output {
  private Output() {}

  /**
   * Writes {@code text} as UTF-8 to a file beside {@code file} and then replaces {@code file} in
   * one step; creates parent folders. On failure {@code file} keeps its content.
   *
   * @throws UncheckedIOException with the path, the reason and what to do
   */
  public static void write(Path file, String text) {
    Path target = file.toAbsolutePath();
    Path part = Path.of(target + "." + ProcessHandle.current().pid() + ".part");
    try {
      PathUtils.createParentDirectories(part);
      removeStaleParts(target);
      Files.writeString(part, text);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failure(file, e);
    } finally {
      FileUtils.deleteQuietly(part.toFile());
    }
  }

  /** The exception for a {@code file} that could not be written: it says why and what to do. */
  public static UncheckedIOException failure(Path file, IOException e) {
    return new UncheckedIOException(
        "Cannot write %s: %schoose another folder".formatted(file, why(file, e)), e);
  }

  private static String why(Path file, IOException e) {
    Path existing =
        Stream.iterate(file.toAbsolutePath(), Path::getParent)
            .skip(1)
            .filter(Files::exists)
            .findFirst()
            .orElseThrow();
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

  /** Removes what killed processes have left half-written beside {@code target}. */
  private static void removeStaleParts(Path target) throws IOException {
    String prefix = target.getFileName() + ".";
    DirectoryStream.Filter<Path> stale = path -> isStalePart(path, prefix);
    try (var parts = Files.newDirectoryStream(target.resolveSibling(""), stale)) {
      parts.forEach(part -> FileUtils.deleteQuietly(part.toFile()));
    }
  }

  private static boolean isStalePart(Path path, String prefix) {
    String name = String.valueOf(path.getFileName());
    if (!name.startsWith(prefix)) {
      return false;
    }
    String rest = name.substring(prefix.length());
    return rest.matches("\\d{1,18}\\.part")
        && ProcessHandle.of(Long.parseLong(rest.replace(".part", ""))).isEmpty();
  }
}
