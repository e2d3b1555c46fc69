package moments.reproduce;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import moments.data.Cifar10;
import moments.data.DataLoader;
import moments.data.Dataset;
import moments.data.Normalize;
import moments.fast.Fast;
import moments.nn.Layer;
import moments.nn.Linear;
import moments.tensor.Tensor;

/** Serves images as a net gets them: normalised by colour and, if asked for, whitened. */
final class Input {
  /** Added to the variance of each component, where that of a pixel is 1 on average. */
  static final double EPS = 0.1;

  /** Mean 0 and variance 1 for each colour. */
  static final String CHANNELS = "channels";

  /** {@link #CHANNELS}, then {@link Zca}. */
  static final String ZCA = "zca";

  private static final int PIXELS = 3 * 32 * 32;
  private static final int BATCH = 500;
  private static final int SHOWN = 10;

  private final Cifar10 data;
  private final Path folder;
  private final PrintWriter out;
  private Optional<Linear> whitening = Optional.empty();

  /**
   * Input from {@code data}.
   *
   * @param folder keeps the whitening, which takes minutes to compute
   */
  Input(Cifar10 data, Path folder, PrintWriter out) {
    this.data = data;
    this.folder = folder;
    this.out = out;
  }

  /** Images to train on, in the order of {@code seed}. */
  DataLoader shuffled(String kind, Dataset images, int batch, long seed) {
    return through(kind, new DataLoader(images, batch, true, seed, Normalize.CIFAR10));
  }

  /** Images to evaluate on. */
  DataLoader inOrder(String kind, Dataset images) {
    return through(kind, new DataLoader(images, BATCH, false, 0, Normalize.CIFAR10));
  }

  private DataLoader through(String kind, DataLoader loader) {
    if (kind.equals(CHANNELS)) {
      return loader;
    }
    Layer whiten = Fast.of(whitening());
    whiten.train(false);
    return loader.through(
        "ZCA with ε = " + EPS, x -> whiten.forward(x.reshape(x.dim(0), PIXELS)).reshape(x.shape()));
  }

  private Linear whitening() {
    Linear layer = whitening.orElseGet(() -> zca().layer(EPS));
    whitening = Optional.of(layer);
    return layer;
  }

  /** The whitening of all images to train on, computed or read. */
  Zca zca() {
    String name = String.format(Locale.ROOT, "zca-%08x.safetensors", data.train().checksum());
    Path file = folder.resolve(name);
    if (Files.exists(file)) {
      return Zca.read(file, PIXELS);
    }
    out.printf("The whitening is computed, once: minutes. It is kept in %s.%n", file);
    out.flush();
    DataLoader all = new DataLoader(data.train(), BATCH, false, 0, Normalize.CIFAR10);
    Stream<Tensor> rows =
        StreamSupport.stream(all.epoch(1).spliterator(), false)
            .map(batch -> batch.x().reshape(batch.size(), PIXELS));
    Zca zca = Zca.fit(PIXELS, rows::iterator);
    zca.write(file);
    writePicture(zca);
    return zca;
  }

  /** Some images as they are and, below, whitened with ε larger than, equal to and below ours. */
  private void writePicture(Zca zca) {
    DataLoader few = new DataLoader(data.train().limit(SHOWN), SHOWN, false, 0, Normalize.CIFAR10);
    Tensor images = few.epoch(1).iterator().next().x().reshape(SHOWN, PIXELS);
    List<Tensor> rows = new ArrayList<>(List.of(images));
    for (double eps : new double[] {10 * EPS, EPS, EPS / 100}) {
      rows.add(Fast.of(zca.layer(eps)).forward(images).copy());
    }
    WhiteningPicture.write(rows, folder.resolve("whitening.png"));
  }
}
