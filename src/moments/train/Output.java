package moments.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
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
   * Makes {@code folder} if need be and tries to write there, so that a bad one shows before hours
   * of training and not after.
   *
   * @throws UncheckedIOException if nothing can be written there; the message says what to do
   */
  public static void prepare(Path folder) {
    Path probe = folder.resolve(".probe");
    write(probe, "");
    FileUtils.deleteQuietly(probe.toFile());
  }

  /**
   * Writes {@code text} as UTF-8 beside {@code file} and moves it there in one step; parent folders
   * are made, and on failure whatever {@code file} held before stays.
   *
   * @throws UncheckedIOException with the path, the reason and what to do
   */
  public static void write(Path file, String text) {
    Path target = file.toAbsolutePath();
    Path part = Path.of(target + "." + ProcessHandle.current().pid() + ".part");
    try {
      PathUtils.createParentDirectories(part);
      Files.writeString(part, text);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failure(file, e);
    } finally {
      FileUtils.deleteQuietly(part.toFile());
    }
  }

  private static UncheckedIOException failure(Path file, IOException e) {
    Path existing =
        Stream.iterate(file.toAbsolutePath(), Path::getParent)
            .skip(1)
            .filter(Files::exists)
            .findFirst()
            .orElseThrow();
    String why;
    if (!Files.isDirectory(existing)) {
      why = existing + " is a file, not a folder; move it away";
    } else if (e instanceof AccessDeniedException) {
      why = existing + " is not writable; change its permissions";
    } else {
      String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
      reason = Objects.requireNonNullElse(reason, "the system refuses it");
      why = reason + "; " + (reason.contains("space") ? "free some space" : "mend that");
    }
    return new UncheckedIOException(
        "Cannot write %s: %s or choose another output folder (--out)".formatted(file, why), e);
  }
}
