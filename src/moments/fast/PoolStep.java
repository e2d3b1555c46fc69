package moments.fast;

import java.util.Arrays;
import moments.nn.Window;
import moments.parallel.Workers;
import moments.simd.Loops;
import moments.simd.Simd;
import moments.tensor.Tensor;

/** Max pooling of images with channels last: channels lie along the lanes, an image is a task. */
final class PoolStep implements Step {
  private final Loops loops = Simd.best();
  private final Wire in;
  private final Wire out;
  private final int images;
  private final int channels;
  private final int[][] windows;

  /** Where in its image the pixel lies whose element each y was. */
  private final int[] winners;

  private final Workers.Task forward = this::forwardImage;
  private final Workers.Task backward = this::backwardImage;

  PoolStep(Window window, Wire in, Wire out) {
    this.in = in;
    this.out = out;
    images = in.value.dim(0);
    channels = in.value.dim(1);
    windows = PoolWindows.elements(window, in.value.dim(2), in.value.dim(3), channels);
    winners = new int[out.value.size()];
  }

  @Override
  public void forward() {
    Workers.forEach(images, forward);
  }

  private void forwardImage(int n) {
    int x0 = n * (in.value.size() / images);
    int y0 = n * windows.length * channels;
    for (int[] window : windows) {
      loops.max(channels, window, in.value.data(), x0, out.value.data(), y0);
      y0 += channels;
    }
  }

  @Override
  public void backward(boolean toInput) {
    if (toInput) {
      Workers.forEach(images, backward);
    }
  }

  private void backwardImage(int n) {
    Tensor x = in.value;
    float[] dx = in.grad.data();
    float[] dy = out.grad.data();
    int x0 = n * (x.size() / images);
    int y0 = n * windows.length * channels;
    Arrays.fill(dx, x0, x0 + x.size() / images, 0);
    for (int[] window : windows) {
      loops.winners(channels, window, window, x.data(), x0, out.value.data(), y0, winners);
      for (int c = 0; c < channels; c++) {
        dx[x0 + winners[y0 + c] + c] += dy[y0 + c];
      }
      y0 += channels;
    }
  }
}
