package moments.data;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
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

  @Override
  public String name() {
    return address.toString();
  }

  /** Tries again for as long as each try brings the download further. */
  @Override
  public Path download(Path folder) throws IOException {
    Path part = folder.resolve("cifar-10-binary.tar.gz.part");
    boolean whole = false;
    while (!whole) {
      whole = resume(part);
    }
    return part;
  }

  @Override
  public Map<String, byte[]> unpack(Path archive, KnownFiles files) throws IOException {
    return contentOf(archive);
  }

  /** The files in a {@code .tar.gz} by their names without a folder. */
  static Map<String, byte[]> contentOf(Path archive) throws IOException {
    Map<String, byte[]> content = new HashMap<>();
    try (InputStream file = Files.newInputStream(archive);
        var tar = new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16))) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        String path = entry.getName();
        content.put(path.substring(path.lastIndexOf('/') + 1), tar.readAllBytes());
      }
    }
    return content;
  }

  /** Returns whether all is there; where nothing more came, it throws why. */
  private boolean resume(Path part) throws IOException {
    long there = Files.exists(part) ? Files.size(part) : 0;
    HttpURLConnection http = (HttpURLConnection) address.toURL().openConnection();
    http.setConnectTimeout((int) patience.toMillis());
    http.setReadTimeout((int) patience.toMillis());
    http.setRequestProperty("Range", "bytes=" + there + "-");
    int status = http.getResponseCode();
    if (status == 416) {
      return true; // Nothing is left to send; the sums will tell whether that is right.
    }
    if (status != 200 && status != 206) {
      throw new IOException("the host answered with status " + status);
    }
    if (status == 200) { // It sends all of it again.
      writing(part, () -> Files.write(part, new byte[0]));
      there = 0;
    }
    long length = there + http.getContentLengthLong();
    ProgressBarBuilder bar =
        new ProgressBarBuilder()
            .setTaskName("CIFAR-10")
            .setUnit(" MB", 1 << 20)
            .setInitialMax(length)
            .startsFrom(there, Duration.ZERO)
            .setConsumer(new ConsoleProgressBarConsumer(System.err));
    long now = there;
    IOException broken = null;
    try (InputStream in = ProgressBar.wrap(http.getInputStream(), bar)) {
      byte[] buffer = new byte[1 << 16];
      for (int n; (n = in.read(buffer)) > 0; now += n) {
        byte[] piece = Arrays.copyOf(buffer, n);
        writing(part, () -> Files.write(part, piece, CREATE, APPEND));
      }
    } catch (IOException e) {
      broken = e; // A connection that breaks off may end the stream as well, by JDK.
    }
    if (now == there) {
      String message = "the connection broke at %d of %d bytes".formatted(now, length);
      throw new IOException(message, broken);
    }
    return now >= length;
  }
}
