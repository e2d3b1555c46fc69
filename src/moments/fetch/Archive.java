package moments.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A {@code .tar.gz} of the files at an address.
 *
 * @param patience how long to wait for the host to answer or to send more
 */
record Archive(URI address, Duration patience) implements Source {
  static final Archive OFFICIAL =
      new Archive(
          URI.create("https://www.cs.toronto.edu/~kriz/" + KnownFiles.ARCHIVE),
          Duration.ofSeconds(8));

  @Override
  public String name() {
    return address.toString();
  }

  @Override
  public Path download(Path folder) throws IOException {
    Path part = folder.resolve(".moments-" + KnownFiles.ARCHIVE);
    new Download(address, patience, part).run();
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
}
