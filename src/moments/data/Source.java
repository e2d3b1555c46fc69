package moments.data;

import java.io.IOException;
import java.nio.file.Path;

/** A place outside this machine from which the files of a data set can be had. */
interface Source {
  /** What messages call it. */
  String name();

  /**
   * Writes {@code files} to the empty folder {@code into}; they are verified later. What is worth
   * keeping for another try may stay beside that folder.
   *
   * @throws IOException if this source fails and the next is to be tried
   * @throws DataException if writing fails, which no other source can mend
   */
  void fetch(KnownFiles files, Path into) throws IOException;
}
