package moments.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reading of {@code .tar.gz} files. */
final class TarGz {
  /** What is done with a file of an archive. */
  interface Visitor {
    /** Visits file {@code name} (without its folder). */
    void visit(String name, InputStream content) throws IOException;
  }

  private static final int BUFFER = 1 << 16;

  private TarGz() {}

  /** Visits the files of {@code archive} in their order; nothing is written. */
  static void forEach(Path archive, Visitor visitor) throws IOException {
    try (InputStream file = Files.newInputStream(archive);
        InputStream unzipped = new GZIPInputStream(new BufferedInputStream(file, BUFFER), BUFFER);
        TarArchiveInputStream tar = new TarArchiveInputStream(unzipped)) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        if (entry.isFile()) {
          String path = entry.getName();
          visitor.visit(path.substring(path.lastIndexOf('/') + 1), tar);
        }
      }
    }
  }
}
