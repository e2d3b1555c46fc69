package moments.grading;

import java.util.List;
import java.util.Map;

/**
 * What was taken from a submission.
 *
 * @param files the texts by the names that the assignment has for them
 * @param missing why there is nothing to grade; else empty
 * @param notes what else its author should know
 */
record Sources(Map<String, String> files, String missing, List<String> notes) {
  static Sources missing(String why) {
    return new Sources(Map.of(), why, List.of());
  }
}
