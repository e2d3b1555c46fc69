package moments.grading;

import java.nio.file.Path;
import java.util.List;

/**
 * How a class is to be graded.
 *
 * @param submissions a folder with an entry for each student
 * @param out where the results go
 * @param jobs how many submissions at a time
 * @param only the submissions to grade; empty for all
 * @param resume whether to keep results of submissions that have not changed
 */
record BatchOptions(
    Path submissions,
    Path out,
    int jobs,
    Deadline deadline,
    Roster roster,
    List<String> only,
    boolean resume) {
  /** The same, but keeping results. */
  BatchOptions resuming() {
    return new BatchOptions(submissions, out, jobs, deadline, roster, only, true);
  }
}
