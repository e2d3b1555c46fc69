package moments.grading;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The students of a class: a CSV file with a header, such as a gradebook of Canvas or a grading
 * worksheet of Moodle.
 *
 * @param rows each from the names of columns to values
 */
record Roster(List<Map<String, String>> rows) {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();

  /** Names first, then what else identifies a student. */
  private static final List<String> NAMES =
      List.of("name", "student", "full name", "id", "email address", "email");

  static Roster none() {
    return new Roster(List.of());
  }

  /** Reads {@code file}. */
  static Roster read(Path file) {
    try {
      String text = Files.readString(file).replaceFirst("^\uFEFF", "");
      List<Map<String, String>> rows = new ArrayList<>();
      for (CSVRecord record : FORMAT.parse(new StringReader(text))) {
        Map<String, String> row = record.toMap();
        boolean isStudent =
            row.values().stream().anyMatch(cell -> !cell.isBlank())
                && row.values().stream().noneMatch(cell -> cell.equals("Points Possible"));
        if (isStudent) {
          rows.add(row);
        }
      }
      return new Roster(rows);
    } catch (IOException | RuntimeException e) {
      throw new GradingException(
          "Cannot read the roster %s (%s); expected CSV in UTF-8 with a header"
              .formatted(file, e.getMessage()));
    }
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The row in which any cell is a name of {@code submission}. */
  Optional<Map<String, String>> row(Submission submission) {
    return rows.stream()
        .filter(row -> row.values().stream().anyMatch(submission::isCalled))
        .findFirst();
  }

  /** Those without any of {@code submissions}, as submissions of nothing. */
  List<Submission> missing(List<Submission> submissions) {
    return rows.stream()
        .filter(
            row ->
                submissions.stream()
                    .noneMatch(one -> row.values().stream().anyMatch(one::isCalled)))
        .map(row -> new Submission(name(row), Set.of(), List.of()))
        .toList();
  }

  /** The student's name; the first cell where no column is called so. */
  static String name(Map<String, String> row) {
    return Stream.concat(NAMES.stream().map(column -> cell(row, column)), row.values().stream())
        .filter(cell -> !cell.isBlank())
        .findFirst()
        .orElse("");
  }

  /** The cell in {@code column}, whatever its case; empty if there is none. */
  static String cell(Map<String, String> row, String column) {
    return row.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(column))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }
}
