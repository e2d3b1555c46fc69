package moments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.io.IOUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In a folder that is laid out as Gradescope's. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Gradescope runs Linux")
class GradescopeCommandTest {
  private static final Path SOLUTION =
      Path.of("lessons/08-what-is-adam/assignment/solution/MyAdam.java");

  private final Path autograder;

  GradescopeCommandTest(@TempDir Path autograder) {
    this.autograder = autograder;
  }

  @Test
  void thePackageGradesASubmissionByItself() throws Exception {
    Path zip = autograder.resolve("autograder.zip");

    Terminal packed = Terminal.run("gradescope", "8", "--out", zip.toString());

    assertEquals("Wrote %s\n".formatted(zip), packed.out(), packed.err());
    Path source = autograder.resolve("source");
    unzip(zip, source);
    Files.copy(source.resolve("run_autograder"), autograder.resolve("run_autograder"));
    Path in = Files.createDirectory(autograder.resolve("submission"));
    String wrong = Files.readString(SOLUTION).replace("(1 - beta2) *", "");
    Files.writeString(in.resolve("MyAdam.java"), wrong);

    String said = run("bash", "-n", "source/setup.sh") + run("bash", "run_autograder");

    Path file = autograder.resolve("results/results.json");
    assertTrue(Files.exists(file), said);
    JsonObject results = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals(5, results.get("score").getAsDouble(), said);
    assertEquals(15, results.getAsJsonArray("tests").size());
  }

  private static void unzip(Path zip, Path to) throws IOException {
    try (ZipFile file = ZipFile.builder().setPath(zip).get()) {
      for (Enumeration<ZipArchiveEntry> all = file.getEntries(); all.hasMoreElements(); ) {
        ZipArchiveEntry entry = all.nextElement();
        Path target = to.resolve(entry.getName());
        Files.createDirectories(target.resolveSibling(""));
        Files.write(target, IOUtils.toByteArray(file.getInputStream(entry)));
        boolean executable = (entry.getUnixMode() & 0100) != 0;
        assertEquals(!entry.getName().contains("/"), executable, entry.getName());
        Files.setPosixFilePermissions(
            target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }

  private String run(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(autograder.toFile());
    Path java = Path.of(System.getProperty("java.home"), "bin");
    builder.environment().merge("PATH", java.toString(), (path, bin) -> bin + ":" + path);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
