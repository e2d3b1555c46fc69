package moments.compare;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A lock file, which is there as long as a process owns its folder, and ends with the process. */
final class FolderLock implements AutoCloseable {
  /** What is locked of the file: not what is written there, so that all may read it. */
  private static final long BEYOND = 1 << 20;

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** The lock {@code file}, with its folders; empty if another run has it. */
  static Optional<FolderLock> of(Path file) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    FileChannel channel = FileChannel.open(file, CREATE, WRITE);
    boolean interrupted = Thread.interrupted(); // It would close the channel.
    try {
      if (channel.tryLock(BEYOND, 1, false) != null && isAt(file, channel)) {
        return Optional.of(new FolderLock(file, channel));
      }
    } catch (OverlappingFileLockException | NoSuchFileException e) {
      // This JVM has it, or it is gone with the run that had it.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    channel.close();
    return Optional.empty();
  }

  /**
   * Whether what is written to {@code channel} is read from {@code file}: the run before may have
   * deleted the file when this one had opened it, and a third have made it anew.
   */
  private static boolean isAt(Path file, FileChannel channel) throws IOException {
    String owner = ProcessHandle.current().pid() + " " + System.nanoTime();
    channel.truncate(0).write(ByteBuffer.wrap(owner.getBytes(US_ASCII)), 0);
    return Files.readString(file, US_ASCII).equals(owner);
  }

  /** Gives the lock back and deletes its file. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      Files.deleteIfExists(file);
      channel.close();
    }
  }
}
