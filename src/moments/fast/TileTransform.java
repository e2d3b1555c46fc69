package moments.fast;

import moments.simd.IndexedProduct;
import moments.simd.Loops;
import moments.simd.Simd;

/**
 * A grid of square tiles in images with channels last, and their transforms: {@code S = M·X·Mᵀ} for
 * each tile X and channel.
 *
 * <p>The transforms of a block of images are laid out [i, image, row, j, column, channel] for the
 * points i, j, so that each of the products below writes long runs.
 */
final class TileTransform {
  private static final int POINTS = WinogradMatrices.POINTS;

  private final Loops loops = Simd.best();
  private final int rows;
  private final int columns;
  private final int channels;
  private final int size;
  private final int step;
  private final float[] matrix;
  private final float[] transposed;
  private final IndexedProduct transformAcross;
  private final IndexedProduct transformDown;
  private final IndexedProduct transposedDown;
  private final IndexedProduct transposedAcross;
  private final ThreadLocal<float[]> between;

  /** Floats of one row of tiles for one point i; of all rows of the block. */
  private final int band;

  private final int plane;

  /**
   * The transforms of {@code images × rows × columns} tiles, {@code step} apart.
   *
   * @param matrix M [8, size]
   * @param size of a tile
   */
  TileTransform(
      int images, int rows, int columns, int channels, float[] matrix, int size, int step) {
    this.rows = rows;
    this.columns = columns;
    this.channels = channels;
    this.matrix = matrix;
    this.size = size;
    this.step = step;
    band = POINTS * columns * channels;
    plane = images * rows * band;
    transposed = new float[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      transposed[i % size * POINTS + i / size] = matrix[i];
    }
    int[] points = IndexedProduct.every(1, POINTS);
    int[] inTile = IndexedProduct.every(1, size);
    int[] mRows = IndexedProduct.every(size, POINTS);
    int[] tRows = IndexedProduct.every(POINTS, size);
    int[] pixels = IndexedProduct.every(channels, size);
    int[] acrossPoints = IndexedProduct.every(columns * channels, POINTS);
    int[] lines = IndexedProduct.every(band, size);
    int[] downPoints = IndexedProduct.every(plane, POINTS);
    transformAcross =
        IndexedProduct.outer(mRows, inTile, pixels, acrossPoints, channels).overwriting();
    transformDown = IndexedProduct.outer(mRows, inTile, lines, downPoints, band).overwriting();
    transposedDown = IndexedProduct.outer(tRows, points, downPoints, lines, band).overwriting();
    transposedAcross = IndexedProduct.outer(tRows, points, acrossPoints, pixels, channels);
    between = ThreadLocal.withInitial(() -> new float[((rows - 1) * step + size) * band]);
  }

  /** Floats of the transforms of a block. */
  int floats() {
    return POINTS * plane;
  }

  /** Where point (i, j) begins. */
  int point(int i, int j) {
    return i * plane + j * columns * channels;
  }

  /** Where each tile of the block lies within a point. */
  int[] tiles() {
    int[] table = new int[plane / (POINTS * channels)];
    for (int t = 0; t < table.length; t++) {
      table[t] = t / columns * band + t % columns * channels;
    }
    return table;
  }

  /** {@code S ← M·X·Mᵀ} for the tiles of the image at {@code x0}, with rows {@code pitch} apart. */
  void transform(float[] x, int x0, int pitch, float[] s, int image) {
    float[] half = between.get();
    for (int line = 0; line < (rows - 1) * step + size; line++) {
      for (int column = 0; column < columns; column++) {
        int from = x0 + line * pitch + column * step * channels;
        int to = line * band + column * channels;
        loops.outer(transformAcross, 0, POINTS, matrix, 0, x, from, half, to);
      }
    }
    for (int row = 0; row < rows; row++) {
      int to = (image * rows + row) * band;
      loops.outer(transformDown, 0, POINTS, matrix, 0, half, row * step * band, s, to);
    }
  }

  /** {@code X ← X + Mᵀ·S·M}, the transpose of {@link #transform}. */
  void addTransposed(float[] s, int image, float[] x, int x0, int pitch) {
    float[] half = between.get();
    for (int row = 0; row < rows; row++) {
      int from = (image * rows + row) * band;
      loops.outer(transposedDown, 0, size, transposed, 0, s, from, half, 0);
      for (int line = 0; line < size; line++) {
        for (int column = 0; column < columns; column++) {
          int at = line * band + column * channels;
          int to = x0 + (row * step + line) * pitch + column * step * channels;
          loops.outer(transposedAcross, 0, size, transposed, 0, half, at, x, to);
        }
      }
    }
  }
}
