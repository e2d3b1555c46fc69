package moments.grading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import moments.grading.SubmittedFiles.Entry;
import moments.lab.Cells;
import moments.lab.Notebooks;

/**
 * Takes from a submission the sources that the assignment asks for, and leaves everything else
 * where it is: classes, archives in archives, build files, links.
 */
final class Intake {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+[\\w.]+\\s*;");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^\\s*(import\\s+(?:static\\s+)?([\\w.]+)(?:\\.\\*)?\\s*;)");
  private static final int MOST_NAMED = 8;

  private final Assignment assignment;
  private final Map<String, String> otherwise;

  /**
   * For an assignment.
   *
   * @param otherwise texts by their files, for a submission that has some of the files but not
   *     these
   */
  Intake(Assignment assignment, Map<String, String> otherwise) {
    this.assignment = assignment;
    this.otherwise = otherwise;
  }

  Assignment assignment() {
    return assignment;
  }

  /** What {@code paths}, all of one student, have: sources, notebooks, folders, zips. */
  Sources read(List<Path> paths) {
    try {
      return take(SubmittedFiles.in(paths));
    } catch (IOException | RuntimeException e) {
      return Sources.missing("it cannot be read: " + Text.shown(String.valueOf(e.getMessage())));
    }
  }

  private Sources take(List<Entry> all) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    for (String name : assignment.files()) {
      List<Entry> candidates = called(all, name);
      if (candidates.isEmpty()) {
        candidates = declaring(all, name);
      }
      Optional<String> text =
          candidates.isEmpty() ? fromNotebook(all, name, notes) : text(candidates.get(0));
      if (text.isEmpty() && candidates.isEmpty()) {
        continue;
      }
      if (text.isEmpty()) {
        return Sources.missing(notText(name));
      }
      if (candidates.size() > 1) {
        notes.add(
            "several files are called %s; graded was %s"
                .formatted(name, Text.shown(candidates.get(0).path())));
      }
      if (PACKAGE.matcher(text.get()).find()) {
        return Sources.missing(
            "%s has a package line, which the starter has not; take it out".formatted(name));
      }
      files.put(name, text.get());
    }
    return complete(files, notes).orElseGet(() -> Sources.missing(lacks(files, all)));
  }

  /** With what there is for files that are not there; empty if none is, or nothing for one. */
  private Optional<Sources> complete(Map<String, String> files, List<String> notes) {
    Map<String, String> whole = new LinkedHashMap<>();
    for (String name : assignment.files()) {
      if (files.isEmpty() || !files.containsKey(name) && !otherwise.containsKey(name)) {
        return Optional.empty();
      }
      if (!files.containsKey(name)) {
        notes.add(
            "there is no %s; its tests saw what students are given to begin with".formatted(name));
      }
      whole.put(name, files.getOrDefault(name, otherwise.getOrDefault(name, "")));
    }
    return Optional.of(new Sources(whole, "", notes));
  }

  private static List<Entry> called(List<Entry> all, String name) {
    return all.stream()
        .filter(entry -> isCalled(entry.name(), name))
        .sorted(Comparator.comparingInt((Entry e) -> e.depth()).thenComparing(Entry::path))
        .toList();
  }

  /** Sources under any name, such as the student's. */
  private static List<Entry> declaring(List<Entry> all, String name) throws IOException {
    List<Entry> found = new ArrayList<>();
    for (Entry entry : all) {
      boolean isSource = entry.name().endsWith(".java");
      if (isSource && declaration(name).matcher(text(entry).orElse("")).find()) {
        found.add(entry);
      }
    }
    return found;
  }

  private static Pattern declaration(String file) {
    return Pattern.compile("\\b(?:class|record)\\s+%s\\b".formatted(file.replace(".java", "")));
  }

  /** Also under the names that Canvas and browsers give to a second version. */
  private static boolean isCalled(String found, String name) {
    String stem = Pattern.quote(name.replace(".java", ""));
    return found.matches("(?:\\w+_\\d+_)?" + stem + "(?:-\\d+|\\s?\\(\\d+\\))?\\.java");
  }

  private static Optional<String> text(Entry entry) throws IOException {
    byte[] bytes = entry.read();
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      // Some editors of Windows put a mark in front.
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String notText(String name) {
    return "%s is not in UTF-8; save it in that encoding".formatted(name);
  }

  private String lacks(Map<String, String> files, List<Entry> all) {
    String name =
        Arrays.stream(assignment.files())
            .filter(each -> !files.containsKey(each))
            .findFirst()
            .orElseThrow();
    String there =
        all.stream().map(Entry::path).map(Text::shown).limit(MOST_NAMED).collect(joining(", "));
    return "there is no %s and no notebook that declares %s; %s"
        .formatted(
            name, name.replace(".java", ""), all.isEmpty() ? "it is empty" : "there is " + there);
  }

  /** The last cell that declares the class, with those imports of the notebook that it may use. */
  private Optional<String> fromNotebook(List<Entry> all, String file, List<String> notes)
      throws IOException {
    Pattern declaration = declaration(file);
    for (Entry entry : all) {
      if (!entry.name().endsWith(".ipynb")) {
        continue;
      }
      List<String> cells = Notebooks.code(text(entry).orElse(""));
      Optional<String> cell =
          cells.stream().filter(code -> declaration.matcher(code).find()).reduce((a, b) -> b);
      if (cell.isPresent()) {
        notes.add(
            "graded was the last cell of %s that declares %s; lines are counted in it"
                .formatted(Text.shown(entry.path()), file.replace(".java", "")));
        return Optional.of(imports(cells) + cell.get());
      }
    }
    return Optional.empty();
  }

  /** The classes that cells of the running kernel declare; empty if there is none. */
  Optional<Sources> fromCells() {
    Map<String, String> files = new LinkedHashMap<>();
    for (String file : assignment.files()) {
      Cells.declared(file.replace(".java", ""))
          .ifPresent(parts -> files.put(file, imports(parts) + parts.get(parts.size() - 1)));
    }
    return complete(files, new ArrayList<>());
  }

  /** In one line, so that the lines of the cell keep their numbers. */
  private String imports(List<String> cells) {
    return cells.stream()
        .flatMap(cell -> IMPORT.matcher(cell).results())
        .filter(found -> mayUse(found.group(2)))
        .map(found -> found.group(1))
        .distinct()
        .collect(joining(" ", "import java.util.*; ", " "));
  }

  private boolean mayUse(String imported) {
    return imported.startsWith("java.")
        || Arrays.stream(assignment.library())
            .anyMatch(part -> imported.startsWith(part) || part.startsWith(imported + "."));
  }
}
