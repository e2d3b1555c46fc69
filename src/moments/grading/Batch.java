package moments.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Grades a class. Each result is written as soon as it is there, so that a run can be killed and
 * taken up again.
 */
final class Batch {
  private static final long MILLIS_BEFORE_A_FAILURE_COUNTS = 1_000;

  private final Grader grader;
  private final Intake intake;
  private final BatchOptions options;
  private final String exam;
  private final ResultFiles files;

  /**
   * A class to be graded.
   *
   * @param exam a fingerprint of the tests
   */
  Batch(Grader grader, Intake intake, BatchOptions options, String exam) {
    this.grader = grader;
    this.intake = intake;
    this.options = options;
    this.exam = exam;
    files = new ResultFiles(options.out(), intake.assignment().title());
  }

  /**
   * Grades {@code submissions}; returns their results in the same order.
   *
   * @param done is told each result, one at a time
   */
  List<Result> run(List<Submission> submissions, Consumer<Result> done)
      throws InterruptedException {
    Result[] results = new Result[submissions.size()];
    Queue<Integer> open = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < results.length; i++) {
      open.add(i);
    }
    Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    List<Thread> jobs = new ArrayList<>();
    for (int j = 0; j < options.jobs(); j++) {
      int job = j;
      Runnable work =
          () -> {
            try {
              for (Integer i = open.poll(); i != null; i = open.poll()) {
                Result result = result(submissions.get(i), job);
                synchronized (results) {
                  results[i] = result;
                  done.accept(result);
                }
              }
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            } catch (RuntimeException e) { // as where a result cannot be written
              failures.add(e);
              open.clear();
            }
          };
      Thread thread = new Thread(work, "grading job " + j);
      thread.setDaemon(true);
      thread.start();
      jobs.add(thread);
    }
    for (Thread thread : jobs) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
    return List.of(results);
  }

  private Result result(Submission submission, int job) throws InterruptedException {
    Sources sources =
        submission.paths().isEmpty()
            ? Sources.missing("nothing was handed in")
            : intake.read(submission.paths());
    String fingerprint =
        DigestUtils.sha256Hex(exam + sources.missing() + new TreeMap<>(sources.files()));
    Optional<Grade> earlier = earlier(submission, fingerprint);
    Grade grade = earlier.orElseGet(() -> grader.grade(sources, job));
    String graded = earlier.map(kept -> files.fingerprint(submission.folder())).orElse(fingerprint);
    Result result = complete(submission, grade, graded, sources.notes());
    boolean sure = earlier.isPresent() || grade.status() == Grade.Status.GRADED;
    Ending.stopIfBegunWithin(sure ? 0 : MILLIS_BEFORE_A_FAILURE_COUNTS);
    files.write(result);
    return result;
  }

  private Optional<Grade> earlier(Submission submission, String fingerprint) {
    boolean chosen =
        options.only().isEmpty() || options.only().stream().anyMatch(submission::isCalled);
    if (chosen && !options.resume()) {
      return Optional.empty();
    }
    return files
        .read(submission.folder())
        .filter(
            grade -> grade.status() != Grade.Status.GRADER_ERROR && grader.isByTheseTests(grade))
        .filter(grade -> !chosen || files.fingerprint(submission.folder()).equals(fingerprint));
  }

  private Result complete(
      Submission submission, Grade grade, String fingerprint, List<String> intakeNotes) {
    Optional<Map<String, String>> row = options.roster().row(submission);
    List<String> notes = new ArrayList<>(intakeNotes);
    if (row.isEmpty() && !options.roster().isEmpty()) {
      notes.add("not in the roster");
    }
    long late = submission.paths().isEmpty() ? 0 : options.deadline().daysLate(submission.time());
    return new Result(
        submission.key(),
        submission.folder(),
        row.orElse(Map.of()),
        grade,
        fingerprint,
        notes,
        submission.time(),
        late,
        options.deadline().score(grade.points(), late));
  }
}
