package moments.reproduce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import moments.data.Dataset;
import moments.train.Output;

/** A file that says which images an experiment is trained on, so that a folder has only one. */
final class DataNote {
  private DataNote() {}

  /**
   * Writes it to {@code folder}, where there is none.
   *
   * @throws ReproductionException if there is one, of other images
   */
  static void require(Path folder, Dataset images) {
    Path file = folder.resolve("data.txt");
    String here = "%s images of CRC %08x".formatted(images.size(), images.checksum());
    try {
      String there = Files.exists(file) ? Files.readString(file).strip() : "";
      if (there.isEmpty()) {
        Output.write(file, here + "\n");
      } else if (!there.equals(here)) {
        throw new ReproductionException(
            "%s has an experiment with %s, and here are %s; train on the same, or choose another folder"
                .formatted(folder, there, here));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
