package moments.checkpoint;

import static java.util.Comparator.reverseOrder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * The checkpoints of one run, numbered from 1 on: the newest, and the one before in case the newest
 * is damaged.
 *
 * <p>Their numbers say which is newer, as clocks jump.
 */
public final class CheckpointFolder {
  private static final Pattern FILE =
      Pattern.compile(
          "checkpoint-(\\d{1,18})\\.(json|safetensors)(%s)?".formatted(DurableFile.PART));

  private final Path folder;

  /** Of the checkpoint that this run has saved or read last; 0 if there is none. */
  private long mine;

  /** The largest number that was there when this run last looked. */
  private long largest;

  /** The checkpoints in {@code folder}, which is made when the first is saved. */
  public CheckpointFolder(Path folder) {
    this.folder = folder;
    this.largest = numbers().stream().findFirst().orElse(0L);
  }

  /** Whether there is no checkpoint, neither of this run nor of an earlier one. */
  public boolean isEmpty() {
    return numbers().isEmpty();
  }

  /** The checkpoint that this run has saved or read last. */
  public Optional<Path> lastGood() {
    return mine == 0 ? Optional.empty() : Optional.of(file(mine));
  }

  /** The checkpoint that is saved next. */
  public Path next() {
    return file(largest + 1);
  }

  /**
   * Saves {@code checkpoint} as the newest; what was the newest of this run is kept, everything
   * older is deleted.
   *
   * @throws IOException if it cannot be written, or another run saves here too; then {@link
   *     #lastGood} is still there
   */
  public void save(Checkpoint checkpoint) throws IOException {
    if (numbers().stream().anyMatch(number -> number > largest)) {
      throw new IOException("another run saves its checkpoints there");
    }
    checkpoint.write(folder, name(largest + 1));
    long before = mine;
    mine = ++largest;
    delete(number -> number != mine && number != before);
  }

  /**
   * The newest checkpoint that can be used; empty if there is none.
   *
   * @param notices is told of a newer one that cannot
   * @throws CheckpointException if there are some and none can be used; the message says why
   */
  public Optional<Checkpoint> newest(Consumer<String> notices) {
    List<String> failures = new ArrayList<>();
    for (long number : numbers()) {
      try {
        Checkpoint checkpoint = Checkpoint.read(folder, name(number));
        mine = number;
        failures.forEach(notices);
        if (!failures.isEmpty()) {
          notices.accept("The last good checkpoint is %s.".formatted(file(number)));
        }
        return Optional.of(checkpoint);
      } catch (CheckpointException e) {
        failures.add(e.getMessage() + ".");
      }
    }
    if (!failures.isEmpty()) {
      throw new CheckpointException(String.join(" ", failures));
    }
    return Optional.empty();
  }

  /** Deletes every checkpoint, as when the run is finished. */
  public void clear() {
    mine = 0;
    delete(number -> true);
  }

  /** The JSON goes first, so that no checkpoint is ever without its tensors. */
  private void delete(LongPredicate unwanted) {
    for (String kind : List.of("json", "safetensors")) {
      for (Matcher file : files()) {
        if (file.group(2).equals(kind) && unwanted.test(Long.parseLong(file.group(1)))) {
          FileUtils.deleteQuietly(folder.resolve(file.group()).toFile());
        }
      }
    }
  }

  /** Those of the checkpoints that are there, the newest first. */
  private List<Long> numbers() {
    return files().stream()
        .filter(file -> file.group().endsWith(Checkpoint.JSON))
        .map(file -> Long.valueOf(file.group(1)))
        .sorted(reverseOrder())
        .toList();
  }

  private List<Matcher> files() {
    String[] names = Objects.requireNonNullElse(folder.toFile().list(), new String[0]);
    return Stream.of(names).map(FILE::matcher).filter(Matcher::matches).toList();
  }

  private static String name(long number) {
    return "checkpoint-" + number;
  }

  private Path file(long number) {
    return folder.resolve(name(number) + Checkpoint.JSON);
  }
}
