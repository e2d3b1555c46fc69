package moments.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
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
      throw new UncheckedIOException("Cannot read " + file, e);
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
    String there = in(folder).orElse("");
    if (there.isEmpty()) {
      Output.write(file(folder), here + "\n");
    } else if (!there.equals(here)) {
      throw error.apply(
          "%s has an experiment with %s, and here are %s; train on the same, or choose another folder"
              .formatted(folder, there, here));
    }
  }

  private static Path file(Path folder) {
    return folder.resolve("data.txt");
  }
}
