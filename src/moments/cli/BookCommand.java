package moments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import moments.book.Book;
import moments.train.Output;
import org.apache.commons.io.file.PathUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes the book. */
@Command(
    name = "book",
    mixinStandardHelpOptions = true,
    description = "Writes the lessons as a book of HTML pages to target/book/.")
final class BookCommand implements Callable<Integer> {
  private static final Path FOLDER = Path.of("target", "book");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Map<String, byte[]> files = Book.of(Path.of(""));
    write(files);
    spec.commandLine().getOut().println(FOLDER.resolve(Book.INDEX));
    return 0;
  }

  /** Only when all pages are made: what a former book had, and this has not, goes. */
  private static void write(Map<String, byte[]> files) {
    try {
      if (Files.exists(FOLDER)) {
        PathUtils.deleteDirectory(FOLDER);
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path path = FOLDER.resolve(file.getKey());
        Files.createDirectories(path.resolveSibling(""));
        Files.write(path, file.getValue());
      }
    } catch (IOException e) {
      throw Output.failure(FOLDER, e);
    }
  }
}
