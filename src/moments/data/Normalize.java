package moments.data;

import java.util.List;

/**
 * Maps the bytes of each colour to floats: {@code x ← (x/255 − mean) / std}.
 *
 * <p>Every operation rounds to 32 bits, in torchvision's order, so that a net's inputs have the
 * same bits as in PyTorch.
 *
 * @param mean of red, green and blue, in 0 … 1
 * @param std of red, green and blue, greater than 0
 */
public record Normalize(List<Double> mean, List<Double> std) {
  /** {@code x/255}, in 0 … 1. */
  public static final Normalize NONE =
      new Normalize(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

  /** {@code (x/255 − 0.5) / 0.5}, in −1 … 1, as in PyTorch's CIFAR-10 tutorial. */
  public static final Normalize TUTORIAL =
      new Normalize(List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));

  /** Mean 0 and standard deviation 1 in each colour, over the training images of CIFAR-10. */
  public static final Normalize CIFAR10 =
      new Normalize(List.of(0.4914, 0.4822, 0.4465), List.of(0.2470, 0.2435, 0.2616));

  public Normalize {
    if (mean.size() != 3 || std.size() != 3 || !std.stream().allMatch(s -> s > 0)) {
      throw new IllegalArgumentException(
          "Normalize: expected 3 means and 3 deviations > 0, got %s and %s".formatted(mean, std));
    }
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
