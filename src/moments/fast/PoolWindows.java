package moments.fast;

import java.util.stream.IntStream;
import moments.nn.Window;

/** Where the elements lie over which a pool's window takes the maximum. */
final class PoolWindows {
  private PoolWindows() {}

  /**
   * The elements of each window on an image, row by row, as far as they lie on it.
   *
   * @param pitch floats from one pixel to the next
   */
  static int[][] elements(Window window, int height, int width, int pitch) {
    int kernel = window.kernel();
    int columns = window.places(width);
    int[][] all = new int[window.places(height) * columns][];
    for (int i = 0; i < all.length; i++) {
      int top = i / columns * window.stride() - window.padding();
      int left = i % columns * window.stride() - window.padding();
      all[i] =
          IntStream.range(0, kernel * kernel)
              .filter(t -> within(top + t / kernel, height) && within(left + t % kernel, width))
              .map(t -> ((top + t / kernel) * width + left + t % kernel) * pitch)
              .toArray();
    }
    return all;
  }

  private static boolean within(int i, int size) {
    return i >= 0 && i < size;
  }
}
