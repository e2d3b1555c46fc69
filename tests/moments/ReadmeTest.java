package moments;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import moments.cli.Main;
import moments.train.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.OptionSpec;

class ReadmeTest {
  private static final Path README = Path.of("README.md");

  private final Path folder;

  ReadmeTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theExampleRuns() throws Exception {
    Matcher block =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
    assertTrue(block.find(), "no Java in README.md");
    String body = block.group(1).replace("Cifar10.load()", "fewImages()");
    Path source = Files.createDirectories(folder.resolve("moments")).resolve("Example.java");
    Files.writeString(
        source,
        """
        package moments;

        import moments.data.*;
        import moments.nn.*;
        import moments.optim.*;
        import moments.train.*;

        public class Example {
          public static History run() {
            %s
            return trainer.history();
          }

          static Cifar10 fewImages() {
            Cifar10 all = Cifar10.sample();
            return new Cifar10(all.train().limit(8), all.test().limit(4), true, all.source());
          }
        }
        """
            .formatted(body));
    compile(source);
    URL[] place = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(place, ReadmeTest.class.getClassLoader())) {
      Object result = loader.loadClass("moments.Example").getMethod("run").invoke(null);
      History history = (History) result;
      assertEquals(List.of(2L, 4L), history.points().stream().map(History.Point::step).toList());
      assertEquals("adam", history.points().get(0).optimizer());
    }
  }

  @Test
  void everyOptionIsInTheTable() throws Exception {
    String readme = Files.readString(README);
    for (OptionSpec option :
        requireNonNull(Main.commandLine().getSubcommands().get("compare"))
            .getCommandSpec()
            .options()) {
      String name = option.longestName();
      boolean standard = List.of("--help", "--version").contains(name);
      assertTrue(standard || readme.contains("| `" + name), name);
    }
  }

  @Test
  void everyPackageAndEveryFileThatItNamesIsThere() throws Exception {
    String readme = Files.readString(README);
    try (Stream<Path> folders = Files.list(Path.of("src/moments"))) {
      folders
          .filter(Files::isDirectory)
          .map(f -> "`moments." + f.getFileName() + "`")
          .forEach(name -> assertTrue(readme.contains(name), name));
    }
    Matcher link = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(readme);
    while (link.find()) {
      assertTrue(Files.exists(Path.of(link.group(1))), link.group());
    }
  }

  private static void compile(Path source) {
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                InputStream.nullInputStream(),
                messages,
                messages,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    assertEquals(0, code, messages.toString(StandardCharsets.UTF_8));
  }
}
