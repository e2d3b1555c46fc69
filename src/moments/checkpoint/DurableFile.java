package moments.checkpoint;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are on the disk whole or not at all, even if the power fails. */
final class DurableFile {
  static final String PART = ".part";

  private DurableFile() {}

  /** Writes a file beside {@code file}, waits for the disk, and renames it. */
  static void write(Path file, byte[] bytes) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + PART);
    try {
      // Not a channel: an interrupt would close it half-way.
      try (FileOutputStream out = new FileOutputStream(part.toFile())) {
        out.write(bytes);
        out.getFD().sync();
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      sync(file.resolveSibling("").toAbsolutePath());
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Makes the new name last; some systems cannot, and do so by themselves. */
  private static void sync(Path folder) {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException e) {
      // As on Windows, where a folder cannot be opened.
    }
  }
}
