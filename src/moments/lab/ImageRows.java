package moments.lab;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import moments.tensor.Tensor;
import org.apache.commons.text.StringEscapeUtils;

/** Shows small images below a cell. */
public final class ImageRows {
  private static final int GAP = 2;
  private static final int SCALE = 2;
  private static final int OPAQUE = 0xff000000;

  private ImageRows() {}

  /**
   * Rows of images, each row after its title; as text, each title with its number of images.
   *
   * @param rows for each title its images [3, H, W] of one size, with values from 0 to 1
   * @throws IllegalArgumentException if an image has another shape
   */
  public static DisplayData rows(Map<String, List<Tensor>> rows) {
    StringBuilder html = new StringBuilder("<table>\n");
    StringBuilder text = new StringBuilder();
    rows.forEach(
        (title, images) -> {
          BufferedImage strip = strip(images);
          html.append(
              "<tr><th style=\"text-align: left\">%s</th><td><img alt=\"%1$s: %5$s\" width=\"%d\" height=\"%d\" style=\"image-rendering: pixelated; max-width: none\" src=\"data:image/png;base64,%s\"></td></tr>\n"
                  .formatted(
                      StringEscapeUtils.escapeHtml4(title),
                      SCALE * strip.getWidth(),
                      SCALE * strip.getHeight(),
                      png(strip),
                      count(images)));
          text.append("%s: %s%n".formatted(title, count(images)));
        });
    DisplayData data = new DisplayData(text.toString().stripTrailing());
    data.putHTML(html.append("</table>").toString());
    return data;
  }

  private static String count(List<Tensor> images) {
    return images.size() == 1 ? "1 image" : images.size() + " images";
  }

  private static BufferedImage strip(List<Tensor> images) {
    int height = images.get(0).dim(1);
    int width = images.get(0).dim(2);
    int step = width + GAP;
    var strip = new BufferedImage(images.size() * step, height, BufferedImage.TYPE_INT_ARGB);
    for (int n = 0; n < images.size(); n++) {
      Tensor image = images.get(n);
      if (!image.hasShape(3, height, width)) {
        throw new IllegalArgumentException(
            "ImageRows.rows: expected images [3, %d, %d] like the first of the row, got %s"
                .formatted(height, width, image.shapeText()));
      }
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          strip.setRGB(n * step + x, y, color(image, y, x));
        }
      }
    }
    return strip;
  }

  private static int color(Tensor image, int y, int x) {
    int color = 0xff;
    for (int c = 0; c < 3; c++) {
      color = color << 8 | Math.round(255 * Math.max(0, Math.min(1, image.get(c, y, x))));
    }
    return color | OPAQUE;
  }

  private static String png(BufferedImage image) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", bytes);
      return Base64.getEncoder().encodeToString(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
