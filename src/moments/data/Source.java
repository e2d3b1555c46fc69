package moments.data;

import java.io.IOException;
import java.nio.file.Path;

/** A place outside this machine that has the files of a data set in an archive. */
interface Source {
  /** What messages call it. */
  String name();

  /** Gets the archive, whole, to a file in {@code folder}; an earlier try may have begun it. */
  Path download(Path folder) throws IOException;

  /** Writes {@code files} from {@code archive} to {@code into}; they are verified later. */
  void unpack(Path archive, KnownFiles files, Path into) throws IOException;
}
