package moments.reproduce;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import moments.checkpoint.DurableFile;
import moments.tensor.Tensor;
import moments.train.Output;

/** Shows what whitening does: the same images in each row, as they are and for several ε. */
final class WhiteningPicture {
  private static final int SIDE = 32;
  private static final int STEP = SIDE + 2;
  private static final int SCALE = 2;

  /** Values from −3 to 3 standard deviations of a row become black to white. */
  private static final double RANGE = 3;

  private WhiteningPicture() {}

  /** Writes one row of images for each element of {@code rows}, [N, 3·32·32]. */
  static void write(List<Tensor> rows, Path file) {
    int images = rows.get(0).dim(0);
    BufferedImage picture =
        new BufferedImage(
            SCALE * STEP * images, SCALE * STEP * rows.size(), BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < rows.size(); row++) {
      Tensor x = rows.get(row);
      double deviation = x.norm() / Math.sqrt(x.size());
      for (int y = 0; y < picture.getHeight() / rows.size(); y++) {
        for (int column = 0; column < picture.getWidth(); column++) {
          int image = column / (SCALE * STEP);
          int i = y / SCALE;
          int j = column / SCALE % STEP;
          if (i < SIDE && j < SIDE) {
            int rgb = color(x, image, i * SIDE + j, deviation);
            picture.setRGB(column, row * SCALE * STEP + y, rgb);
          }
        }
      }
    }
    try (ByteArrayOutputStream png = new ByteArrayOutputStream()) {
      ImageIO.write(picture, "png", png);
      DurableFile.write(file, png.toByteArray());
    } catch (IOException e) {
      throw Output.failure(file, e);
    }
  }

  private static int color(Tensor x, int image, int pixel, double deviation) {
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      double value = x.get(image, c * SIDE * SIDE + pixel) / deviation;
      double share = Math.max(0, Math.min(1, 0.5 + value / (2 * RANGE)));
      rgb = rgb << 8 | (int) Math.round(255 * share);
    }
    return rgb;
  }
}
