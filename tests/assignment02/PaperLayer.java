package assignment02;

import java.util.Arrays;

/** The backward of a linear layer with ReLU in doubles, or with a mistake built in. */
record PaperLayer(LayerMistake mistake, double[] w, double[] b) {
  /** dx, dW and db after {@code times} ways forward and back. */
  double[][] backward(double[] x, double[] dy, int times) {
    int in = w.length / b.length;
    double[] dx = new double[x.length];
    double[] dw = new double[w.length];
    double[] db = new double[b.length];
    for (int time = 0; time < times; time++) {
      Arrays.fill(dx, 0);
      if (mistake == LayerMistake.SET) {
        Arrays.fill(dw, 0);
        Arrays.fill(db, 0);
      }
      for (int n = 0; n < x.length / in; n++) {
        if (mistake == LayerMistake.LAST_EXAMPLE) {
          Arrays.fill(dw, 0);
          Arrays.fill(db, 0);
        }
        send(n, in, x, dy, new double[][] {dx, dw, db});
      }
    }
    return new double[][] {dx, dw, db};
  }

  private void send(int n, int in, double[] x, double[] dy, double[][] to) {
    int out = b.length;
    double share = mistake == LayerMistake.MEAN ? 1.0 * in / x.length : 1;
    int example = mistake == LayerMistake.FIRST_EXAMPLE ? 0 : n;
    for (int o = 0; o < out; o++) {
      double given = dy[n * out + o];
      boolean open = y(n, o, in, x) > 0;
      double g =
          switch (mistake) {
            case NO_SWITCH -> given;
            case SWITCH_BY_DY -> Math.max(given, 0);
            default -> open ? given : 0;
          };
      double toWeights = mistake == LayerMistake.SWITCH_FOR_DX_ONLY ? given : g;
      to[2][o] += mistake == LayerMistake.NO_BIAS ? 0 : share * toWeights;
      for (int i = 0; i < in; i++) {
        boolean swapped = mistake == LayerMistake.SWAPPED && in == out;
        to[1][o * in + i] += share * toWeights * x[example * in + i];
        to[0][n * in + i] += g * w[swapped ? i * in + o : o * in + i];
      }
    }
  }

  private double y(int n, int o, int in, double[] x) {
    double z = b[o];
    for (int i = 0; i < in; i++) {
      z += w[o * in + i] * x[n * in + i];
    }
    return Math.max(z, 0);
  }
}
