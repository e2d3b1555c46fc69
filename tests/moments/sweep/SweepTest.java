package moments.sweep;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import moments.checkpoint.CheckpointException;
import moments.compare.RunFolder;
import moments.data.Cifar10;
import moments.parallel.Shard;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
  private static final Cifar10 DATA = Cifar10.sample();
  private static final int ALL = 2 * 3 + 2 * 2 * 2;

  private final Path folder;

  SweepTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyOptimizerGetsItsDefaultsAndAsManyDrawsAsTheOthers() {
    plan(folder, 5);
    List<Run> trials = Plan.read(folder).trials();
    assertEquals(
        Map.of("adam", 5L, "sgd", 5L),
        trials.stream().collect(groupingBy(Run::optimizer, counting())));
    assertEquals(new Contestants().named("sgd").defaults(), trials.get(0).hyperparameters());
    assertEquals(new Contestants().named("adam").defaults(), trials.get(1).hyperparameters());
    assertEquals(
        Set.of("lr", "1-beta1", "1-beta2", "eps"), trials.get(3).hyperparameters().keySet());
    assertEquals(10, trials.stream().map(Run::hyperparameters).distinct().count());
  }

  @Test
  void trialsComeFirstThenTheLastRunsWithFreshSeeds() throws IOException {
    plan(folder, 3);
    String out = run(folder, Shard.WHOLE);
    assertEquals(ALL, finished(folder).size(), out);
    assertTrue(out.matches("(?s)6 trials, 6 of them to do, about \\d+ s\n.*"), out);
    assertTrue(out.contains("8 last runs, 8 of them to do, about "), out);
    assertEquals(
        Set.of("adam-trial-01-seed-2", "adam-trial-01-seed-3"),
        Set.copyOf(
            finished(folder).keySet().stream()
                .filter(id -> id.matches("adam-trial-01-.*"))
                .toList()));
    String report = report();
    assertTrue(report.contains("6 of 6 trials and 8 of 8 last runs are done."), report);
    assertTrue(report.contains("1, defaults only"), report);
    assertTrue(report.contains("Adam, tuned"), report);
    assertTrue(report.contains("so known to 2 steps only"), report);
    String page = Files.readString(folder.resolve("index.html"));
    assertTrue(page.contains("dtick: '1'"), "trials are counted in whole numbers");
    assertTrue(page.contains("2000 images of CRC "), "the page names the images");
    assertEquals("", run(folder, Shard.WHOLE), "nothing is left to do");
  }

  @Test
  void sharesHaveTheResultsOfOneWorker() throws IOException {
    Path alone = folder.resolve("alone");
    Path shared = folder.resolve("shared");
    plan(alone, 3);
    plan(shared, 3);
    run(alone, Shard.WHOLE);
    for (int round = 1; round <= 2; round++) {
      for (int shard = 0; shard < 3; shard++) {
        run(shared, new Shard(shard, 3));
      }
    }
    assertEquals(finished(alone), finished(shared));
  }

  @Test
  void anInterruptedSweepGoesOnWhereItWas() throws Exception {
    Path whole = folder.resolve("whole");
    Path stopped = folder.resolve("stopped");
    plan(whole, 3);
    plan(stopped, 3);
    run(whole, Shard.WHOLE);
    interrupt(stopped);
    assertEquals(0, finished(stopped).size());
    List<Long> steps = new ArrayList<>();
    Run begun = Plan.read(stopped).trials().get(1);
    worker(stopped).train(begun, (step, loss) -> steps.add(step));
    assertEquals(List.of(3L, 4L, 5L, 6L), steps);
    run(stopped, Shard.WHOLE);
    assertEquals(finished(whole), finished(stopped));
  }

  /** Begins the second trial, which leaves a checkpoint of step 2. */
  private static void interrupt(Path folder) {
    assertThrows(
        InterruptedException.class,
        () ->
            worker(folder)
                .train(
                    Plan.read(folder).trials().get(1),
                    (step, loss) -> {
                      if (step == 2) {
                        Thread.currentThread().interrupt();
                      }
                    }));
  }

  private static Worker worker(Path folder) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return new Worker(Plan.read(folder), new Contestants(), folder, DATA, Duration.ZERO, nowhere);
  }

  @Test
  void aFinishedRunOfAnotherPlanIsRefused() throws IOException {
    settings(1, 12, 1, List.of("sgd"), List.of(2L)).write(folder);
    run(folder, Shard.WHOLE);
    Files.delete(folder.resolve("plan.json"));
    settings(2, 12, 1, List.of("sgd"), List.of(2L)).write(folder);
    String refusal =
        folder.resolve("runs/sgd-trial-01")
            + " is of another plan (epochs: 1, here: 2); plan in another folder, or delete this one"
            + " and run it again";
    assertEquals(refusal, message(() -> run(folder, Shard.WHOLE)));
    assertEquals(refusal, message(this::report));
  }

  @Test
  void aCheckpointOfAnotherPlanIsRefused() throws IOException {
    settings(2, 12, 2, List.of("sgd"), List.of(2L)).write(folder);
    interrupt(folder);
    Files.delete(folder.resolve("plan.json"));
    settings(3, 12, 2, List.of("sgd"), List.of(2L)).write(folder);
    String message =
        assertThrows(CheckpointException.class, () -> run(folder, Shard.WHOLE)).toString();
    assertTrue(
        message.contains("it is of a run with other settings (epochs: 2, here: 3)"), message);
  }

  /** Such a file names no conditions. */
  @Test
  void aRunFromBeforeConditionsWereKeptCounts() throws IOException {
    settings(1, 12, 1, List.of("sgd"), List.of(2L)).write(folder);
    run(folder, Shard.WHOLE);
    record Before(Run run, String history) {}
    Run first = Plan.read(folder).trials().get(0);
    Path own = folder.resolve("runs").resolve(first.id());
    String sha256 = DigestUtils.sha256Hex(Files.readAllBytes(own.resolve("history.csv")));
    SealedJson.write(own.resolve("run.json"), new Before(first, sha256));
    assertEquals("", run(folder, Shard.WHOLE));
  }

  @Test
  void moreLastRunsGoOnWithTheSameTrials() throws IOException {
    settings(1, 12, 1, List.of("sgd"), List.of(2L)).write(folder);
    run(folder, Shard.WHOLE);
    Files.delete(folder.resolve("plan.json"));
    settings(1, 12, 1, List.of("sgd"), List.of(2L, 3L)).write(folder);
    assertTrue(run(folder, Shard.WHOLE).startsWith("2 last runs, 1 of them to do, about "));
  }

  @Test
  void theEstimateCountsTheTests() throws InterruptedException {
    assertEquals(
        4, // after steps 2, 3, 4 and 6
        settings(2, 12, 1, List.of("sgd"), List.of(2L)).tests());
    estimate(100); // The JVM compiles.
    Duration oneTest = estimate(100);
    Duration hundredTests = estimate(1);
    assertTrue(
        hundredTests.compareTo(oneTest.multipliedBy(2)) > 0,
        "%s and %s".formatted(oneTest, hundredTests));
  }

  /** Of one of the last runs, 100 steps. */
  private Duration estimate(int evalEvery) throws InterruptedException {
    PlanSettings settings =
        new PlanSettings(
            "tutorial",
            1,
            4,
            400,
            100,
            evalEvery,
            List.of(),
            List.of("sgd"),
            1,
            Map.of(),
            0,
            Decay.NONE,
            1,
            List.of(2L));
    Plan plan = new Plan(settings, new Contestants());
    return worker(plan).estimate(plan.trials().get(0).last(2, false));
  }

  /** Otherwise a race that is stopped in its first seconds would train on. */
  @Test
  void anInterruptDuringTheEstimateIsNotTheTrials() {
    plan(folder, 3);
    Plan plan = Plan.read(folder);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> worker(plan).estimate(plan.trials().get(0)));
  }

  private Worker worker(Plan plan) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return new Worker(plan, new Contestants(), folder, DATA, Duration.ZERO, nowhere);
  }

  @Test
  void aRunThatAnotherWorkerHasIsLeftToIt() throws IOException {
    plan(folder, 3);
    Path taken = folder.resolve("runs/sgd-trial-02");
    try (RunFolder other = RunFolder.claim(taken)) {
      String out = run(folder, Shard.WHOLE);
      assertTrue(out.contains("left to another worker"), out);
      assertTrue(out.contains("1 trials are left to other workers"), out);
      assertEquals(5, finished(folder).size());
      assertTrue(!other.hasResult());
    }
    run(folder, Shard.WHOLE);
    assertEquals(ALL, finished(folder).size());
  }

  @Test
  void whatIsWrongIsSaid() throws IOException {
    assertEquals(
        "There is no plan in %s; write one first".formatted(folder),
        message(() -> new Sweep(folder)));
    plan(folder, 3);
    assertEquals(
        folder.resolve("plan.json")
            + " is another plan; choose another folder, or delete it with its runs",
        message(() -> plan(folder, 4)));
    plan(folder, 3);
    Files.writeString(folder.resolve("plan.json"), "{");
    assertTrue(message(() -> new Sweep(folder)).contains("plan.json is damaged ("));
    assertEquals(
        "Seed 1 is that of the trials; give the last runs fresh ones",
        message(() -> settings(1, 12, 3, List.of("sgd"), List.of(1L)).write(folder)));
    assertEquals(
        "Two optimizers are called Sgd; give one another name",
        message(
            () ->
                settings(1, 12, 3, List.of("sgd", "moments.optim.Sgd"), List.of(2L))
                    .write(folder)));
  }

  @Test
  void aPlanForMoreImagesThanThereAreIsRefused() {
    settings(1, 1_950, 3, List.of("sgd"), List.of(2L)).write(folder);
    assertEquals(
        "The plan needs 2050 training images, and there are 2000; plan anew, with fewer to train on"
            + " or to hold back",
        message(() -> run(folder, Shard.WHOLE)));
  }

  @Test
  void soIsAPlanForMoreImagesThanAnIntCounts() {
    PlanSettings settings = settings(1, Integer.MAX_VALUE, 3, List.of("sgd"), List.of(2L));
    assertEquals(1 << 29, settings.steps());
    settings.write(folder);
    assertEquals(
        "The plan needs 2147483747 training images, and there are 2000; plan anew, with fewer to train on"
            + " or to hold back",
        message(() -> run(folder, Shard.WHOLE)));
  }

  @Test
  void runsWithOtherImagesAreRefused() throws IOException {
    settings(1, 12, 1, List.of("sgd"), List.of(2L)).write(folder);
    run(folder, Shard.WHOLE);
    Cifar10 others = new Cifar10(DATA.train().limit(500), DATA.test(), true, "fewer");
    Executable training =
        () ->
            new Sweep(folder)
                .run(others, Shard.WHOLE, Duration.ZERO, new PrintWriter(new StringWriter()));
    String message = message(training);
    String there = "has an experiment with 2000 images of CRC ";
    assertTrue(message.startsWith(folder + " " + there), message);
    assertTrue(message.contains(", and here are 500 images of CRC "), message);
    assertTrue(message.endsWith("; train on the same, or choose another folder"), message);
    Files.delete(folder.resolve("data.txt"));
    String run = message(training);
    there = folder.resolve("runs/sgd-trial-01") + " is of another plan (data: 2000 images of CRC ";
    assertTrue(run.startsWith(there), run);
  }

  private static void plan(Path folder, int trials) {
    settings(2, 12, trials, List.of("sgd", "adam"), List.of(2L, 3L)).write(folder);
  }

  private static PlanSettings settings(
      int epochs, int images, int trials, List<String> optimizers, List<Long> seeds) {
    return new PlanSettings(
        "tutorial",
        epochs,
        4,
        images,
        100,
        2,
        List.of(0.1, 0.2),
        optimizers,
        trials,
        Map.of(),
        0,
        Decay.NONE,
        1,
        seeds);
  }

  private static String run(Path folder, Shard shard) {
    StringWriter out = new StringWriter();
    assertEquals(
        0, new Sweep(folder).run(DATA, shard, Duration.ofMinutes(1), new PrintWriter(out)));
    return out.toString();
  }

  private String report() {
    StringWriter out = new StringWriter();
    new Sweep(folder).report(new PrintWriter(out));
    return out.toString();
  }

  /** The history of every finished run, without the seconds. */
  private static Map<String, List<String>> finished(Path folder) throws IOException {
    Map<String, List<String>> finished = new TreeMap<>();
    if (Files.notExists(folder.resolve("runs"))) {
      return finished;
    }
    try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
      for (Path run : runs.toList()) {
        if (Files.exists(run.resolve("history.csv"))) {
          List<String> lines = new ArrayList<>(Files.readAllLines(run.resolve("history.csv")));
          lines.replaceAll(line -> line.replaceFirst("^((?:[^,]*,){5})[^,]*", "$1"));
          finished.put(run.getFileName().toString(), lines);
        }
      }
    }
    return finished;
  }

  private static String message(Executable action) {
    return String.valueOf(assertThrows(SweepException.class, action).getMessage());
  }
}
