package moments.grading;

import java.nio.file.Path;
import java.util.ArrayList;
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
  /** Everybody who has handed something in, and then those of the roster who have not. */
  List<Submission> all() {
    List<Submission> all = new ArrayList<>(Submission.in(submissions));
    all.addAll(roster.missing(all));
    for (String name : only) {
      if (all.stream().noneMatch(one -> one.isCalled(name))) {
        throw new GradingException(
            "There is no submission \"%s\" in %s".formatted(name, submissions));
      }
    }
    if (all.isEmpty()) {
      throw new GradingException(
          "There is nothing in %s; expected a folder, zip, source or notebook for each student"
              .formatted(submissions));
    }
    return all;
  }

  /** The same, but keeping results. */
  BatchOptions resuming() {
    return new BatchOptions(submissions, out, jobs, deadline, roster, only, true);
  }
}
