package moments.grading;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The grades of a class as tables for spreadsheets and for the gradebooks of Canvas and Moodle. */
final class Tables {
  private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
  private static final String POINTS_POSSIBLE = "    Points Possible";

  private Tables() {}

  /** A line for each student, with the points of each test. */
  static String grades(List<Result> results) {
    List<List<String>> lines = new ArrayList<>();
    List<String> header =
        new ArrayList<>(
            List.of("submission", "name", "score", "points", "of", "status", "days late", "why"));
    results.stream()
        .limit(1)
        .flatMap(result -> result.grade().marks().stream())
        .forEach(mark -> header.add(mark.test()));
    lines.add(header);
    for (Result result : results) {
      Grade grade = result.grade();
      List<String> line =
          new ArrayList<>(
              List.of(
                  result.key(),
                  result.name(),
                  result.scoreText(),
                  String.valueOf(grade.points()),
                  String.valueOf(grade.most()),
                  status(grade),
                  String.valueOf(result.daysLate()),
                  result.explanation()));
      grade.marks().forEach(mark -> line.add(String.valueOf(mark.got())));
      lines.add(line);
    }
    return text(lines);
  }

  /** The status as reports have it. */
  static String status(Grade grade) {
    return grade.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * For Canvas's import: the columns that identify a student are those of the roster, and so is
   * that of the assignment, with its number, if the roster has one; Canvas makes a new one
   * otherwise.
   */
  static String canvas(List<Result> results) {
    List<String> columns = List.of("ID", "SIS User ID", "SIS Login ID", "Section");
    List<List<String>> lines = new ArrayList<>();
    results.stream()
        .limit(1)
        .map(Result::grade)
        .forEach(
            grade -> {
              lines.add(line("Student", columns.stream(), canvasColumn(results, grade.title())));
              lines.add(line(POINTS_POSSIBLE, columns.stream().map(c -> ""), "" + grade.most()));
            });
    for (Result result : results) {
      Stream<String> cells = columns.stream().map(column -> Roster.cell(result.row(), column));
      lines.add(line(result.name(), cells, result.scoreText()));
    }
    return text(lines);
  }

  private static String canvasColumn(List<Result> results, String title) {
    return results.stream()
        .flatMap(result -> result.row().keySet().stream())
        .filter(column -> column.matches(Pattern.quote(title) + " \\(\\d+\\)"))
        .findFirst()
        .orElse(title);
  }

  /**
   * For Moodle's import, which needs the columns of its grading worksheet: who it is, and when the
   * grade there was changed last, so that no later one is overwritten.
   */
  static String moodle(List<Result> results) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        List.of(
            "Identifier",
            "Full name",
            "Email address",
            "Grade",
            "Maximum grade",
            "Last modified (grade)",
            "Feedback comments"));
    for (Result result : results) {
      Map<String, String> row = result.row();
      lines.add(
          List.of(
              Roster.cell(row, "Identifier"),
              result.name(),
              Roster.cell(row, "Email address"),
              result.scoreText(),
              String.valueOf(result.grade().most()),
              Roster.cell(row, "Last modified (grade)"),
              result.explanation()));
    }
    return text(lines);
  }

  private static List<String> line(String first, Stream<String> middle, String last) {
    return Stream.of(Stream.of(first), middle, Stream.of(last)).flatMap(s -> s).toList();
  }

  private static String text(List<List<String>> lines) {
    StringWriter text = new StringWriter();
    try (CSVPrinter csv = new CSVPrinter(text, CSV)) {
      for (List<String> line : lines) {
        csv.printRecord(line.stream().map(Tables::harmless).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** A spreadsheet must not take a student's text for a formula. */
  private static String harmless(String cell) {
    String shown = Text.shown(cell);
    return shown.matches("(?s)[=+\\-@\t\r].*") ? "'" + shown : shown;
  }
}
