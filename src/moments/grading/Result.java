package moments.grading;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A student's grade with what belongs to it.
 *
 * @param key of the submission
 * @param folder where its reports go, in that of all
 * @param row of the roster; empty if there is none
 * @param fingerprint of the submission, the tests and the seed: the same if nothing has changed
 * @param notes about the submission
 * @param score the points after what lateness costs
 */
record Result(
    String key,
    String folder,
    Map<String, String> row,
    Grade grade,
    String fingerprint,
    List<String> notes,
    Instant submitted,
    long daysLate,
    double score) {
  String name() {
    return row.isEmpty() ? key : Roster.name(row);
  }

  /** The status in a sentence, with the reason and the notes. */
  String explanation() {
    String why = grade.why().isEmpty() ? grade.status().meaning() : grade.why();
    String late =
        daysLate == 0 ? "" : "; %s %s late".formatted(daysLate, daysLate == 1 ? "day" : "days");
    return why + late + String.join("", notes.stream().map(note -> "; " + note).toList());
  }

  /** The score as programs read it, without decimals if it is whole. */
  String scoreText() {
    return Text.number(score);
  }
}
