package moments.grading;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import moments.train.Output;

/** A run of {@link Batch} over the submissions to a lesson's assignment. */
public final class ClassGrading {
  private static final int SEEDS = 1_000_000;

  private final AssignmentFolder assignment;
  private final Optional<Path> hidden;
  private final BatchOptions options;
  private final OptionalLong seed;

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
   * Grades everybody.
   *
   * @param required the weakest level of the sandbox that will do: plain, user or strong
   * @return how many there are of each status, in its words
   * @throws GradingException if the run cannot begin; nothing has been written then
   */
  public Map<Grade.Status, Integer> run(String required, Listener listener)
      throws InterruptedException {
    OptionalLong earlier = earlierSeed();
    long chosen = seed.orElseGet(() -> earlier.orElseGet(ClassGrading::drawn));
    try (AssignmentFolder.LoadedExam loaded = assignment.load(hidden);
        Grader grader = new Grader(loaded.exam(), Limits.DEFAULT, chosen)) {
      requireLevel(grader.probe(), required);
      String exam = assignment.fingerprint(hidden) + chosen;
      Batch batch = new Batch(grader, loaded.exam().assignment(), options, exam);
      List<Submission> submissions = batch.submissions();
      if (submissions.isEmpty()) {
        throw new GradingException(
            "There is nothing in %s; expected a folder, zip, source or notebook for each student"
                .formatted(options.submissions()));
      }
      keepSeed(chosen);
      listener.begin(submissions.size(), chosen, grader.probe().toString());
      Consumer<Result> done = result -> listener.graded(result.key(), result.grade());
      List<Result> results = batch.run(submissions, done);
      Map<String, String> details = new LinkedHashMap<>();
      details.put("Seed", String.valueOf(chosen));
      details.put("Sandbox", grader.probe().toString());
      details.put("Java", Runtime.version().toString());
      new ResultFiles(options.out(), loaded.exam().assignment().title()).writeAll(results, details);
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

  private OptionalLong earlierSeed() {
    try {
      JsonObject run = JsonParser.parseString(Files.readString(runFile())).getAsJsonObject();
      if (!options.resume() && options.only().isEmpty()) {
        throw new GradingException(
            "%s has results of an earlier run; resume that run, or choose another folder"
                .formatted(options.out()));
      }
      return OptionalLong.of(run.get("seed").getAsLong());
    } catch (IOException e) {
      return OptionalLong.empty();
    } catch (JsonParseException | IllegalStateException e) {
      throw new GradingException(runFile() + " is not what a run of the grader writes");
    }
  }

  private Path runFile() {
    return options.out().resolve("run.json");
  }

  private void keepSeed(long chosen) {
    Output.write(runFile(), "{\"seed\": %s}\n".formatted(chosen));
  }
}
