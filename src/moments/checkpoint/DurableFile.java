package moments.checkpoint;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.io.FileUtils;
import org.apache.commons.io.file.PathUtils;

/** Files that are on the disk whole or not at all, even if the power fails. */
public final class DurableFile {
  /** What follows the name of a file that is half-written: the process that writes it. */
  static final String PART = "\\.\\d{1,18}\\.part";

  private DurableFile() {}

  /**
   * Writes a file beside {@code file}, waits for the disk, and renames it; creates parent folders.
   * On failure {@code file} keeps its content.
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path target = file.toAbsolutePath();
    Path part = Path.of("%s.%s.part".formatted(target, ProcessHandle.current().pid()));
    try {
      PathUtils.createParentDirectories(part);
      removeStaleParts(target);
      Files.newByteChannel(part, CREATE, WRITE).close(); // It tells better why it cannot.
      // Not a channel: an interrupt would close it half-way.
      try (FileOutputStream out = new FileOutputStream(part.toFile())) {
        out.write(bytes);
        out.getFD().sync();
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      sync(target.resolveSibling(""));
    } finally {
      FileUtils.deleteQuietly(part.toFile());
    }
  }

  /** Makes the new name last; some systems cannot, and do so by themselves. */
  private static void sync(Path folder) {
    try (FileChannel names = FileChannel.open(folder, READ)) {
      names.force(true);
    } catch (IOException e) {
      // As on Windows, where a folder cannot be opened.
    }
  }

  /** Removes what killed processes have left half-written beside {@code target}. */
  private static void removeStaleParts(Path target) throws IOException {
    String name = String.valueOf(target.getFileName());
    DirectoryStream.Filter<Path> stale = path -> isStalePart(path, name);
    try (var parts = Files.newDirectoryStream(target.resolveSibling(""), stale)) {
      parts.forEach(part -> FileUtils.deleteQuietly(part.toFile()));
    }
  }

  private static boolean isStalePart(Path path, String target) {
    String name = String.valueOf(path.getFileName());
    if (!name.startsWith(target)) {
      return false;
    }
    String rest = name.substring(target.length());
    return rest.matches(PART)
        && ProcessHandle.of(Long.parseLong(rest.replaceAll("\\D", ""))).isEmpty();
  }
}
