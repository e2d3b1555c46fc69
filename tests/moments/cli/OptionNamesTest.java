package moments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Another package's messages are read by callers from Java, too, who have no options. */
class OptionNamesTest {
  @Test
  void areInNoMessageOfAnotherPackage() throws IOException {
    Set<String> options = new TreeSet<>();
    addOptions(Main.commandLine(), options);
    Pattern spoken = Pattern.compile("\"[^\"\n]* (?:%s)\\b".formatted(String.join("|", options)));
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/moments"))) {
      for (Path file : files.filter(OptionNamesTest::isOfAnotherPackage).toList()) {
        Files.readString(file)
            .lines()
            .filter(spoken.asPredicate())
            .filter(line -> !line.contains("exec.args")) // A whole command, to be copied.
            .forEach(line -> found.add(file + ": " + line.strip()));
      }
    }
    assertEquals("", String.join("\n", found));
  }

  private static void addOptions(CommandLine command, Set<String> options) {
    command.getCommandSpec().options().forEach(option -> options.add(option.longestName()));
    command.getSubcommands().values().forEach(part -> addOptions(part, options));
  }

  private static boolean isOfAnotherPackage(Path file) {
    return file.toString().endsWith(".java") && !file.startsWith("src/moments/cli");
  }
}
