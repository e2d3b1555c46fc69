package moments.fast;

import moments.parallel.Workers;
import moments.simd.Loops;
import moments.simd.Simd;

/** ReLU over chunks of elements, in whatever order they lie. */
final class ReluStep implements Step {
  private static final int CHUNK = 1 << 14;

  private final Loops loops = Simd.best();
  private final Wire in;
  private final Wire out;
  private final int size;
  private final Workers.Task forward = this::forwardChunk;
  private final Workers.Task backward = this::backwardChunk;

  ReluStep(Wire in, Wire out) {
    this.in = in;
    this.out = out;
    size = out.value.size();
  }

  @Override
  public void forward() {
    Workers.forEach(chunks(), forward);
  }

  @Override
  public void backward(boolean toInput) {
    if (toInput) {
      Workers.forEach(chunks(), backward);
    }
  }

  private void forwardChunk(int chunk) {
    float[] x = in.value.data();
    float[] y = out.value.data();
    int end = end(chunk);
    for (int i = chunk * CHUNK; i < end; i++) {
      y[i] = Math.max(x[i], 0);
    }
  }

  private void backwardChunk(int chunk) {
    int from = chunk * CHUNK;
    float[] y = out.value.data();
    loops.wherePositive(end(chunk) - from, y, out.grad.data(), in.grad.data(), from);
  }

  private int end(int chunk) {
    return chunk * CHUNK + Math.min(CHUNK, size - chunk * CHUNK);
  }

  private int chunks() {
    return (size - 1) / CHUNK + 1;
  }
}
