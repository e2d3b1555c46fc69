package moments.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import moments.book.Book;
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
    Book.write(Book.of(Path.of("")), FOLDER);
    spec.commandLine().getOut().println(FOLDER.resolve(Book.INDEX));
    return 0;
  }
}
