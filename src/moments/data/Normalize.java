package moments.data;

import java.util.List;

/**
 * Maps the bytes of each colour to floats: {@code x ← (x/255 − mean) / std}.
 *
 * <p>Every operation rounds to 32 bits, in the order in which torchvision does them, so that the
 * inputs of a net have the same bits.
 *
 * @param mean for red, green and blue, of values in 0 … 1
 * @param std for red, green and blue, greater than 0
 */
public record Normalize(List<Double> mean, List<Double> std) {
  /** {@code x/255}, in 0 … 1. */
  public static final Normalize NONE = of(0, 1);

  /** {@code (x/255 − 0.5) / 0.5}, in −1 … 1, as in PyTorch's CIFAR-10 tutorial. */
  public static final Normalize TUTORIAL = of(0.5, 0.5);

  /** To mean 0 and deviation 1 in each colour over the training images of CIFAR-10. */
  public static final Normalize CIFAR10 =
      new Normalize(List.of(0.4914, 0.4822, 0.4465), List.of(0.2470, 0.2435, 0.2616));

  public Normalize {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.size() != Dataset.CHANNELS
        || std.size() != Dataset.CHANNELS
        || !mean.stream().allMatch(Double::isFinite)
        || !std.stream().allMatch(s -> s > 0 && Double.isFinite(s))) {
      throw new IllegalArgumentException(
          "Normalize: expected 3 finite means and 3 deviations > 0, got %s and %s"
              .formatted(mean, std));
    }
  }

  /** The same mean and deviation for all colours. */
  public static Normalize of(double mean, double std) {
    return new Normalize(List.of(mean, mean, mean), List.of(std, std, std));
  }

  /** The float for each byte of each colour [3, 256]. */
  float[][] table() {
    float[][] table = new float[Dataset.CHANNELS][256];
    for (int c = 0; c < table.length; c++) {
      for (int x = 0; x < 256; x++) {
        table[c][x] = (x / 255f - mean.get(c).floatValue()) / std.get(c).floatValue();
      }
    }
    return table;
  }
}
