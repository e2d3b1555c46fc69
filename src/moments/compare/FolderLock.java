package moments.compare;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.io.file.PathUtils;

/**
 * A lock on a file, by which a process owns its folder. It ends with the process; the file that a
 * killed one leaves locks nobody out.
 *
 * <p>Where the system follows POSIX, a process loses its lock as soon as it closes any channel to
 * the file. So this one keeps what it has opened, and a second claim within the JVM opens nothing.
 */
final class FolderLock implements AutoCloseable {
  /** What is locked of the file: not what is written there, so that all may read it. */
  private static final long BEYOND = 1 << 20;

  private static final Duration PAUSE = Duration.ofMillis(1);

  /** The files that this JVM has locked. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final List<FileChannel> channels = new ArrayList<>();

  private FolderLock(Path file) {
    this.file = file;
  }

  /** The lock {@code file}, with its folders; empty if another run has it. */
  static Optional<FolderLock> of(Path file) throws IOException {
    try {
      PathUtils.createParentDirectories(file);
      Path folder = file.resolveSibling("").toRealPath();
      FolderLock lock = new FolderLock(folder.resolve(file.getFileName()));
      return HELD.add(lock.file) && lock.take() ? Optional.of(lock) : Optional.empty();
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      Path place = Path.of(e.getFile());
      boolean fileInTheWay = e instanceof FileAlreadyExistsException && Files.isRegularFile(place);
      if (fileInTheWay || Files.isSymbolicLink(place)) {
        throw e;
      }
      return Optional.empty(); // It is gone with the run that had it.
    }
  }

  /** As {@link #of}, when no other run has it any more. */
  static FolderLock await(Path file) throws IOException {
    Optional<FolderLock> lock = of(file);
    while (lock.isEmpty()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      lock = of(file);
    }
    return lock.get();
  }

  private boolean take() throws IOException {
    boolean interrupted = Thread.interrupted(); // It would close the channels.
    boolean taken = false;
    try {
      FileChannel channel = open(CREATE, READ, WRITE);
      taken = channel.tryLock(BEYOND, 1, false) != null && isAtItsPath(channel);
      return taken;
    } finally {
      if (!taken) {
        release();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private FileChannel open(OpenOption... options) throws IOException {
    FileChannel channel = FileChannel.open(file, options);
    channels.add(channel);
    return channel;
  }

  /**
   * Whether what is written to {@code channel} is read from the file: the run before may have
   * deleted the file when this one had opened it, and a third have made it anew.
   */
  private boolean isAtItsPath(FileChannel channel) throws IOException {
    String owner = UUID.randomUUID().toString();
    channel.truncate(0).write(ByteBuffer.wrap(owner.getBytes(US_ASCII)), 0);
    ByteBuffer there = ByteBuffer.allocate(owner.length());
    open(READ).read(there, 0);
    return new String(there.array(), US_ASCII).equals(owner);
  }

  private void release() throws IOException {
    for (FileChannel channel : channels) {
      channel.close();
    }
    HELD.remove(file);
  }

  /** Gives the lock back and deletes its file. */
  @Override
  public void close() throws IOException {
    if (channels.get(0).isOpen()) {
      try {
        Files.deleteIfExists(file);
      } finally {
        release();
      }
    }
  }
}
