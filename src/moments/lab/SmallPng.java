package moments.lab;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.apache.commons.imaging.formats.png.PngImagingParameters;
import org.apache.commons.imaging.formats.png.PngWriter;
import org.apache.commons.imaging.palette.PaletteFactory;

/** A picture of a few colours, as most figures are, in a fifth of the room. */
final class SmallPng {
  private static final String PREFIX = "data:image/png;base64,";

  private SmallPng() {}

  /** The picture with that address, in the 256 colours that suit it best, as an address. */
  static String of(String address) {
    byte[] bytes = Base64.getDecoder().decode(address.substring(PREFIX.length()));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    PngImagingParameters indexed = new PngImagingParameters();
    indexed.setForceIndexedColor(true);
    try {
      BufferedImage picture = opaque(ImageIO.read(new ByteArrayInputStream(bytes)));
      new PngWriter().writeImage(picture, png, indexed, new PaletteFactory());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the picture that Chromium made", e);
    }
    return PREFIX + Base64.getEncoder().encodeToString(png.toByteArray());
  }

  private static BufferedImage opaque(BufferedImage picture) {
    BufferedImage copy =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    copy.createGraphics().drawImage(picture, 0, 0, null);
    return copy;
  }
}
