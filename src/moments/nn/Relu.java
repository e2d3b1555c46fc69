package moments.nn;

import moments.parallel.Workers;
import moments.tensor.Tensor;

/** The rectifier {@code y = max(x, 0)}, element by element; x and y have any shape. */
public final class Relu implements ImageLayer {
  private static final int CHUNK = 1 << 14;

  /** Its square takes the smallest positive float above 1. */
  private static final float HUGE = 0x1p127f;

  private final Workers.Task forward = this::forwardChunk;
  private final Workers.Task backward = this::backwardChunk;
  private Tensor x = Shapes.NONE;
  private Tensor y = Shapes.NONE;
  private Tensor dy = Shapes.NONE;
  private Tensor dx = Shapes.NONE;

  @Override
  public boolean prefersChannelsLast(Tensor x, boolean last) {
    return last;
  }

  /** A NaN stays NaN. */
  @Override
  public Tensor forward(Tensor x, boolean last) {
    if (Shapes.changed(this.x, x)) {
      Shapes.requireElements("Relu", x);
      y = Tensor.zerosLike(x);
      dx = Tensor.zerosLike(x);
    }
    this.x = x;
    Workers.forEach(chunks(), forward);
    return y;
  }

  /** {@code dx = dy} where y &gt; 0, else 0. */
  @Override
  public Tensor backward(Tensor dy) {
    Shapes.requireGradient("Relu", dy, y);
    this.dy = dy;
    Workers.forEach(chunks(), backward);
    return dx;
  }

  private void forwardChunk(int chunk) {
    float[] from = x.data();
    float[] to = y.data();
    int start = chunk * CHUNK;
    int end = start + Math.min(CHUNK, to.length - start);
    for (int i = start; i < end; i++) {
      to[i] = Math.max(from[i], 0);
    }
  }

  private void backwardChunk(int chunk) {
    float[] out = y.data();
    float[] from = dy.data();
    float[] to = dx.data();
    int start = chunk * CHUNK;
    int end = start + Math.min(CHUNK, to.length - start);
    for (int i = start; i < end; i++) {
      to[i] = from[i] * slope(out[i]);
    }
  }

  /** {@code y > 0 ? 1 : 0} by arithmetic, as its branch would be mispredicted. */
  static float slope(float y) {
    return Math.min(y * HUGE * HUGE, 1);
  }

  private int chunks() {
    return (y.size() - 1) / CHUNK + 1;
  }

  @Override
  public String toString() {
    return "Relu()";
  }
}
