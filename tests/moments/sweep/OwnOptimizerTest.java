package moments.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import moments.data.Cifar10;
import moments.nn.Parameter;
import moments.optim.Optimizer;
import moments.optim.Schedule;
import moments.parallel.Shard;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class OwnOptimizerTest {
  private static final String NOTHING =
      "record Mine(java.util.List<moments.nn.Parameter> parameters, double lr)"
          + " implements moments.optim.Optimizer { public void step() {} }";

  private final Path folder;

  OwnOptimizerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** As in the documentation of Optimizer; it cannot say what it remembers. */
  record Plain(List<Parameter> parameters, double lr) implements Optimizer {
    @Override
    public void step() {
      for (Parameter p : parameters) {
        p.value().set(p.value().minus(p.grad().times((float) lr)));
      }
    }
  }

  @Test
  void isFoundByTheNameOfItsClass() {
    Contestant plain = OwnOptimizer.load(Plain.class.getName());
    assertEquals("Plain", plain.label());
    assertFalse(plain.canDecay());
    assertEquals(Map.of("lr", 0.001), plain.defaults());
    Parameter p = new Parameter("p", Tensor.of(new float[] {1}, 1));
    p.grad().fill(2);
    plain.factory().create(List.of(p), Schedule.constant(0.25), plain.defaults()).step();
    assertEquals(0.5f, p.value().get(0));
  }

  @Test
  void isCompiledFromItsFileAndTunedAsAdamIs() throws IOException {
    Path file = folder.resolve("Mine.java");
    Files.writeString(
        file,
        """
        package some.where;
        import java.util.List;
        import moments.nn.Parameter;
        import moments.optim.*;
        record Mine(List<Parameter> parameters, Schedule lr, double beta1, double beta2, double eps)
            implements Optimizer {
          public void step() {
            parameters.get(0).value().fill((float) (lr.at(1) + beta1 + beta2 + eps));
          }
        }
        """);
    Contestant mine = OwnOptimizer.load(file.toString());
    assertEquals("Mine", mine.label());
    assertTrue(mine.canDecay());
    assertEquals(SearchSpace.of("adam"), mine.space());
    Parameter p = new Parameter("p", Tensor.of(new float[] {1}, 1));
    mine.factory().create(List.of(p), Schedule.constant(4), mine.defaults()).step();
    assertEquals((float) (4 + 0.9 + 0.999 + 1e-8), p.value().get(0), 1e-6f);
  }

  @Test
  void isTheSameInAllRunsOfAPlan() throws IOException {
    Path file = folder.resolve("Mine.java");
    Files.writeString(file, NOTHING);
    Path sweep = folder.resolve("sweep");
    settings(file.toString()).write(sweep);
    Files.writeString(file, NOTHING + " // changed");
    assertRefused(changed(file.toString()), () -> run(sweep));
    Files.writeString(file, NOTHING);
    assertEquals(0, run(sweep));
  }

  /** Goes uphill where it is told to. */
  static final class Turned implements Optimizer {
    private static double direction = -1;

    private final List<Parameter> parameters;
    private final double lr;

    Turned(List<Parameter> parameters, double lr) {
      this.parameters = parameters;
      this.lr = lr;
    }

    @Override
    public List<Parameter> parameters() {
      return parameters;
    }

    @Override
    public void step() {
      for (Parameter p : parameters) {
        p.value().set(p.value().plus(p.grad().times(direction * lr)));
      }
    }
  }

  @Test
  void aClassThatDoesSomethingElseByNowIsRefused() {
    String name = Turned.class.getName();
    settings(name).write(folder);
    assertEquals(0, run(folder));
    Turned.direction = 1;
    try {
      String refusal = changed(name);
      assertRefused(refusal, () -> run(folder));
      assertRefused(refusal, () -> settings(name).write(folder));
    } finally {
      Turned.direction = -1;
    }
    assertEquals(0, run(folder));
  }

  private static String changed(String optimizer) {
    return optimizer
        + " was changed since the plan was written, and all its runs must be of one optimizer; undo"
        + " that, or plan anew in another folder";
  }

  /** The file of an optimizer whose plan has been run. */
  private Path workedOff() throws IOException {
    Path file = folder.resolve("Mine.java");
    Files.writeString(file, NOTHING);
    settings(file.toString()).write(folder);
    assertEquals(0, run(folder));
    return file;
  }

  @Test
  void aRunOfAnotherSourceIsRefusedEvenWhereThePlanIsNew() throws IOException {
    Path file = workedOff();
    Files.delete(folder.resolve("plan.json"));
    Files.writeString(file, NOTHING + " // changed");
    settings(file.toString()).write(folder);
    String message = refusal(() -> run(folder));
    assertTrue(message.contains("is of another plan (source: "), message);
  }

  @Test
  void aPlanWhoseOptimizerIsGoneOrOtherwiseMadeIsRefused() throws IOException {
    Path file = workedOff();
    String advice = "%nPut it back as it was, or plan anew in another folder".formatted();
    String of = "The plan's optimizer %s cannot be loaded: ".formatted(file);

    Files.writeString(
        file, NOTHING.replace("double lr", "double lr, double x, double y, double z"));
    assertRefused(changed(file.toString()), this::report);
    Files.writeString(file, NOTHING.replace("double lr", "String lr"));
    assertRefused(
        of
            + file
            + " has no constructor (List<Parameter> parameters, double lr), nor one with a Schedule"
            + " as lr"
            + advice,
        this::report);
    Files.writeString(file, NOTHING.replace("Mine", "Yours"));
    assertRefused(of + file + " has no class Mine" + advice, this::report);
    Files.writeString(file, "class Mine {");
    String broken = refusal(this::report);
    assertTrue(broken.startsWith(of + file + " does not compile:"), broken);
    assertTrue(broken.endsWith("1 error" + advice), broken);
    Files.delete(file);
    assertRefused(of + "there is no file " + file + advice, this::report);
    assertRefused(of + "there is no file " + file + advice, () -> run(folder));
  }

  @Test
  void oneThatDoesNotTakeWhatItIsTriedWithIsRefusedBeforeAnyTraining() throws IOException {
    Path file = folder.resolve("Mine.java");
    Files.writeString(
        file,
        NOTHING.replace(
            "{ public", "{ Mine { if (lr < 1) throw new ArithmeticException(\"β₁\"); } public"));
    assertRefused(
        file
            + " cannot be made for {lr=0.001} (Mine(java.util.List,double):"
            + " java.lang.ArithmeticException: β₁); let its constructor take what it is to be tried"
            + " with",
        () -> settings(file.toString()).write(folder));
    assertFalse(Files.exists(folder.resolve("plan.json")));
  }

  @Test
  void aPlanWhoseClassOrRuleIsUnknownHereIsRefused() {
    Run run = new Run("Such-trial-01", "no.Such", Map.of("lr", 0.001), 1, false, false);
    new Plan(settings("no.Such"), List.of(run), Map.of()).write(folder.resolve("class"));
    String message = refusal(() -> run(folder.resolve("class")));
    String start =
        "The plan's optimizer no.Such cannot be loaded: there is no class no.Such on the";
    assertTrue(message.startsWith(start), message);
    RaceTest.race(folder, Plain::new).run();
    String race = refusal(this::report);
    assertTrue(race.startsWith("The plan's optimizer mine cannot be loaded: "), race);
  }

  private static String refusal(Executable action) {
    return String.valueOf(assertThrows(SweepException.class, action).getMessage());
  }

  private void report() {
    new Sweep(folder).report(new PrintWriter(Writer.nullWriter()));
  }

  private static PlanSettings settings(String optimizer) {
    return new PlanSettings(
        "tutorial",
        1,
        4,
        8,
        8,
        2,
        List.of(0.5),
        List.of(optimizer),
        1,
        Map.of(),
        0,
        Decay.NONE,
        1,
        List.of(2L));
  }

  private static int run(Path sweep) {
    PrintWriter out = new PrintWriter(Writer.nullWriter());
    return new Sweep(sweep).run(Cifar10.sample(), Shard.WHOLE, Duration.ofMinutes(1), out);
  }

  @Test
  void whatIsNoneIsSaid() throws IOException {
    Path broken = folder.resolve("Broken.java");
    Files.writeString(broken, "class Broken {");
    assertTrue(message(broken.toString()).startsWith(broken + " does not compile:"));
    assertEquals("there is no file no/Such.java", message("no/Such.java"));
    assertEquals(
        "there is no class no.Such on the class path; give its full name, or its file",
        message("no.Such"));
    assertEquals(
        "java.lang.String does not implement moments.optim.Optimizer", message("java.lang.String"));
    assertEquals(
        "moments.optim.Optimizer has no constructor (List<Parameter> parameters, double lr), nor"
            + " one with a Schedule as lr",
        message("moments.optim.Optimizer"));
  }

  private static void assertRefused(String message, Executable action) {
    assertEquals(message, assertThrows(RuntimeException.class, action).getMessage());
  }

  private static String message(String name) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> OwnOptimizer.load(name)).getMessage());
  }
}
