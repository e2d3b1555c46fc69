package moments.grading;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import moments.train.Output;

/** The seed of a run, kept with its results, for whatever goes on with them. */
final class KeptSeed {
  private final Path file;

  /** The seed of the results in {@code out}. */
  KeptSeed(Path out) {
    file = out.resolve("run.json");
  }

  /** Empty if there are no results. */
  OptionalLong read() {
    try {
      JsonObject run = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      return OptionalLong.of(run.getAsJsonPrimitive("seed").getAsLong());
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw new GradingException(
          "Cannot read %s (%s); make it readable, or choose another folder"
              .formatted(file, e.getClass().getSimpleName()));
    } catch (RuntimeException e) { // Gson has many for what it did not expect.
      throw new GradingException(
          "%s has not the seed of a run in it, as {\"seed\": 7}; mend it, or choose another folder"
              .formatted(file));
    }
  }

  /** Keeps {@code seed} in the place of an earlier one. */
  void write(long seed) {
    publish(seed, draft -> Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE));
  }

  /**
   * The seed of all processes that grade into the same folder: what the first of them proposes, on
   * whatever machine it is.
   */
  long agree(long proposed) {
    publish(proposed, this::linkUnlessThereIsOne);
    return read().orElseThrow();
  }

  private interface Publication {
    void of(Path draft) throws IOException;
  }

  /** In a file that only its owner can read: who knows the seed knows what the tests ask. */
  private void publish(long seed, Publication publication) {
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
      Path draft = Files.createTempFile(folder, "run", ".part");
      try {
        Files.writeString(draft, "{\"seed\": %s}\n".formatted(seed));
        publication.of(draft);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw Output.failure(file, e);
    }
  }

  /** Whole at once. */
  private void linkUnlessThereIsOne(Path draft) throws IOException {
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Another process was the first.
    } catch (FileSystemException | UnsupportedOperationException e) {
      throw new GradingException(
          "Cannot link %s, by which shares of a class agree on a seed; choose a folder on a disk with hard links"
              .formatted(file));
    }
  }
}
