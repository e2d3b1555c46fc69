package speed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The images that the library carries, in batches: image i of the cycle is record 1009·i mod 2000.
 *
 * @param pixels each batch [N, 3, 32, 32], in −1 … 1
 * @param labels of each batch [N]
 */
record Images(float[][] pixels, int[][] labels) {
  static final int RECORDS = 2000;
  static final int PIXELS = 3 * 32 * 32;

  /** As many whole batches as there are, at most one cycle. */
  static Images inBatchesOf(int batch) {
    byte[] records = records();
    var images =
        new Images(new float[RECORDS / batch][batch * PIXELS], new int[RECORDS / batch][batch]);
    for (int k = 0; k < images.labels.length; k++) {
      for (int n = 0; n < batch; n++) {
        int record = 1009 * (k * batch + n) % RECORDS * (1 + PIXELS);
        images.labels[k][n] = records[record];
        for (int p = 0; p < PIXELS; p++) {
          images.pixels[k][n * PIXELS + p] =
              ((records[record + 1 + p] & 0xff) / 255f - 0.5f) / 0.5f;
        }
      }
    }
    return images;
  }

  /** The carried records, each a label and its pixels, as bytes. */
  static byte[] records() {
    try {
      return Files.readAllBytes(Path.of("src/moments/data/sample-train.bin"));
    } catch (IOException e) {
      throw new UncheckedIOException("the benchmarks start in the project's own folder", e);
    }
  }
}
