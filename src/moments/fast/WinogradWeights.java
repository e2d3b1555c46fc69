package moments.fast;

import java.util.Arrays;
import moments.nn.Parameter;
import moments.parallel.Workers;

/**
 * The weights of a {@link WinogradConv} as transforms {@code U = G·w·Gᵀ}, and the gradient back.
 */
final class WinogradWeights {
  private final ConvShape s;
  private final Parameter weight;
  private final int parts;

  /** Weights of one tap (u, v), all input and output channels. */
  private final int tap;

  private final TileTransform tiles;
  private final float[] byTap;
  private final float[] transformed;
  private final float[] gradients;
  private final ThreadLocal<float[]> transformOfGradient;
  private final Workers.Task pack = this::packOutput;
  private final Workers.Task add = this::addOutput;
  private int stepOfIn;
  private int stepOfOut;

  /** Weights whose gradients are summed apart for each of the {@code parts} of a batch. */
  WinogradWeights(ConvShape s, Parameter weight, WinogradMatrices matrices, int parts) {
    this.s = s;
    this.weight = weight;
    this.parts = parts;
    int r = s.kernel();
    tap = s.in() * s.out();
    tiles = new TileTransform(1, 1, 1, tap, matrices.weights(), r, r);
    byTap = new float[r * r * tap];
    transformed = new float[tiles.floats()];
    gradients = new float[parts * byTap.length];
    transformOfGradient = ThreadLocal.withInitial(() -> new float[tiles.floats()]);
  }

  TileTransform tiles() {
    return tiles;
  }

  /** U as it is now; for each point [in, out], or [out, in] if {@code transposed}. */
  float[] transform(boolean transposed) {
    stepOfIn = transposed ? 1 : s.out();
    stepOfOut = transposed ? s.in() : 1;
    Workers.forEach(s.out(), s.taps(), pack);
    tiles.transform(byTap, 0, s.kernel() * tap, transformed, 0);
    return transformed;
  }

  private void packOutput(int o) {
    int area = s.kernel() * s.kernel();
    for (int c = 0; c < s.in(); c++) {
      for (int uv = 0; uv < area; uv++) {
        float w = weight.value().data()[(o * s.in() + c) * area + uv];
        byTap[uv * tap + c * stepOfIn + o * stepOfOut] = w;
      }
    }
  }

  /** This thread's dU, set to 0. */
  float[] newGradient() {
    float[] du = transformOfGradient.get();
    Arrays.fill(du, 0);
    return du;
  }

  /** Keeps {@code Gᵀ·dU·G} as the gradient of one part. */
  void keep(int part, float[] du) {
    int from = part * byTap.length;
    Arrays.fill(gradients, from, from + byTap.length, 0);
    tiles.addTransposed(du, 0, gradients, from, s.kernel() * tap);
  }

  /** Adds the gradients of all parts, one after the other, to that of the parameter. */
  void addGradients() {
    Workers.forEach(s.out(), s.taps(), add);
  }

  private void addOutput(int o) {
    int area = s.kernel() * s.kernel();
    for (int c = 0; c < s.in(); c++) {
      for (int uv = 0; uv < area; uv++) {
        float sum = 0;
        for (int part = 0; part < parts; part++) {
          sum += gradients[part * byTap.length + uv * tap + c * s.out() + o];
        }
        weight.grad().data()[(o * s.in() + c) * area + uv] += sum;
      }
    }
  }
}
