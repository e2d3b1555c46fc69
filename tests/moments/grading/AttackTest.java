package moments.grading;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import moments.grading.child.Compiled;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No attack gets a point, hides one that was earned, or takes the grader with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttackTest {
  private static final Path HERE = Path.of("tests/moments/grading");

  private final Grader grader = Squares.grader();

  @AfterAll
  void close() {
    grader.close();
  }

  record Attack(String name, String body, String members) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Attack> attacks() throws IOException {
    return read("attacks.txt");
  }

  static Stream<Attack> strongAttacks() throws IOException {
    return read("strong-attacks.txt");
  }

  private static Stream<Attack> read(String file) throws IOException {
    String[] parts = Files.readString(HERE.resolve(file)).split("(?m)^== ");
    return Arrays.stream(parts).skip(1).map(AttackTest::attack);
  }

  private static Attack attack(String text) {
    String[] nameAndCode = text.split("\n", 2);
    String[] code = nameAndCode[1].split("(?m)^members:\n", 2);
    return new Attack(nameAndCode[0], code[0], code.length > 1 ? code[1] : "");
  }

  private void assertInVain(Attack attack) {
    // A method may end in a loop without end, or in a throw.
    String body = "if (test > 0) { " + attack.body + " }\n return 0;";
    Grade grade = Squares.grade(grader, Squares.withFifth(body, attack.members));

    assertEquals(List.of("test05"), grade.failed(), grade::toString);
    assertEquals(9, grade.points());
    assertFalse(grade.marks().get(4).feedback().isBlank());
    assertFalse(grade.toString().contains("\u001b"));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void isInVain(Attack attack) {
    assertInVain(attack);
  }

  @ParameterizedTest
  @MethodSource("strongAttacks")
  void isInVainInTheStrongSandbox(Attack attack) throws IOException {
    Sandbox.Level level = grader.probe().sandbox().level();
    assumeTrue(level == Sandbox.Level.STRONG, () -> grader.probe().toString());
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String project = Path.of("").toAbsolutePath().toString();
      String body =
          attack
              .body
              .replace("PROJECT", project)
              .replace("PORT", String.valueOf(server.getLocalPort()));
      assertInVain(new Attack(attack.name, body, attack.members));
    }
    assertFalse(Squares.exists("evil"));
  }

  @Test
  void nothingIsLeftRunning() throws InterruptedException {
    assumeTrue(grader.probe().sandbox().level() == Sandbox.Level.STRONG);
    String nap = "27182818";
    Squares.grade(
        grader,
        Squares.withFifth(
            """
            new ProcessBuilder("/usr/bin/setsid", "/bin/sh", "-c", "/bin/sleep %s & sleep %s").start();
            Thread.sleep(100);
            return 0;
            """
                .formatted(nap, nap),
            ""));

    for (int i = 0; i < 100 && isRunning(nap); i++) {
      Thread.sleep(20);
    }
    assertFalse(isRunning(nap));
  }

  @Test
  void atTheUsersLevelNothingOfTheUserIsLeftRunningEither() throws Exception {
    assumeTrue(Sandbox.isRoot() && Squares.exists("/usr/bin/setpriv"));
    Process left =
        new ProcessBuilder(
                "/usr/bin/setpriv",
                "--reuid=" + Sandbox.user(0),
                "--clear-groups",
                "/bin/sh",
                "-c",
                "echo started; exec sleep 60")
            .start();
    assertEquals("started", left.inputReader().readLine());
    Assignment assignment = new Exam(SquareExam.class).assignment();
    try (ChildClasses classes = new ChildClasses(assignment)) {
      Sandbox sandbox = new Sandbox(Sandbox.Level.USER, Squares.QUICK);
      new Student(sandbox, classes, assignment, 0, 1).close();
    }
    assertTrue(left.waitFor(10, SECONDS), "it still runs");
  }

  private static boolean isRunning(String argument) {
    return ProcessHandle.allProcesses()
        .anyMatch(p -> p.info().commandLine().orElse("").contains("sleep " + argument));
  }

  @Test
  void argumentsAreCopiesSoThatChangingThemChangesNothing() {
    String source =
        Squares.withFifth("return 0;", "")
            .replace("return Arrays.stream(all).map(x -> x * x).toArray();", "BODY");
    for (String body :
        List.of(
            "Arrays.fill(all, 9); return all;",
            "return null;",
            "return new double[1 << 24];",
            "return new double[] {1, 4, 9, 16};")) {
      Grade grade = Squares.grade(grader, source.replace("BODY", body));
      assertEquals(List.of("test01", "test05"), grade.failed(), body);
    }
    Grade aliased =
        Squares.grade(
            grader,
            source.replace("BODY", "for (int i = 0; i < 3; i++) all[i] *= all[i]; return all;"));
    assertEquals(List.of("test05"), aliased.failed());
  }

  @Test
  void classesNamedLikeOursDoNotTakeTheirPlace() {
    for (String name :
        List.of(
            "moments.grading.child.Worker",
            "moments.grading.child.Wire",
            "moments.grading.SquareAnswers",
            "moments.grading.SquareExam",
            "org.junit.jupiter.api.Assertions",
            "org.junit.jupiter.api.Test")) {
      int dot = name.lastIndexOf('.');
      Compiled evil =
          Compiled.of(
              name.substring(dot + 1) + ".java",
              "package %s; public class %s { static { System.exit(0); } }"
                  .formatted(name.substring(0, dot), name.substring(dot + 1)));
      Compiled square =
          Compiled.of(
              "Square.java",
              Squares.withFifth("Class.forName(\"%s\"); return 0;".formatted(name), ""));
      String[] names =
          Stream.of(square.names(), evil.names()).flatMap(Arrays::stream).toArray(String[]::new);
      byte[][] code =
          Stream.of(square.code(), evil.code()).flatMap(Arrays::stream).toArray(byte[][]::new);

      Grade grade = grader.grade(names, code, 0);

      assertEquals(List.of("test05"), grade.failed(), name);
    }
  }

  @Test
  void numbersLearntByHeartDoNotHelp() throws IOException {
    try (Grader other = new Grader(new Exam(SquareExam.class), Squares.QUICK, 2)) {
      String learnt = "double y = new Random(31 * 1L + \"test05\".hashCode()).nextDouble(1, 10);";
      String source = Squares.withFifth(learnt + " return x == y ? x * x : y * y;", "");
      assertEquals(List.of("test05"), Squares.grade(other, source).failed());
    }
  }

  @Test
  void thereAreManyAttacks() throws IOException {
    assertTrue(attacks().count() + strongAttacks().count() >= 85);
  }
}
