package moments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import moments.grading.AssignmentFolder;
import moments.grading.ClassGrading;
import moments.grading.Deadline;
import moments.grading.Grade;
import moments.parallel.Shard;
import moments.terminal.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Grades the submissions of a class. */
@Command(
    name = "grade",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Grades the submissions of a class to a lesson's assignment.",
    footer = {
      "",
      "As in: mvn -q compile exec:java -Dexec.args=\"grade --lesson 08 --submissions handed-in\""
    })
final class GradeCommand implements Callable<Integer> {
  @Option(
      names = "--lesson",
      paramLabel = "<NN>",
      required = true,
      description = "The number of the lesson.")
  private String lesson = "";

  @Option(
      names = "--submissions",
      paramLabel = "<folder>",
      required = true,
      converter = ArgumentTypes.UserPathType.class,
      description = {
        "An entry for each student: a source, a notebook, a folder or a zip,",
        "named for the student, or as Moodle and Canvas name them."
      })
  private Path submissions = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "<folder>",
      converter = ArgumentTypes.UserPathType.class,
      description = "Where the results go (default: target/grades/<NN>).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--roster",
      paramLabel = "<csv>",
      converter = ArgumentTypes.UserPathType.class,
      description = {
        "Who is in the class, such as a gradebook of Canvas or Moodle;",
        "any of its columns may hold the names of the submissions."
      })
  private Optional<Path> roster = Optional.empty();

  @Option(
      names = "--deadline",
      paramLabel = "<time>",
      converter = ArgumentTypes.Time.class,
      description = "As in 2026-12-01 or 2026-12-01T18:00, by the time of the files.")
  private Optional<Instant> deadline = Optional.empty();

  @Option(
      names = "--late",
      paramLabel = "<percent>",
      converter = ArgumentTypes.Percent.class,
      defaultValue = "0",
      description = "Taken off for each day begun after the deadline (default: ${DEFAULT-VALUE}).")
  private double late;

  @Option(
      names = "--hidden",
      paramLabel = "<folder>",
      converter = ArgumentTypes.UserPathType.class,
      description = "More tests; of those that fail, students see title and hint only.")
  private Optional<Path> hidden = Optional.empty();

  @Option(
      names = "--only",
      paramLabel = "<name>",
      split = ",",
      description = "Grade these anew and keep the results of the others.")
  private List<String> only = List.of();

  @Option(names = "--resume", description = "Keep the results of whatever has not changed.")
  private boolean resume;

  @Option(
      names = "--require",
      paramLabel = "<level>",
      converter = ArgumentTypes.SandboxLevel.class,
      defaultValue = "plain",
      description = "Refuse to run in a weaker sandbox than this: strong, user or plain.")
  private String require = "plain";

  @Option(
      names = "--jobs",
      paramLabel = "<n>",
      converter = ArgumentTypes.Count.class,
      description = "Submissions at a time (default: one for each processor).")
  private Optional<Integer> jobs = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "<n>",
      converter = ArgumentTypes.Seed.class,
      description = "Of all random input (default: drawn, and printed).")
  private Optional<Long> seed = Optional.empty();

  @Mixin private final ShardOptions shardOptions = new ShardOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (late > 0 && deadline.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--late: give the --deadline as well");
    }
    Optional<Shard> share = shardOptions.shard(spec);
    if (share.isPresent() && !only.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--only: not with --shard; one process grades these anew");
    }
    AssignmentFolder assignment = AssignmentFolder.numbered(Path.of(""), lesson);
    Path folder = out.orElse(Path.of("target", "grades", assignment.number()));
    ClassGrading grading =
        new ClassGrading(
            assignment,
            hidden,
            submissions,
            folder,
            jobs.orElse(Runtime.getRuntime().availableProcessors()),
            deadline.map(end -> new Deadline(end, late)).orElse(Deadline.NONE),
            roster,
            only,
            resume,
            seed.map(OptionalLong::of).orElseGet(OptionalLong::empty));
    PrintWriter terminal = spec.commandLine().getOut();
    try (Progress progress = new Progress(terminal)) {
      Map<Grade.Status, Integer> counts =
          share.isPresent()
              ? grading.runShare(share.get(), require, progress)
              : grading.run(require, progress);
      progress.close();
      counts.forEach((status, count) -> terminal.printf("%5d %s%n", count, status.meaning()));
      terminal.println(
          share.isPresent()
              ? "Wrote a share to %s; --resume in place of --shard puts all of them together"
                  .formatted(folder.resolve("students"))
              : "Wrote " + folder.resolve("index.html"));
      terminal.flush();
      return counts.containsKey(Grade.Status.GRADER_ERROR) ? 1 : 0;
    }
  }

  /** On a terminal a bar, elsewhere nothing but the beginning. */
  private static final class Progress implements ClassGrading.Listener, AutoCloseable {
    private final PrintWriter out;
    private Optional<ProgressBar> bar = Optional.empty();

    Progress(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void begin(int count, long seed, String sandbox) {
      out.println("%d submissions, seed %d".formatted(count, seed));
      out.println(Screen.wrap("Sandbox: " + sandbox));
      out.flush();
      bar =
          Optional.of(
              new ProgressBarBuilder()
                  .setTaskName("  grading")
                  .setInitialMax(count)
                  .setConsumer(Screen.bars())
                  .build());
    }

    @Override
    public void graded(String key, Grade grade) {
      bar.ifPresent(shown -> shown.setExtraMessage(" " + key).step());
    }

    @Override
    public void close() {
      bar.ifPresent(ProgressBar::close);
      bar = Optional.empty();
    }
  }
}
