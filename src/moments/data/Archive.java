package moments.data;

import static java.nio.file.StandardOpenOption.APPEND;
import static moments.data.DataException.writing;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A {@code .tar.gz} of the files at an address; a download that breaks off goes on from there, in
 * the next run too.
 *
 * @param patience how long to wait for the host to answer or to go on sending
 */
record Archive(URI address, Duration patience) implements Source {
  static final Archive OFFICIAL =
      new Archive(
          URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
          Duration.ofSeconds(8));

  private static final int BUFFER = 1 << 16;

  @Override
  public String name() {
    return address.toString();
  }

  /** Tries again for as long as each try brings the download further. */
  @Override
  public Path download(Path folder) throws IOException {
    Path part = folder.resolve("cifar-10-binary.tar.gz.part");
    while (true) {
      long before = sizeOf(part);
      try {
        resume(part, before);
        return part;
      } catch (IOException e) {
        if (sizeOf(part) <= before) {
          throw e;
        }
      }
    }
  }

  @Override
  public void unpack(Path archive, KnownFiles files, Path into) throws IOException {
    Map<String, byte[]> content = contentOf(archive);
    for (String name : files.names()) {
      Path file = into.resolve(name);
      writing(file, () -> Files.write(file, content.getOrDefault(name, new byte[0])));
    }
  }

  /** The files in a {@code .tar.gz} by their names without a folder. */
  static Map<String, byte[]> contentOf(Path archive) throws IOException {
    Map<String, byte[]> content = new HashMap<>();
    try (InputStream file = Files.newInputStream(archive);
        var tar = new TarArchiveInputStream(new GZIPInputStream(file, BUFFER))) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        String path = entry.getName();
        content.put(path.substring(path.lastIndexOf('/') + 1), tar.readAllBytes());
      }
    }
    return content;
  }

  private void resume(Path part, long from) throws IOException {
    HttpURLConnection http = (HttpURLConnection) address.toURL().openConnection();
    http.setConnectTimeout((int) patience.toMillis());
    http.setReadTimeout((int) patience.toMillis());
    if (from > 0) {
      http.setRequestProperty("Range", "bytes=" + from + "-");
    }
    int status = http.getResponseCode();
    if (status == 416) {
      return; // Nothing is left to send; the sums will tell whether that is right.
    }
    if (status != 200 && status != 206) {
      throw new IOException("the host answered with status " + status);
    }
    long start = status == 206 ? from : 0;
    long length = http.getContentLengthLong();
    ProgressBarBuilder bar =
        new ProgressBarBuilder()
            .setTaskName("CIFAR-10")
            .setUnit(" MB", 1 << 20)
            .setInitialMax(length < 0 ? -1 : start + length)
            .startsFrom(start, Duration.ZERO)
            .setConsumer(new ConsoleProgressBarConsumer(System.err));
    try (InputStream in = ProgressBar.wrap(http.getInputStream(), bar)) {
      if (start == 0) {
        writing(part, () -> Files.write(part, new byte[0]));
      }
      byte[] buffer = new byte[BUFFER];
      for (int n; (n = in.read(buffer)) > 0; ) {
        byte[] piece = Arrays.copyOf(buffer, n);
        writing(part, () -> Files.write(part, piece, APPEND));
      }
    }
    if (length >= 0 && sizeOf(part) < start + length) {
      throw new IOException(
          "the connection broke at %d of %d bytes".formatted(sizeOf(part), start + length));
    }
  }

  private static long sizeOf(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
