package moments.grading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Numbers of users without a name, which no other grader on this machine has: one grader ends what
 * a user has left running, and the limit of processes is one for all that a user runs.
 */
final class SandboxUsers {
  /** From 61,184 on, systemd gives numbers away. */
  private static final int FIRST = 60_200;

  private static final int GRADERS = 8;
  private static final int JOBS = 120;

  private static Optional<FileLock> lock = Optional.empty();
  private static int block;

  private SandboxUsers() {}

  /** The user for job {@code job} of this program. */
  static synchronized int number(int job) {
    if (job >= JOBS) {
      throw new GradingException(
          "As root, at most %s submissions can be graded at a time; choose fewer".formatted(JOBS));
    }
    while (lock.isEmpty()) {
      if (block == GRADERS) {
        throw new GradingException("%s graders run on this machine already".formatted(GRADERS));
      }
      lock = tryLock(Path.of("/run", "moments-grader-%s.lock".formatted(block)));
      block += lock.isEmpty() ? 1 : 0;
    }
    return FIRST + block * JOBS + job;
  }

  /** Held until the program ends. */
  private static Optional<FileLock> tryLock(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      Optional<FileLock> taken = Optional.ofNullable(channel.tryLock());
      if (taken.isEmpty()) {
        channel.close();
      }
      return taken;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock " + file, e);
    }
  }
}
