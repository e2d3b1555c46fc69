package moments.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Random;

/**
 * Serves a data set in batches, in an order that depends on nothing but seed and epoch.
 *
 * <p>The loader has one batch that it writes anew each time (and a smaller one for the end), so a
 * batch is good until the next is asked for; copy what is to be kept. For the same reason only one
 * epoch of a loader can be under way.
 */
public final class DataLoader {
  private final Dataset data;
  private final int batchSize;
  private final boolean shuffled;
  private final long seed;
  private final float[][] table;
  private final Batch whole;
  private final Batch last;

  /** Batches of images shuffled anew in each epoch, normalised as in PyTorch's tutorial. */
  public DataLoader(Dataset data, int batchSize, long seed) {
    this(data, batchSize, true, seed, Normalize.TUTORIAL);
  }

  /**
   * Batches of any kind.
   *
   * @param batchSize images in a batch, at least 1; what is left at the end is a smaller one
   * @param shuffled false for the order of the file, as for a test
   * @param seed of the order; not used if not shuffled
   */
  public DataLoader(Dataset data, int batchSize, boolean shuffled, long seed, Normalize normalize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "DataLoader: expected a batch size ≥ 1, got %d".formatted(batchSize));
    }
    this.data = data;
    this.batchSize = Math.min(batchSize, data.size());
    this.shuffled = shuffled;
    this.seed = seed;
    this.table = normalize.table();
    int rest = data.size() % this.batchSize;
    this.whole = Batch.ofSize(this.batchSize);
    this.last = rest == 0 ? whole : Batch.ofSize(rest);
  }

  /** Batches in the order of the file, normalised as in PyTorch's tutorial. */
  public static DataLoader inOrder(Dataset data, int batchSize) {
    return new DataLoader(data, batchSize, false, 0, Normalize.TUTORIAL);
  }

  /** The number of batches in an epoch. */
  public int steps() {
    return (data.size() + batchSize - 1) / batchSize;
  }

  /** Every image once, in the order of epoch {@code epoch}, counted from 1. */
  public Iterable<Batch> epoch(int epoch) {
    if (epoch < 1) {
      throw new IllegalArgumentException(
          "DataLoader.epoch: epochs count from 1, got %d".formatted(epoch));
    }
    return () -> new Epoch(order(epoch));
  }

  /** The images as epoch {@code epoch} sees them: a Fisher–Yates shuffle of 0 … size−1. */
  private int[] order(int epoch) {
    int[] order = new int[data.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    if (shuffled) {
      // The odd factor (2⁶⁴/φ) moves neighbouring seeds and epochs far apart.
      Random random = new Random((seed * 1_000_003 + epoch) * 0x9E3779B97F4A7C15L);
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swapped = order[i];
        order[i] = order[j];
        order[j] = swapped;
      }
    }
    return order;
  }

  private final class Epoch implements Iterator<Batch> {
    private final int[] order;
    private int served;

    Epoch(int[] order) {
      this.order = order;
    }

    @Override
    public boolean hasNext() {
      return served < order.length;
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("DataLoader: the epoch is over");
      }
      Batch batch = order.length - served < batchSize ? last : whole;
      float[] x = batch.x().data();
      for (int n = 0; n < batch.size(); n++) {
        int image = order[served++];
        data.copyImage(image, table, x, n * (Dataset.RECORD - 1));
        batch.labels()[n] = data.label(image);
      }
      return batch;
    }
  }
}
