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
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.io.FileUtils;
import org.apache.commons.io.file.PathUtils;

/**
 * Files that are on the disk whole or not at all, even if the power fails or another process writes
 * them at the same time.
 */
public final class DurableFile {
  /** What follows the name of a file that is half-written. */
  static final String PART = "\\.[\\da-f-]{36}\\.part";

  /** Who has not written for so long was killed. */
  private static final Duration STALE = Duration.ofHours(1);

  private DurableFile() {}

  /**
   * Writes a file beside {@code file}, waits for the disk, and renames it; creates parent folders.
   * On failure {@code file} keeps its content.
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path target = file.toAbsolutePath();
    write(target, Path.of("%s.%s.part".formatted(target, UUID.randomUUID())), bytes);
  }

  /** Writes it by way of {@code part}. */
  static void write(Path target, Path part, byte[] bytes) throws IOException {
    try {
      PathUtils.createParentDirectories(part);
      removeStaleParts(target);
      // Its exceptions say why it fails; those of the stream do not.
      Files.newByteChannel(part, CREATE, WRITE).close();
      // A stream, as an interrupt would close a channel half-way.
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
    Pattern part = Pattern.compile(Pattern.quote(String.valueOf(target.getFileName())) + PART);
    long limit = System.currentTimeMillis() - STALE.toMillis();
    DirectoryStream.Filter<Path> stale =
        path ->
            part.matcher(String.valueOf(path.getFileName())).matches()
                && path.toFile().lastModified() < limit;
    try (var parts = Files.newDirectoryStream(target.resolveSibling(""), stale)) {
      parts.forEach(left -> FileUtils.deleteQuietly(left.toFile()));
    }
  }
}
