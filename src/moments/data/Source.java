package moments.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A place outside this machine that has the files of a data set in an archive. */
interface Source {
  /** What messages call it. */
  String name();

  /** Gets the archive, whole, to a file in {@code folder}; an earlier try may have begun it. */
  Path download(Path folder) throws IOException;

  /** The content of {@code files} by their names, and maybe of others; verified later. */
  Map<String, byte[]> unpack(Path archive, KnownFiles files) throws IOException;
}
