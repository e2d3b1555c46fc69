package moments.grading;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The files in a submission; nothing is unpacked, and only what is wanted is read. */
final class SubmittedFiles {
  private static final int MOST_FILES = 2_000;
  private static final int DEEPEST = 12;
  private static final int LONGEST = 1 << 20;

  private SubmittedFiles() {}

  /** Reads a file when it is wanted. */
  private interface Content {
    InputStream open() throws IOException;
  }

  /**
   * A file.
   *
   * @param path with slashes, from the folder of the submission
   */
  record Entry(String path, Content content) {
    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    int depth() {
      return (int) path.chars().filter(c -> c == '/').count();
    }

    /**
     * Its bytes.
     *
     * @throws IOException if it is too long to be a source
     */
    byte[] read() throws IOException {
      try (InputStream in = content.open()) {
        byte[] bytes = in.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
          throw new IOException("%s is longer than %s bytes".formatted(path, LONGEST));
        }
        return bytes;
      }
    }
  }

  /** All files in {@code paths} that could be sources; links are not followed. */
  static List<Entry> in(List<Path> paths) throws IOException {
    List<Entry> all = new ArrayList<>();
    for (Path path : paths) {
      if (isZip(path)) {
        addZip(path, all);
      } else {
        addTree(path, all);
      }
    }
    return all;
  }

  private static boolean isZip(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".zip")
        && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static void addTree(Path root, List<Entry> all) throws IOException {
    try (Stream<Path> files = Files.walk(root, DEEPEST)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          continue;
        }
        if (isZip(file)) {
          addZip(file, all);
          continue;
        }
        Path inside = file.equals(root) ? file.getFileName() : root.relativize(file);
        add(String.valueOf(inside).replace('\\', '/'), () -> Files.newInputStream(file), all);
      }
    }
  }

  private static void addZip(Path file, List<Entry> all) throws IOException {
    try (ZipFile zip = open(file)) {
      for (ZipArchiveEntry entry : (Iterable<ZipArchiveEntry>) zip.getEntries()::asIterator) {
        if (!entry.isDirectory() && !entry.isUnixSymlink()) {
          String name = entry.getName();
          add(name.replace('\\', '/'), () -> read(file, name), all);
        }
      }
    }
  }

  private static ZipFile open(Path file) throws IOException {
    return ZipFile.builder().setPath(file).get();
  }

  private static InputStream read(Path file, String name) throws IOException {
    try (ZipFile zip = open(file);
        InputStream in = zip.getInputStream(zip.getEntry(name))) {
      return new ByteArrayInputStream(in.readNBytes(LONGEST + 1));
    }
  }

  private static void add(String path, Content content, List<Entry> all) throws IOException {
    if (all.size() >= MOST_FILES) {
      throw new IOException("it has more than %s files".formatted(MOST_FILES));
    }
    boolean ours = !path.contains("__MACOSX/") && !path.matches("(.*/)?\\..*");
    if (ours) {
      all.add(new Entry(path, content));
    }
  }
}
