package moments.fetch;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static moments.fetch.DataException.writing;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import moments.terminal.Screen;

/**
 * A download by HTTP to a file that never shrinks: what breaks off goes on from there, in the next
 * run too, for as long as the file grows.
 */
final class Download {
  /** Tries in a row that may bring nothing new. */
  private static final int FRUITLESS = 2;

  private static final int LEAST_BYTES_A_SECOND = 1024;
  private static final long MOST_BYTES = 1L << 29;
  private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-.*");

  private final URI address;
  private final Duration patience;
  private final Path file;

  Download(URI address, Duration patience, Path file) {
    this.address = address;
    this.patience = patience;
    this.file = file;
  }

  void run() throws IOException {
    int fruitless = 0;
    while (true) {
      long before = size();
      Optional<IOException> broken = attempt(before);
      if (broken.isEmpty()) {
        return;
      }
      fruitless = size() > before ? 0 : fruitless + 1;
      if (fruitless == FRUITLESS) {
        throw broken.get();
      }
    }
  }

  private long size() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** Returns where the connection broke, or nothing if all is there. */
  private Optional<IOException> attempt(long there) throws IOException {
    HttpURLConnection http = Proxies.open(address.toURL(), System.getenv());
    http.setConnectTimeout((int) patience.toMillis());
    http.setReadTimeout((int) patience.toMillis());
    http.setRequestProperty("Range", "bytes=" + there + "-");
    int status = http.getResponseCode();
    if (status == 416 && there > 0) {
      return Optional.empty(); // Nothing is left to send; the checksums tell whether it is right.
    }
    if (status != 200 && status != 206) {
      throw new IOException("the host answered with status " + status);
    }
    long from = status == 206 ? start(http, there) : 0;
    long announced = http.getContentLengthLong();
    long end = announced < 0 ? -1 : from + announced;
    long now = from;
    IOException broken = null;
    try (InputStream in = ProgressBar.wrap(http.getInputStream(), bar(from, end));
        FileChannel out = open(from)) {
      Pace pace = new Pace();
      byte[] buffer = new byte[1 << 16];
      for (int n; (n = read(in, buffer)) > 0; ) {
        ByteBuffer piece = ByteBuffer.wrap(buffer, 0, n);
        writing(file, () -> out.write(piece));
        now += n;
        pace.check(now);
      }
      if (now == end) {
        writing(file, () -> out.truncate(end));
      }
    } catch (Broken e) {
      broken = e;
    }
    if (now == end || (end < 0 && broken == null)) {
      return Optional.empty();
    }
    String of = end < 0 ? "" : " of " + end;
    return Optional.of(
        new IOException("the connection broke at %s%s bytes".formatted(now, of), broken));
  }

  /** The host or the line fails, which another try may cure. */
  private static final class Broken extends IOException {
    Broken(IOException cause) {
      super(cause);
    }
  }

  private static int read(InputStream in, byte[] buffer) throws Broken {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new Broken(e);
    }
  }

  private static long start(HttpURLConnection http, long asked) throws IOException {
    String range = String.valueOf(http.getHeaderField("Content-Range"));
    Matcher sent = RANGE.matcher(range);
    if (!sent.matches() || Long.parseLong(sent.group(1)) != asked) {
      throw new IOException(
          "the host was asked for the bytes from %s on and sent \"%s\"".formatted(asked, range));
    }
    return asked;
  }

  private FileChannel open(long from) {
    try {
      return FileChannel.open(file, CREATE, WRITE).position(from);
    } catch (IOException e) {
      throw DataException.cannotWrite(file, e);
    }
  }

  private static ProgressBarBuilder bar(long from, long end) {
    return new ProgressBarBuilder()
        .setTaskName("CIFAR-10")
        .setUnit(" MB", 1 << 20)
        .setInitialMax(end)
        .startsFrom(from, Duration.ZERO)
        .setConsumer(Screen.bars());
  }

  /** Ends a download that would take days, or for ever. */
  private final class Pace {
    private long since = System.nanoTime();
    private long before = -1;

    void check(long now) throws IOException {
      if (now > MOST_BYTES) {
        throw new IOException("the host sent more than %s bytes".formatted(MOST_BYTES));
      }
      if (before < 0) {
        before = now;
      }
      double seconds = (System.nanoTime() - since) / 1e9;
      if (seconds < patience.toMillis() / 1e3) {
        return;
      }
      if (now - before < LEAST_BYTES_A_SECOND * seconds) {
        throw new IOException(
            "the host sends less than %s bytes a second".formatted(LEAST_BYTES_A_SECOND));
      }
      since = System.nanoTime();
      before = now;
    }
  }
}
