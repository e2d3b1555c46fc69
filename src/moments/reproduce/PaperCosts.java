package moments.reproduce;

import java.util.Map;

/**
 * The training costs of the Adam paper's Figure 3, read off the paths of its vector graphics, so
 * they are approximate.
 */
public final class PaperCosts {
  private static final int[] EPOCHS = {1, 2, 3, 10, 15, 20, 45};

  private static final Map<String, double[]> PLAIN =
      Map.of(
          "adagrad", new double[] {1.58, 1.36, 1.22, 0.903, 0.828, 0.772, 0.617},
          "nesterov", new double[] {2.07, 1.16, 0.763, 0.107, 0.0031, 0.0010, 5.4e-4},
          "adam", new double[] {1.16, 0.800, 0.633, 0.049, 0.0012, 6.9e-4, 4.0e-4});

  private static final Map<String, double[]> WITH_DROPOUT =
      Map.of(
          "adagrad", new double[] {1.73, 1.58, 1.49, 1.18, 1.06, 0.983, 0.784},
          "nesterov", new double[] {1.72, 1.20, 0.917, 0.390, 0.243, 0.153, 0.034},
          "adam", new double[] {1.24, 0.870, 0.698, 0.272, 0.152, 0.090, 0.024});

  private PaperCosts() {}

  /** The epochs that were read off. */
  static int[] epochs() {
    return EPOCHS.clone();
  }

  /** The cost after an epoch; NaN if the figure has no such curve or it was not read off there. */
  public static double after(int epoch, String optimizer, boolean dropout) {
    double[] costs = (dropout ? WITH_DROPOUT : PLAIN).getOrDefault(optimizer, new double[0]);
    for (int i = 0; i < costs.length; i++) {
      if (EPOCHS[i] == epoch) {
        return costs[i];
      }
    }
    return Double.NaN;
  }
}
