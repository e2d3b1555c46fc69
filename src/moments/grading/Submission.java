package moments.grading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one student has handed in.
 *
 * @param key what the submission is called
 * @param aliases all names under which a roster may have the student
 * @param paths its files, folders and zips; none if nothing was handed in
 */
record Submission(String key, Set<String> aliases, List<Path> paths) {
  private static final Pattern MOODLE =
      Pattern.compile("(.+)_(\\d+)_assignsubmission_\\w*(\\..*)?");
  private static final Pattern CANVAS = Pattern.compile("([^_]+)(?:_LATE)?_(\\d+)_(\\d+)_.+");
  private static final Pattern PLAIN = Pattern.compile("(.+?)(?:\\.(?:zip|java|ipynb))?");

  /**
   * The submissions in {@code folder}: an entry a student, named for them or as Moodle or Canvas do
   * it; several files that Canvas has for one student are one submission.
   */
  static List<Submission> in(Path folder) {
    Map<String, Submission> all = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : (Iterable<Path>) entries.sorted()::iterator) {
        String name = String.valueOf(entry.getFileName());
        if (!name.startsWith(".") && !name.equals("__MACOSX")) {
          Submission one = of(entry, name);
          all.merge(one.key, one, Submission::with);
        }
      }
    } catch (IOException e) {
      throw new GradingException(
          "Cannot list %s (%s); expected a folder with an entry for each student"
              .formatted(folder, e.getClass().getSimpleName()));
    }
    return new ArrayList<>(all.values());
  }

  private static Submission of(Path entry, String name) {
    Matcher moodle = MOODLE.matcher(name);
    if (moodle.matches()) {
      return new Submission(
          moodle.group(1), Set.of("Participant " + moodle.group(2)), List.of(entry));
    }
    Matcher canvas = CANVAS.matcher(name);
    if (canvas.matches() && !Files.isDirectory(entry)) {
      return new Submission(canvas.group(1), Set.of(canvas.group(2)), List.of(entry));
    }
    Matcher plain = PLAIN.matcher(name);
    return new Submission(plain.matches() ? plain.group(1) : name, Set.of(), List.of(entry));
  }

  private Submission with(Submission other) {
    if (!aliases.equals(other.aliases)) {
      throw new GradingException(
          "Two students are called %s; rename the files of one of them".formatted(key));
    }
    return new Submission(
        key, aliases, Stream.concat(paths.stream(), other.paths.stream()).toList());
  }

  boolean isCalled(String name) {
    return key.equalsIgnoreCase(name) || aliases.contains(name);
  }

  /** A name for a folder, different for different submissions. */
  String folder() {
    String safe = key.replaceAll("[^A-Za-z0-9_-]", "_");
    return safe.equals(key) ? safe : safe + "-" + Integer.toHexString(key.hashCode());
  }

  /** When the newest of its files was changed last. */
  Instant time() {
    return paths.stream()
        .flatMap(Submission::times)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private static Stream<Instant> times(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(Submission::time)
          .toList()
          .stream();
    } catch (IOException | UncheckedIOException e) {
      // What cannot be read is said where it is to be graded.
      return Stream.empty();
    }
  }

  private static Instant time(Path file) {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
