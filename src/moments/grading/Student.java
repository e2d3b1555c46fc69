package moments.grading;

import java.io.IOException;
import java.io.UncheckedIOException;
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

  private final Sandbox sandbox;
  private final ChildClasses classes;
  private final String adapter;
  private final int job;
  private final long seed;
  private final StringBuilder printed = new StringBuilder();
  private final long end;

  private String[] names = {};
  private byte[][] code = {};
  private Optional<ChildJvm> jvm = Optional.empty();
  private long started;
  private Duration cpu;
  private String test = "";
  private long testEnd;
  private boolean isFresh;

  /**
   * A student without a submission yet.
   *
   * @param job which of the jobs that run at the same time this one is
   * @param seed of all random input
   */
  Student(Sandbox sandbox, ChildClasses classes, Assignment assignment, int job, long seed) {
    this.sandbox = sandbox;
    this.classes = classes;
    this.adapter = assignment.answers().getName();
    this.job = job;
    this.seed = seed;
    cpu = sandbox.limits().cpu();
    end = System.nanoTime() + sandbox.limits().submission().toNanos();
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
    try (ChildJvm compiler = start(true)) {
      Collection<String> texts = sources.values();
      ByteBuffer reply =
          compiler.ask(
              sandbox.limits().compile(),
              Request.COMPILE,
              sources.keySet().toArray(String[]::new),
              texts.toArray(String[]::new));
      String messages = Text.shown(Wire.read(reply, String.class));
      submit(Wire.read(reply, String[].class), Wire.readLast(reply, byte[][].class));
      return names.length == 0 ? messages.strip() : "";
    } catch (IOException e) {
      throw new CallFailure(Kind.CRASHED, String.valueOf(e.getMessage()));
    }
  }

  /** Takes compiled classes as the submission; their code is not looked at in this JVM. */
  void submit(String[] classNames, byte[][] classCode) {
    names = classNames.clone();
    code = classCode.clone();
  }

  /** How the signatures differ from those of the starter; empty if they do not. */
  String[] signatureProblems() {
    beginTest("");
    return begin(ready());
  }

  /**
   * From now on {@code name} is the test that asks; it gets classes that no other test has used.
   */
  void beginTest(String name) {
    test = name;
    testEnd = Math.min(end, System.nanoTime() + sandbox.limits().test().toNanos());
    isFresh = false;
  }

  private Object answer(Method question, Object... arguments) throws IOException {
    ChildJvm child = ready();
    if (!isFresh) {
      begin(child);
    }
    Object[] given = arguments == null ? new Object[0] : arguments;
    Object[] values = new Object[given.length + 1];
    values[0] = question.getName();
    System.arraycopy(given, 0, values, 1, given.length);
    ByteBuffer reply = ask(child, sandbox.limits().call(), Request.CALL, values);
    return question.getReturnType() == void.class
        ? true
        : read(child, reply, question.getReturnType());
  }

  private String[] begin(ChildJvm child) {
    ByteBuffer reply = ask(child, sandbox.limits().call(), Request.BEGIN);
    isFresh = true;
    return read(child, reply, String[].class);
  }

  private <T> T read(ChildJvm child, ByteBuffer reply, Class<T> type) {
    try {
      return Wire.readLast(reply, type);
    } catch (IOException e) {
      retire(child);
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
                  (testEnd == end ? sandbox.limits().submission() : sandbox.limits().test())
                      .toSeconds(),
                  testEnd == end ? "for all tests" : "for this test"));
    }
    try {
      return child.ask(left.compareTo(patience) < 0 ? left : patience, kind, values);
    } finally {
      if (!child.isAlive()) {
        retire(child);
      }
    }
  }

  /** The JVM with the submission; a new one if there is none or the last one has ended. */
  private ChildJvm ready() {
    if (jvm.isPresent()) {
      return jvm.get();
    }
    if (cpu.isNegative() || System.nanoTime() >= end) {
      throw new CallFailure(
          Kind.TIME_OUT, "not asked: the time for all tests was used up by those before");
    }
    ChildJvm child = start(false);
    started = System.nanoTime();
    jvm = Optional.of(child);
    isFresh = false;
    try {
      child.ask(sandbox.limits().start(), Request.LOAD, names, code, adapter);
    } catch (CallFailure e) {
      retire(child);
      throw e;
    }
    return child;
  }

  /** A JVM without a submission, to see whether the sandbox works. */
  static ChildJvm start(Sandbox sandbox, ChildClasses classes, int job) throws IOException {
    Duration cpu = sandbox.limits().cpu();
    return new ChildJvm(sandbox.command(classes.folder(), job, cpu, false));
  }

  private ChildJvm start(boolean compiler) {
    try {
      return new ChildJvm(sandbox.command(classes.folder(), job, cpu, compiler));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start a JVM for the submission", e);
    }
  }

  private void retire(ChildJvm child) {
    child.close();
    keep(child.printed());
    cpu = cpu.minusNanos(System.nanoTime() - started);
    jvm = Optional.empty();
  }

  private void keep(String text) {
    printed.append(text, 0, Math.min(text.length(), ChildJvm.MOST_PRINTED - printed.length()));
  }

  /** What the submission has printed, or its first part. */
  String printed() {
    return Text.shown(printed + jvm.map(ChildJvm::printed).orElse(""));
  }

  @Override
  public void close() {
    jvm.ifPresent(this::retire);
    sandbox.endDetached(job);
  }
}
