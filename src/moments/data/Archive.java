package moments.data;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/**
 * A {@code .tar.gz} of the files at an address; a download that breaks off goes on from there, in
 * the next run too.
 *
 * @param patience how long to wait for the host to answer or to go on sending
 */
record Archive(URI address, String md5, Duration patience) implements Source {
  /** What has come so far, in the cache folder. */
  static final String PART = "cifar-10-binary.tar.gz.part";

  static final Archive OFFICIAL =
      new Archive(
          URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
          "c32a1d4ab5d03f1284b67883e8d87530",
          Duration.ofSeconds(8));

  @Override
  public String name() {
    return address.toString();
  }

  @Override
  public void fetch(KnownFiles files, Path into) throws IOException {
    Path part = into.resolveSibling(PART);
    boolean resumed = Files.exists(part);
    download(part);
    if (resumed && !md5Of(part).equals(md5)) {
      Disk.delete(part); // What was there before may be to blame.
      download(part);
    }
    String sum = md5Of(part);
    if (!sum.equals(md5)) {
      Disk.delete(part);
      throw new IOException("MD5 of the archive is %s, expected %s".formatted(sum, md5));
    }
    unpack(part, files, into);
  }

  /** Tries again for as long as each try brings the download further. */
  private void download(Path part) throws IOException {
    while (true) {
      long before = sizeOf(part);
      try {
        resume(part, before);
        return;
      } catch (IOException e) {
        if (sizeOf(part) <= before) {
          throw e;
        }
      }
    }
  }

  private void resume(Path part, long from) throws IOException {
    HttpURLConnection http = (HttpURLConnection) address.toURL().openConnection();
    http.setConnectTimeout((int) patience.toMillis());
    http.setReadTimeout((int) patience.toMillis());
    if (from > 0) {
      http.setRequestProperty("Range", "bytes=" + from + "-");
    }
    try {
      int status = http.getResponseCode();
      if (status == 416) {
        return; // Nothing is left to send; the sum will tell whether that is right.
      }
      if (status != 200 && status != 206) {
        throw new IOException("the host answered with status " + status);
      }
      long start = status == 206 ? from : 0;
      long length = http.getContentLengthLong();
      try (InputStream in = http.getInputStream();
          ProgressBar bar = progressBar(start, length < 0 ? -1 : start + length)) {
        Disk.write(in, part, bar::stepBy, CREATE, start > 0 ? APPEND : TRUNCATE_EXISTING);
      }
      if (length >= 0 && sizeOf(part) < start + length) {
        throw new IOException(
            "the connection broke at %d of %d bytes".formatted(sizeOf(part), start + length));
      }
    } finally {
      http.disconnect();
    }
  }

  private static ProgressBar progressBar(long start, long total) {
    return new ProgressBarBuilder()
        .setTaskName("CIFAR-10")
        .setUnit(" MB", 1 << 20)
        .setInitialMax(total)
        .startsFrom(start, Duration.ZERO)
        .setConsumer(new ConsoleProgressBarConsumer(System.err))
        .build();
  }

  private static void unpack(Path archive, KnownFiles files, Path into) throws IOException {
    Set<String> wanted = files.all().map(KnownFile::name).collect(Collectors.toSet());
    TarGz.forEach(
        archive,
        (name, content) -> {
          if (wanted.contains(name)) {
            Disk.write(content, into.resolve(name), n -> {});
          }
        });
  }

  private static long sizeOf(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private static String md5Of(Path file) throws IOException {
    MessageDigest digest = KnownFile.digest("MD5");
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
