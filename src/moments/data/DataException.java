package moments.data;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.commons.io.function.IORunnable;

/** Data that cannot be used or stored; the message says what to do about it. */
public final class DataException extends RuntimeException {
  DataException(String message) {
    super(message);
  }

  static DataException cannotWrite(Path path, IOException cause) {
    return new DataException(
        "Cannot write %s (%s); free space there or choose another folder with --data or MOMENTS_HOME"
            .formatted(path, reason(cause)));
  }

  /** Does what writes {@code path}; where that fails, no other source of the data can mend it. */
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
    if (e instanceof FileSystemException file) {
      return Objects.requireNonNullElse(file.getReason(), kind);
    }
    return e.getClass() == IOException.class
        ? String.valueOf(e.getMessage())
        : kind + ": " + e.getMessage();
  }
}
