package moments.grading;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import moments.lab.ClassPath;
import moments.train.Output;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * What Gradescope needs to grade an assignment, in one zip: its two scripts, this program with the
 * libraries, and the tests. Nothing has to be compiled or downloaded there but a JDK.
 *
 * <p>Source: Gradescope, <em>Autograder Specifications</em>.
 */
public final class GradescopePackage {
  private static final int EXECUTABLE = 0100755;
  private static final int PLAIN = 0100644;

  private final ZipArchiveOutputStream zip;

  private GradescopePackage(ZipArchiveOutputStream zip) {
    this.zip = zip;
  }

  /**
   * Writes the package for {@code assignment} to {@code file}.
   *
   * @param hidden a folder with more tests
   */
  public static void write(AssignmentFolder assignment, Optional<Path> hidden, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
      try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
        GradescopePackage all = new GradescopePackage(zip);
        all.script("setup.sh", assignment);
        all.script("run_autograder", assignment);
        all.program();
        for (Path part : assignment.forGrading()) {
          all.add(assignment.root().relativize(part).toString(), Files.readAllBytes(part), PLAIN);
        }
        if (hidden.isPresent()) {
          all.tree(hidden.get(), "hidden/");
        }
      }
    } catch (IOException e) {
      throw Output.failure(file, e);
    }
  }

  private void script(String name, AssignmentFolder assignment) throws IOException {
    String text = Resource.text("gradescope/" + name).replace("LESSON", assignment.number());
    add(name, text.getBytes(UTF_8), EXECUTABLE);
  }

  private void program() throws IOException {
    String entries = ClassPath.ofThisProgram();
    for (String entry : entries.split(Pattern.quote(File.pathSeparator))) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        tree(path, "classes/");
      } else if (Files.exists(path) && hasClasses(path)) {
        add("lib/" + path.getFileName(), Files.readAllBytes(path), PLAIN);
      }
    }
  }

  /** Not so those of the lessons' and the book's scripts, which are large. */
  private static boolean hasClasses(Path jar) throws IOException {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).anyMatch(name -> name.endsWith(".class"));
    }
  }

  private void tree(Path root, String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        add(prefix + root.relativize(file), Files.readAllBytes(file), PLAIN);
      }
    }
  }

  private void add(String name, byte[] content, int mode) throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name.replace('\\', '/'));
    entry.setUnixMode(mode);
    zip.putArchiveEntry(entry);
    zip.write(content);
    zip.closeArchiveEntry();
  }
}
