package moments.grading;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.io.FileUtils;

/**
 * A temporary folder, which may have the solution in it: gone when it is closed, when the program
 * is interrupted, and, if that was killed, when the next one begins.
 */
final class WorkFolder implements AutoCloseable {
  private static final String PREFIX = "moments-grading-";

  /** Locked as long as its program runs, so that others know whether it still does. */
  private static final String LOCK = ".lock";

  private static final Set<WorkFolder> OPEN = ConcurrentHashMap.newKeySet();
  private static boolean swept;

  static {
    Ending.atEnd(() -> OPEN.forEach(WorkFolder::close));
  }

  private final Path path;
  private final FileChannel lock;

  private WorkFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
    OPEN.add(this);
  }

  /** An empty one, for this user only. */
  static synchronized WorkFolder create() throws IOException {
    while (true) {
      Path path = Files.createTempDirectory(PREFIX);
      Optional<FileChannel> lock = tryLock(path);
      if (lock.isPresent()) { // Else another program has just swept it away.
        WorkFolder folder = new WorkFolder(path, lock.get());
        sweep(path);
        return folder;
      }
    }
  }

  private static Optional<FileChannel> tryLock(Path folder) throws IOException {
    Path file = folder.resolve(LOCK);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null && Files.exists(file)) {
        return Optional.of(channel);
      }
      channel.close();
    } catch (NoSuchFileException e) {
      // The folder is gone.
    }
    return Optional.empty();
  }

  /** Deletes what this user's killed programs have left beside {@code mine}; once will do. */
  private static void sweep(Path mine) throws IOException {
    if (swept) {
      return;
    }
    swept = true;
    UserPrincipal user = Files.getOwner(mine);
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(mine.resolveSibling(""), PREFIX + "*")) {
      for (Path folder : all) {
        // A second channel to a lock of this program's own would end that lock.
        if (OPEN.stream().noneMatch(open -> open.path.equals(folder)) && isOf(user, folder)) {
          Optional<FileChannel> lock = tryLock(folder);
          if (lock.isPresent()) {
            new WorkFolder(folder, lock.get()).close();
          }
        }
      }
    }
  }

  private static boolean isOf(UserPrincipal user, Path folder) throws IOException {
    try {
      return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(user);
    } catch (NoSuchFileException e) {
      return false; // Its program has just deleted it.
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    FileUtils.deleteQuietly(path.toFile());
    try {
      lock.close();
    } catch (IOException e) {
      // It ends with the program.
    }
    FileUtils.deleteQuietly(path.toFile()); // Windows deletes no open file.
    OPEN.remove(this);
  }
}
