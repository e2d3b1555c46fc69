package moments.compare;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import moments.checkpoint.CheckpointException;
import moments.checkpoint.CheckpointFolder;
import moments.train.Checkpoints;
import moments.train.Output;
import moments.train.Trainer;
import org.apache.commons.io.FileUtils;

/**
 * The folder of a run, which owns it from before the training to the end.
 *
 * <p>What the run has recorded so far is in {@code unfinished/}; an earlier result stays until the
 * run is finished and replaces it.
 */
public final class RunFolder implements AutoCloseable {
  private static final String CSV = "history.csv";
  private static final String PAGE = "index.html";
  static final String ALL_WEIGHTS = "weights-*.safetensors";
  private static final List<String> NAMES = List.of(CSV, PAGE);

  /** Enough for both files, twice. */
  private static final long BYTES = 8 << 20;

  private final Path folder;
  private final Path unfinished;
  private final FolderLock lock;

  private RunFolder(Path folder, FolderLock lock) {
    this.folder = folder;
    this.unfinished = folder.resolve("unfinished");
    this.lock = lock;
  }

  /**
   * Makes {@code folder} if need be and reserves it for one run, new or taken up again.
   *
   * @throws UncheckedIOException if a result could not be written there, or another run is at it;
   *     the message says what to do
   */
  public static RunFolder claim(Path folder) {
    return claim(folder, BYTES);
  }

  static RunFolder claim(Path folder, long bytes) {
    RunFolder claimed = new RunFolder(folder, lock(folder));
    try {
      claimed.requireSpace(bytes);
      claimed.requireWritable();
      return claimed;
    } catch (UncheckedIOException e) {
      claimed.close();
      throw e;
    }
  }

  private static FolderLock lock(Path folder) {
    Path file = folder.resolve("unfinished/lock");
    try {
      return FolderLock.of(file).orElseThrow(() -> new TakenException(folder));
    } catch (IOException e) {
      throw Output.failure(file, e);
    }
  }

  /** Another run owns the folder. */
  public static final class TakenException extends UncheckedIOException {
    private TakenException(Path folder) {
      super(
          "Another run is writing to %s; wait for its end or choose another folder"
              .formatted(folder),
          new IOException());
    }
  }

  private static UncheckedIOException refusal(String message) {
    return new UncheckedIOException(message, new IOException(message));
  }

  /** Refuses a folder without room for so many bytes. */
  void requireSpace(long bytes) {
    long free;
    try {
      free = Files.getFileStore(unfinished).getUsableSpace();
    } catch (IOException e) {
      return; // Then writing tells.
    }
    if (free < bytes) {
      throw refusal(
          "%s has %s MB free and the results may need %s; free some space or choose another folder"
              .formatted(folder, free >> 20, bytes >> 20));
    }
  }

  private void requireWritable() {
    for (Path parent : List.of(folder, unfinished)) {
      for (String name : NAMES) {
        Path file = parent.resolve(name);
        if (Files.exists(file)) {
          try {
            FileChannel.open(file, WRITE).close();
          } catch (IOException e) {
            throw Output.failure(file, e);
          }
        }
      }
    }
  }

  /** For a new run: what a killed one has left is the result, if there is no other. */
  void takeOverFromAKilledRun() {
    if (!hasResult()) {
      List<String> all = weightFiles(unfinished);
      publish(all::contains);
    }
  }

  /** Where the checkpoints of the run go. */
  public Path checkpoints() {
    return unfinished;
  }

  /** Where the weights go that an optimizer has come to from a seed. */
  Path weights(String optimizer, long seed) {
    return unfinished.resolve(weightsName(optimizer, seed));
  }

  static String weightsName(String optimizer, long seed) {
    return ALL_WEIGHTS.replace("*", optimizer + "-" + seed);
  }

  /** Where the history of the run goes. */
  public Path csv() {
    return unfinished.resolve(CSV);
  }

  Path page() {
    return unfinished.resolve(PAGE);
  }

  /** Whether there is a checkpoint of a run that is not finished. */
  public boolean hasCheckpoint() {
    return !new CheckpointFolder(unfinished).isEmpty();
  }

  /**
   * Puts {@code trainer} where the newest checkpoint of this run was taken, if there is one.
   *
   * @throws CheckpointException if it cannot be used; the message says what to delete
   */
  public void resume(Trainer trainer, Checkpoints checkpoints) {
    try {
      checkpoints.newest().ifPresent(trainer::resume);
    } catch (CheckpointException e) {
      String why = String.valueOf(e.getMessage()).replaceAll("\\.$", "");
      throw new CheckpointException("%s. To start this run anew, delete %s".formatted(why, folder));
    }
  }

  /** Whether an earlier result is there. */
  public boolean hasResult() {
    return NAMES.stream().anyMatch(name -> Files.exists(folder.resolve(name)));
  }

  /**
   * Puts the result of this run in the place of an earlier one.
   *
   * @param ours tells the files of this run's weights from those of others, which are deleted
   */
  public void publish(Predicate<String> ours) {
    NAMES.forEach(this::publish);
    weightFiles(unfinished).stream().filter(ours).forEach(this::publish);
    for (Path place : List.of(unfinished, folder)) {
      weightFiles(place).stream()
          .filter(ours.negate())
          .forEach(name -> FileUtils.deleteQuietly(place.resolve(name).toFile()));
    }
  }

  private void publish(String name) {
    Path from = unfinished.resolve(name);
    Path to = folder.resolve(name);
    try {
      if (Files.exists(from)) {
        Files.move(from, to, ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw Output.failure(to, e);
    }
  }

  private static List<String> weightFiles(Path place) {
    String[] names = Objects.requireNonNullElse(place.toFile().list(), new String[0]);
    return Stream.of(names)
        .filter(name -> name.matches("weights-[a-z]+--?\\d+\\.safetensors"))
        .toList();
  }

  /** The file that is called like {@code unfinished} where finished results are. */
  Path finished(Path unfinished) {
    return folder.resolve(unfinished.getFileName());
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  /** Gives the folder back, for another run. */
  @Override
  public void close() {
    try {
      lock.close();
      try (var left = Files.list(unfinished)) {
        if (left.findAny().isEmpty()) {
          Files.delete(unfinished);
        }
      }
    } catch (IOException e) {
      // What is left there does no harm: the next run takes it over.
    }
  }
}
