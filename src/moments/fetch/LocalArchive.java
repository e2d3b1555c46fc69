package moments.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** An archive that the user has downloaded; it is only read. */
record LocalArchive(Path file) implements Source {
  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public Path download(Path folder) {
    return file;
  }

  @Override
  public Map<String, byte[]> unpack(Path archive, KnownFiles files) throws IOException {
    return Archive.contentOf(archive);
  }

  @Override
  public void discard(Path archive) {}
}
