package moments.grading;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import moments.train.Output;
import org.apache.commons.io.FileUtils;

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
      if (run.has("seed")) {
        return OptionalLong.of(run.get("seed").getAsLong());
      }
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    } catch (IOException | JsonParseException | IllegalStateException e) {
      // Said below.
    }
    throw new GradingException(file + " is not what a run of the grader writes");
  }

  void write(long seed) {
    Output.write(file, text(seed));
  }

  private static String text(long seed) {
    return "{\"seed\": %s}\n".formatted(seed);
  }

  /**
   * The seed of all processes that grade into the same folder: what the first of them proposes, on
   * whatever machine it is.
   */
  long agree(long proposed) {
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
      Path draft = Files.createTempFile(folder, "run", ".part");
      try {
        Files.writeString(draft, text(proposed));
        Files.createLink(file, draft); // Whole at once, and only if there is none.
      } catch (FileAlreadyExistsException e) {
        // Another process was the first.
      } finally {
        FileUtils.deleteQuietly(draft.toFile());
      }
    } catch (IOException e) {
      throw Output.failure(file, e);
    }
    return read().orElseThrow();
  }
}
