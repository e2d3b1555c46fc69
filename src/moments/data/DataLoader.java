package moments.data;

import static java.util.stream.Collectors.toList;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import moments.parallel.Workers;
import moments.tensor.Tensor;

/**
 * Serves a data set in batches, in an order that depends only on seed and epoch; the threads share
 * the work on a batch.
 *
 * <p>The loader reuses one batch (and a smaller one at the end of an epoch), so a batch is valid
 * until the next one is taken; copy what you keep. For the same reason a loader can run only one
 * epoch at a time.
 */
public final class DataLoader {
  private final Dataset data;
  private final int batchSize;
  private final boolean shuffled;
  private final long seed;
  private final Normalize normalize;
  private final float[][] table;
  private final Batch whole;
  private final Batch last;
  private String preparation;
  private UnaryOperator<Batch> map = UnaryOperator.identity();

  /** Batches of images shuffled anew in each epoch, normalised as in PyTorch's tutorial. */
  public DataLoader(Dataset data, int batchSize, long seed) {
    this(data, batchSize, true, seed, Normalize.TUTORIAL);
  }

  /**
   * Batches in any order, normalised in any way.
   *
   * @param batchSize images in a batch, at least 1; the last batch may be smaller
   * @param shuffled false for the order of the file, as for a test
   * @param seed of the order; unused if not shuffled
   */
  public DataLoader(Dataset data, int batchSize, boolean shuffled, long seed, Normalize normalize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "DataLoader: expected a batch size ≥ 1, got %s".formatted(batchSize));
    }
    this.data = data;
    this.batchSize = Math.min(batchSize, data.size());
    this.shuffled = shuffled;
    this.seed = seed;
    this.normalize = normalize;
    this.table = normalize.table();
    int rest = data.size() % this.batchSize;
    this.whole = Batch.ofSize(this.batchSize);
    this.last = rest == 0 ? whole : Batch.ofSize(rest);
    this.preparation = normalize.toString();
  }

  /** Batches in the order of the file, normalised as in PyTorch's tutorial. */
  public static DataLoader inOrder(Dataset data, int batchSize) {
    return new DataLoader(data, batchSize, false, 0, Normalize.TUTORIAL);
  }

  /**
   * Sends the images of each batch through {@code map} too, after any earlier one; returns this
   * loader.
   *
   * @param name of what it does, for {@link #description}
   * @param map of x [N, 3, 32, 32]; it may write its result into the same tensor each time
   */
  public DataLoader through(String name, UnaryOperator<Tensor> map) {
    UnaryOperator<Batch> before = this.map;
    preparation += ", " + name;
    this.map =
        batch -> {
          Batch mapped = before.apply(batch);
          return new Batch(map.apply(mapped.x()), mapped.labels());
        };
    return this;
  }

  /** The number of batches in an epoch. */
  public int steps() {
    return (data.size() + batchSize - 1) / batchSize;
  }

  /** The number of images in an epoch. */
  public int images() {
    return data.size();
  }

  /** Which images it serves and how: loaders with the same text serve the same batches. */
  public String description() {
    String order = shuffled ? "order of seed " + seed : "in order";
    return "%s images of CRC %08x, batch %s, %s, %s"
        .formatted(data.size(), data.checksum(), batchSize, order, preparation);
  }

  /** Every image once, in the order of epoch {@code epoch}, counted from 1. */
  public Iterable<Batch> epoch(int epoch) {
    return epoch(epoch, 0);
  }

  /** The batches of epoch {@code epoch} but for the first {@code done}. */
  public Iterable<Batch> epoch(int epoch, int done) {
    if (epoch < 1) {
      throw new IllegalArgumentException(
          "DataLoader.epoch: epochs count from 1, got %s".formatted(epoch));
    }
    List<Integer> order = order(epoch);
    return () -> IntStream.range(done, steps()).mapToObj(step -> batch(order, step)).iterator();
  }

  private List<Integer> order(int epoch) {
    List<Integer> order = IntStream.range(0, data.size()).boxed().collect(toList());
    if (shuffled) {
      // The odd factor (2⁶⁴/φ) moves neighbouring seeds and epochs far apart.
      Collections.shuffle(order, new Random((seed * 1_000_003 + epoch) * 0x9E3779B97F4A7C15L));
    }
    return order;
  }

  private Batch batch(List<Integer> order, int step) {
    int first = step * batchSize;
    Batch batch = order.size() - first < batchSize ? last : whole;
    Workers.forEach(
        batch.size(),
        n -> {
          int image = order.get(first + n);
          data.copyImage(image, table, batch.x().data(), n * (Dataset.RECORD - 1));
          batch.labels()[n] = data.label(image);
        });
    return map.apply(batch);
  }
}
