package moments.grading;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import moments.grading.CallFailure.Kind;
import moments.grading.child.Wire;
import moments.grading.child.Wire.Request;

/**
 * The author of the submission that is being graded, who answers the questions of the tests; after
 * a crash or a time-out, in a JVM started anew.
 */
public final class Student implements AutoCloseable {
  private static final ThreadLocal<Optional<Student>> CURRENT =
      ThreadLocal.withInitial(Optional::empty);

  private final Limits limits;
  private final SubmissionJvm jvm;
  private final long seed;
  private final long end;
  private String test = "";
  private long testEnd;
  private Optional<ChildJvm> begun = Optional.empty();

  /**
   * A student without a submission yet.
   *
   * @param job which of the jobs that run at the same time this one is
   * @param seed of all random input
   */
  Student(Sandbox sandbox, ChildClasses classes, Assignment assignment, int job, long seed) {
    limits = sandbox.limits();
    jvm = new SubmissionJvm(sandbox, classes, assignment.answers().getName(), job);
    this.seed = seed;
    end = System.nanoTime() + limits.submission().toNanos();
    testEnd = end;
  }

  /** The questions of a test, to be asked of the student who is being graded on this thread. */
  public static <Q> Q answering(Class<Q> questions) {
    Student student = current();
    return questions.cast(
        Proxy.newProxyInstance(
            questions.getClassLoader(),
            new Class<?>[] {questions},
            (proxy, method, arguments) -> student.answer(method, arguments)));
  }

  /**
   * Random numbers for the input of a test: the same for every student, and for the same seed
   * again.
   */
  public static Random random() {
    Student student = current();
    return new Random(31 * student.seed + student.test.hashCode());
  }

  private static Student current() {
    return CURRENT.get().orElseThrow(() -> new IllegalStateException("nobody is being graded"));
  }

  /** Runs {@code tests} with this student as the one who is graded. */
  void during(Runnable tests) {
    CURRENT.set(Optional.of(this));
    try {
      tests.run();
    } finally {
      CURRENT.remove();
    }
  }

  /** Compiles {@code sources} by their names; returns the compiler's errors. */
  String compile(Map<String, String> sources) {
    try (ChildJvm compiler = jvm.start(true)) {
      Collection<String> texts = sources.values();
      ByteBuffer reply =
          compiler.ask(
              limits.compile(),
              Request.COMPILE,
              sources.keySet().toArray(String[]::new),
              texts.toArray(String[]::new));
      String messages = Text.shown(Wire.read(reply, String.class));
      String[] names = Wire.read(reply, String[].class);
      submit(names, Wire.readLast(reply, byte[][].class));
      return names.length == 0 ? messages.strip() : "";
    } catch (IOException e) {
      throw new CallFailure(Kind.CRASHED, String.valueOf(e.getMessage()));
    }
  }

  /** Takes compiled classes as the submission, in the place of those before. */
  void submit(String[] names, byte[][] code) {
    jvm.submit(names, code);
  }

  /** How the signatures differ from those of the starter; empty if they do not. */
  String[] signatureProblems() {
    beginTest("", Map.of());
    return begin(jvm.ready());
  }

  /**
   * From now on {@code name} is the test that asks; it gets classes that no other test has used.
   *
   * @param given classes of the solution that take the place of the submission's
   */
  void beginTest(String name, Map<String, byte[]> given) {
    jvm.give(given);
    test = name;
    testEnd = Math.min(end, System.nanoTime() + limits.test().toNanos());
    begun = Optional.empty();
  }

  private Object answer(Method question, Object... arguments) throws IOException {
    ChildJvm child = jvm.ready();
    if (!begun.equals(Optional.of(child))) {
      begin(child);
    }
    Object[] given = arguments == null ? new Object[0] : arguments;
    Object[] values = new Object[given.length + 1];
    values[0] = question.getName();
    System.arraycopy(given, 0, values, 1, given.length);
    ByteBuffer reply = ask(child, limits.call(), Request.CALL, values);
    return question.getReturnType() == void.class
        ? true
        : read(child, reply, question.getReturnType());
  }

  private String[] begin(ChildJvm child) {
    ByteBuffer reply = ask(child, limits.call(), Request.BEGIN);
    begun = Optional.of(child);
    return read(child, reply, String[].class);
  }

  private <T> T read(ChildJvm child, ByteBuffer reply, Class<T> type) {
    try {
      return Wire.readLast(reply, type);
    } catch (IOException e) {
      jvm.retire(child);
      throw new CallFailure(Kind.CRASHED, String.valueOf(e.getMessage()));
    }
  }

  private ByteBuffer ask(ChildJvm child, Duration patience, Request kind, Object... values) {
    long now = System.nanoTime();
    Duration left = Duration.ofNanos(testEnd - now);
    if (left.isNegative() || left.isZero()) {
      throw new CallFailure(
          Kind.TIME_OUT,
          "not asked: the %s s %s were used up"
              .formatted(
                  (testEnd == end ? limits.submission() : limits.test()).toSeconds(),
                  testEnd == end ? "for all tests" : "for this test"));
    }
    try {
      return child.ask(left.compareTo(patience) < 0 ? left : patience, kind, values);
    } finally {
      if (!child.isAlive()) {
        jvm.retire(child);
      }
    }
  }

  /** A JVM without a submission, to see whether the sandbox works. */
  static ChildJvm start(Sandbox sandbox, ChildClasses classes, int job) throws IOException {
    Duration cpu = sandbox.limits().cpu();
    return new ChildJvm(sandbox.command(classes.folder(), job, cpu, false));
  }

  /** What the submission has printed, or its first part. */
  String printed() {
    return jvm.printed();
  }

  @Override
  public void close() {
    jvm.close();
  }
}
