package moments.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import moments.data.Dataset;
import moments.train.Output;

/** A file that says which images the runs in a folder are trained on, so that all have the same. */
public final class DataNote {
  private DataNote() {}

  /** What the note says of {@code images}. */
  public static String of(Dataset images) {
    return "%s images of CRC %08x".formatted(images.size(), images.checksum());
  }

  /** The note in {@code folder}, {@code 50000 images of CRC 8e2c0f11}; empty if there is none. */
  public static Optional<String> in(Path folder) {
    Path file = file(folder);
    try {
      return Files.exists(file)
          ? Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty())
          : Optional.empty();
    } catch (IOException e) {
      throw Output.unreadable(file, e);
    }
  }

  /**
   * Writes it to {@code folder}, where there is none; one of other images is an error.
   *
   * @param error makes the exception of its message
   */
  public static void require(
      Path folder, Dataset images, Function<String, RuntimeException> error) {
    String here = of(images);
    String there = in(folder).orElseGet(() -> first(folder, here));
    if (!there.equals(here)) {
      throw error.apply(
          "%s has an experiment with %s, and here are %s; train on the same, or choose another folder"
              .formatted(folder, there, here));
    }
  }

  /** The note of the first of all that would write one at once, which may be {@code own}. */
  private static String first(Path folder, String own) {
    Path file = file(folder);
    try (FolderLock alone = FolderLock.await(folder.resolve("data.lock"))) {
      Optional<String> others = in(folder);
      if (others.isEmpty()) {
        Output.write(file, own + "\n");
      }
      return others.orElse(own);
    } catch (IOException e) {
      throw Output.failure(file, e);
    }
  }

  private static Path file(Path folder) {
    return folder.resolve("data.txt");
  }
}
