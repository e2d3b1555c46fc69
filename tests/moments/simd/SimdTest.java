package moments.simd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which loops run in a fresh JVM, and that training does not depend on it. */
@Timeout(60)
class SimdTest {
  private static final String MODULE = "jdk.incubator.vector";
  private static final String INCUBATOR_WARNING = "WARNING: Using incubator modules: " + MODULE;

  private static final int LOSSES = 20;

  private final Path folder;

  SimdTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** What {@code TinyTraining} printed. */
  private record Run(String kernel, List<Double> losses, List<String> errors) {}

  private Run train(String... flags) throws IOException, InterruptedException {
    return train(1, flags);
  }

  private Run train(int times, String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("moments.fast.TinyTraining", Integer.toString(times)));
    Path out = folder.resolve("out");
    Path errors = folder.resolve("errors");
    int exit =
        quiet(new ProcessBuilder(command))
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start()
            .waitFor();
    assertEquals(0, exit, () -> read(errors).toString());
    List<String> lines = read(out);
    return new Run(
        lines.get(0), lines.stream().skip(1).map(Double::valueOf).toList(), read(errors));
  }

  /** Java says which options it has picked up from the environment. */
  private static ProcessBuilder quiet(ProcessBuilder builder) {
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
        .forEach(builder.environment()::remove);
    return builder;
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file, UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertCloseLosses(Run expected, Run actual) {
    assertEquals(LOSSES, actual.losses().size());
    for (int i = 0; i < LOSSES; i++) {
      assertEquals(expected.losses().get(i), actual.losses().get(i), 1e-5, "step " + (i + 1));
    }
  }

  @Test
  void vectorsRunWhereTheModuleIs() throws Exception {
    Run run = train("--add-modules", MODULE);
    assertEquals(Simd.description(), run.kernel());
    assertTrue(run.kernel().matches("(4|8|16) float lanes"), run.kernel());
    assertEquals(List.of(INCUBATOR_WARNING), run.errors());
    assertTrue(run.losses().get(9) < run.losses().get(0), "it does not learn");
  }

  @Test
  void withoutTheModuleAWarningTellsTheFlag() throws Exception {
    Run run = train();
    assertEquals("scalar", run.kernel());
    assertEquals(
        List.of(
            "moments: running without SIMD, several times slower;"
                + " start Java with --add-modules "
                + MODULE),
        run.errors());
    assertCloseLosses(train("--add-modules", MODULE), run);
  }

  @Test
  void vectorsCanBeTurnedOff() throws Exception {
    Run run = train("-Dmoments.vectors=off");
    assertEquals("scalar", run.kernel());
    assertEquals(List.of(), run.errors());
    Run withModule = train("--add-modules", MODULE, "-Dmoments.vectors=off");
    assertEquals("scalar", withModule.kernel());
    assertEquals(List.of(INCUBATOR_WARNING), withModule.errors());
    assertEquals(run.losses(), withModule.losses());
  }

  /** Interpreted and compiled code must round alike, or a result would depend on the timing. */
  @Test
  void compilationChangesNoBits() throws Exception {
    Run cold = train("--add-modules", MODULE);
    assertEquals(cold.losses(), train(60, "--add-modules", MODULE).losses());
  }

  /** Or the figures of the lessons would hold on some machines only. */
  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void vectorsOfAnyWidthGiveTheSameBits(int bits) throws Exception {
    Run run = train("--add-modules", MODULE, "-XX:MaxVectorSize=" + bits / Byte.SIZE);
    int lanes = Integer.parseInt(run.kernel().replace(" float lanes", ""));
    assertTrue(lanes <= bits / Float.SIZE, run.kernel());
    assertEquals(train("--add-modules", MODULE).losses(), run.losses(), run.kernel());
  }

  @Test
  void withoutFusedMultiplyAddItIsScalar() throws Exception {
    Run run = train("--add-modules", MODULE, "-XX:+IgnoreUnrecognizedVMOptions", "-XX:-UseFMA");
    assertEquals("scalar", run.kernel());
    assertTrue(run.errors().get(1).contains("FMA"), run.errors().toString());
  }
}
