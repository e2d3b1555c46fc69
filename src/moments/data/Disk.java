package moments.data;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Writing, with a clear {@link DataException} where it fails. */
final class Disk {
  private static final int BUFFER = 1 << 16;

  private Disk() {}

  /**
   * Writes all of {@code in} to {@code file} and reports the size of each piece.
   *
   * @throws IOException if reading fails; what came before is written
   */
  static void write(InputStream in, Path file, IntConsumer progress, OpenOption... options)
      throws IOException {
    try (OutputStream out = open(file, options)) {
      byte[] buffer = new byte[BUFFER];
      int n;
      while ((n = in.read(buffer)) > 0) {
        try {
          out.write(buffer, 0, n);
        } catch (IOException e) {
          throw DataException.cannotWrite(file, e);
        }
        progress.accept(n);
      }
    }
  }

  private static OutputStream open(Path file, OpenOption... options) {
    try {
      return Files.newOutputStream(file, options);
    } catch (IOException e) {
      throw DataException.cannotWrite(file, e);
    }
  }

  static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw DataException.cannotWrite(folder, e);
    }
  }

  /** Moves a file or folder within a disk; others see either nothing of it or all. */
  static void move(Path from, Path to) {
    try {
      Files.move(from, to, ATOMIC_MOVE);
    } catch (IOException e) {
      throw DataException.cannotWrite(to, e);
    }
  }

  /** Deletes a file, or a folder with all in it, if it is there. */
  static void delete(Path path) {
    if (Files.notExists(path)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(path)) {
      List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw DataException.cannotWrite(path, e);
    }
  }
}
