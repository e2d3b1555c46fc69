package moments.grading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import moments.parallel.Shard;

/** A run of {@link Batch} over the submissions to a lesson's assignment. */
public final class ClassGrading {
  private static final int SEEDS = 1_000_000;

  private final AssignmentFolder assignment;
  private final Optional<Path> hidden;
  private final BatchOptions options;
  private final OptionalLong seed;
  private final KeptSeed kept;

  /**
   * What to grade.
   *
   * @param hidden a folder with more tests
   * @param seed of all random input; if empty, one that nobody can know, or that of the run resumed
   */
  public ClassGrading(
      AssignmentFolder assignment,
      Optional<Path> hidden,
      Path submissions,
      Path out,
      int jobs,
      Deadline deadline,
      Optional<Path> roster,
      List<String> only,
      boolean resume,
      OptionalLong seed) {
    this.assignment = assignment;
    this.hidden = hidden;
    this.seed = seed;
    kept = new KeptSeed(out);
    options =
        new BatchOptions(
            submissions,
            out,
            jobs,
            deadline,
            roster.map(Roster::read).orElseGet(Roster::none),
            List.copyOf(only),
            resume);
  }

  /** What is told of a run. */
  public interface Listener {
    /** Before the first submission. */
    void begin(int submissions, long seed, String sandbox);

    /** After each submission: how it is called and what came of it. */
    void graded(String key, Grade grade);
  }

  /**
   * Grades everybody, and writes the tables of all.
   *
   * @param required the weakest level of the sandbox that will do: plain, user or strong
   * @return how many there are of each status, in its words
   * @throws GradingException if the run cannot begin; nothing has been written then
   */
  public Map<Grade.Status, Integer> run(String required, Listener listener)
      throws InterruptedException {
    OptionalLong earlier = kept.read();
    if (earlier.isPresent() && !options.resume() && options.only().isEmpty()) {
      throw new GradingException(
          "%s has results of an earlier run; resume that run, or choose another folder"
              .formatted(options.out()));
    }
    long chosen = seed.orElseGet(() -> earlier.orElseGet(ClassGrading::drawn));
    return grade(options, Optional.empty(), chosen, required, listener);
  }

  /**
   * Grades a share of the submissions, but for those that are graded already, and writes no table.
   * Other processes may do the same with other shares; a run that resumes puts them together.
   *
   * @throws GradingException if the run cannot begin
   */
  public Map<Grade.Status, Integer> runShare(Shard share, String required, Listener listener)
      throws InterruptedException {
    options.all(); // So that nothing is written where there is nothing to grade.
    long agreed = kept.agree(seed.orElseGet(ClassGrading::drawn));
    if (seed.orElse(agreed) != agreed) {
      throw new GradingException(
          "%s has results with seed %s, not %s; take that seed, or choose another folder"
              .formatted(options.out(), agreed, seed.getAsLong()));
    }
    return grade(options.resuming(), Optional.of(share), agreed, required, listener);
  }

  private Map<Grade.Status, Integer> grade(
      BatchOptions how, Optional<Shard> share, long chosen, String required, Listener listener)
      throws InterruptedException {
    try (AssignmentFolder.LoadedExam loaded = assignment.load(hidden);
        Grader grader = new Grader(loaded.exam(), Limits.of(loaded.exam().assignment()), chosen)) {
      requireLevel(grader.probe(), required);
      grader.probe().sandbox().requireUsers(how.jobs());
      String exam = assignment.fingerprint(hidden) + chosen;
      Intake intake = new Intake(loaded.exam().assignment(), assignment.starters());
      Batch batch = new Batch(grader, intake, how, exam);
      List<Submission> mine = share.orElse(Shard.WHOLE).of(how.all());
      listener.begin(mine.size(), chosen, grader.probe().toString());
      if (share.isEmpty()) {
        kept.write(chosen);
      }
      Consumer<Result> done = result -> listener.graded(result.key(), result.grade());
      List<Result> results = batch.run(mine, done);
      if (share.isEmpty()) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("Seed", String.valueOf(chosen));
        details.put("Sandbox", grader.probe().toString());
        details.put("Java", Runtime.version().toString());
        new ResultFiles(how.out(), loaded.exam().assignment().title()).writeAll(results, details);
      }
      Map<Grade.Status, Integer> counts = new LinkedHashMap<>();
      results.forEach(result -> counts.merge(result.grade().status(), 1, Integer::sum));
      return counts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireLevel(Probe probe, String required) {
    Sandbox.Level level = Sandbox.Level.valueOf(required.toUpperCase(Locale.ROOT));
    if (probe.sandbox().level().compareTo(level) < 0) {
      throw new GradingException(
          "The sandbox has to be %s here, but what works is %s".formatted(required, probe));
    }
  }

  private static long drawn() {
    return new SecureRandom().nextInt(SEEDS);
  }
}
