package moments.lab;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import moments.train.Output;
import org.apache.commons.io.file.PathUtils;

/**
 * A reader's own copies of the notebooks, to write in: nothing of theirs is ever overwritten, and
 * Git knows only the originals.
 */
public final class ReaderNotebooks {
  /** In the folder of the copies: the originals as they were when they were last copied. */
  static final String GIVEN = ".given";

  private ReaderNotebooks() {}

  /**
   * Copies into {@code mine} each notebook of {@code originals} of which there is no copy yet, and
   * each that has changed since: under a name of its own if the copy has been written in.
   *
   * @param mine a folder in {@code originals}; made if need be
   * @param notices told where the newer version of a notebook is
   * @throws UncheckedIOException if a folder cannot be read or written, with what to do
   */
  public static void refresh(Path originals, Path mine, Consumer<String> notices) {
    for (Path original : notebooks(originals)) {
      String name = String.valueOf(original.getFileName());
      Path copy = mine.resolve(name);
      Path given = mine.resolve(GIVEN).resolve(name);
      try {
        if (Files.exists(copy) && PathUtils.fileContentEquals(original, given)) {
          continue;
        }
        if (Files.exists(copy) && !isUntouched(copy, given)) {
          copy = free(mine, name);
          notices.accept(
              "%s has changed: the new one is %s, yours stays as it is".formatted(name, copy));
        }
        String text = Files.readString(original);
        Output.write(copy, copyOf(text));
        Output.write(given, text);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + original, e);
      }
    }
  }

  private static boolean isUntouched(Path copy, Path given) throws IOException {
    return Files.exists(given) && Files.readString(copy).equals(copyOf(Files.readString(given)));
  }

  /** One folder deeper than its original, and with nothing shown that the reader has not run. */
  private static String copyOf(String notebook) {
    return Notebooks.withoutOutputs(notebook.replace("](../", "](../../"));
  }

  private static List<Path> notebooks(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".ipynb"))
          .sorted(comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  /** The name with the lowest number from 2 on that is not taken. */
  private static Path free(Path folder, String name) {
    String stem = name.substring(0, name.lastIndexOf('.'));
    return IntStream.iterate(2, n -> n + 1)
        .mapToObj(n -> folder.resolve("%s-%d.ipynb".formatted(stem, n)))
        .filter(Files::notExists)
        .findFirst()
        .orElseThrow();
  }
}
