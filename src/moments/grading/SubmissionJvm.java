package moments.grading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import moments.grading.CallFailure.Kind;
import moments.grading.child.Wire.Request;

/** The JVM of a submission: started when it is needed, and anew after it has ended. */
final class SubmissionJvm implements AutoCloseable {
  private final Sandbox sandbox;
  private final ChildClasses classes;
  private final String adapter;
  private final int job;
  private final Map<String, byte[]> submitted = new TreeMap<>();
  private final StringBuilder printed = new StringBuilder();
  private Map<String, byte[]> given = Map.of();
  private Optional<ChildJvm> jvm = Optional.empty();
  private boolean isLoaded;
  private long started;
  private Duration cpu;

  /**
   * No JVM yet.
   *
   * @param adapter the class that answers
   * @param job which of the jobs that run at the same time this one is
   */
  SubmissionJvm(Sandbox sandbox, ChildClasses classes, String adapter, int job) {
    this.sandbox = sandbox;
    this.classes = classes;
    this.adapter = adapter;
    this.job = job;
    cpu = sandbox.limits().cpu();
  }

  /**
   * Takes compiled classes as the submission, in the place of those before; their code is not
   * looked at in this JVM.
   */
  void submit(String[] names, byte[][] code) {
    isLoaded = false;
    given = Map.of();
    submitted.clear();
    for (int i = 0; i < names.length; i++) {
      submitted.put(names[i], code[i]);
    }
  }

  /**
   * From now on these classes of the solution are in the place of the submission's; where one is
   * taken back, a new JVM makes sure that nothing of it is left.
   */
  void give(Map<String, byte[]> fromSolution) {
    if (!fromSolution.keySet().containsAll(given.keySet())) {
      jvm.ifPresent(this::retire);
    }
    isLoaded &= fromSolution.equals(given);
    given = fromSolution;
  }

  /** One that has loaded the submission. */
  ChildJvm ready() {
    if (jvm.isEmpty()) {
      started = System.nanoTime();
      jvm = Optional.of(start(false));
    }
    ChildJvm child = jvm.get();
    if (!isLoaded) {
      load(child);
    }
    return child;
  }

  private void load(ChildJvm child) {
    Map<String, byte[]> all = new TreeMap<>(submitted);
    all.putAll(given);
    String[] names = all.keySet().toArray(String[]::new);
    byte[][] code = all.values().toArray(byte[][]::new);
    try {
      child.ask(sandbox.limits().start(), Request.LOAD, names, code, adapter);
      isLoaded = true;
    } catch (CallFailure e) {
      retire(child);
      throw e;
    }
  }

  /** One without a submission. */
  ChildJvm start(boolean compiler) {
    if (cpu.isNegative()) {
      throw new CallFailure(
          Kind.TIME_OUT, "not asked: the time for all tests was used up by those before");
    }
    try {
      return new ChildJvm(sandbox.command(classes.folder(), job, cpu, compiler));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start a JVM for the submission", e);
    }
  }

  /** Ends {@code child}; the next question starts another one. */
  void retire(ChildJvm child) {
    child.close();
    String text = child.printed();
    printed.append(text, 0, Math.min(text.length(), ChildJvm.MOST_PRINTED - printed.length()));
    cpu = cpu.minusNanos(System.nanoTime() - started);
    jvm = Optional.empty();
    isLoaded = false;
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
