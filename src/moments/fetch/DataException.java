package moments.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipException;
import org.apache.commons.io.function.IORunnable;

/** Data that cannot be used or stored; the message says what to do about it. */
public final class DataException extends RuntimeException {
  DataException(String message) {
    super(message);
  }

  static DataException cannotWrite(Path path, IOException cause) {
    String reason = reason(cause);
    String advice =
        cause instanceof AccessDeniedException
            ? "change its permissions or "
            : reason.matches(".*([Ss]pace|[Qq]uota).*") ? "free some space there or " : "";
    return new DataException(
        "Cannot write %s (%s); %suse another data folder".formatted(path, reason, advice));
  }

  /** Runs what writes {@code path}; a failure is an error, as no other source would help. */
  static void writing(Path path, IORunnable write) {
    try {
      write.run();
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  /** What went wrong, in a few words and without the path, which the message has anyway. */
  static String reason(IOException e) {
    String kind = e.getClass().getSimpleName();
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException file) {
      return Objects.requireNonNullElse(file.getReason(), kind);
    }
    if (e instanceof EOFException || e instanceof ZipException) {
      return "the archive is damaged or not whole (%s)".formatted(e.getMessage());
    }
    return e.getClass() == IOException.class
        ? String.valueOf(e.getMessage())
        : kind + ": " + e.getMessage();
  }
}
