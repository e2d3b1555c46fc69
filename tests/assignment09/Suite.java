package assignment09;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import moments.grading.CallFailure;
import moments.grading.Failure;
import moments.grading.Student;

/**
 * The tests of the student who is being graded. They were written down where no Adam is, and are
 * played here, so what they find cannot be guessed, forged or looked up.
 */
final class Suite {
  private static final int MOST = 30;
  private static final String NAME = "[A-Za-z_][A-Za-z_0-9]{0,60}";

  private final Map<String, Script> tests = new TreeMap<>();

  /** Those that pass every right Adam; all others count for nothing. */
  private final Map<String, Script> sound;

  private final List<String> broken = new ArrayList<>();

  /** Asks the student for them. */
  Suite() {
    ProbeQuestions student = Student.answering(ProbeQuestions.class);
    String[] names = student.tests();
    if (names.length == 0) {
      throw new Failure(
          "There are no tests; a test is a method static void name(Probe adam)", "write some");
    }
    if (names.length > MOST) {
      throw new Failure(
          "You have %s tests; at most %s are played".formatted(names.length, MOST), "join some");
    }
    for (int i = 0; i < names.length; i++) {
      String shown = names[i].matches(NAME) ? names[i] : "number " + (i + 1);
      try {
        add(shown, student.record(names[i]), student.record(names[i]));
      } catch (CallFailure e) {
        if (!e.isThrown()) {
          throw e;
        }
        addBroken(shown, e);
      } catch (IllegalArgumentException e) {
        addBroken(shown, e);
      }
    }
    sound = new TreeMap<>(tests);
    sound.values().removeIf(Suite::isFalseAlarm);
  }

  private void addBroken(String name, RuntimeException problem) {
    broken.add("Your test %s counts for nothing: %s".formatted(name, problem.getMessage()));
  }

  private void add(String name, double[][][] recorded, double[][][] again) {
    if (!Arrays.deepEquals(recorded, again)) {
      throw new IllegalArgumentException(
          "it is not the same twice; draw random numbers with a seed of your own");
    }
    tests.put(name, new Script(recorded));
  }

  private static Optional<String> alarm(String name, Script script, Right right) {
    return script
        .failure(right.kind())
        .map(
            outcome ->
                "Your test %s fails with a right Adam, %s; %s%s"
                    .formatted(name, right.description(), outcome, source(script)));
  }

  /** Which mistake gives the value that a wrong test expects. */
  private static String source(Script script) {
    return Stream.of(Mutant.values())
        .filter(mutant -> script.failure(mutant.kind()).isEmpty())
        .findFirst()
        .map(mutant -> ".\nWhat you expect comes out of an Adam " + mutant.description())
        .orElse("");
  }

  private static boolean isFalseAlarm(Script script) {
    return Stream.of(Right.values()).anyMatch(right -> script.failure(right.kind()).isPresent());
  }

  private boolean catches(Suspect.Kind kind) {
    return sound.values().stream().anyMatch(script -> script.failure(kind).isPresent());
  }

  private boolean catchesAny() {
    return catches(Unmoved::new)
        || Stream.of(Mutant.values()).anyMatch(mutant -> catches(mutant.kind()));
  }

  /** Requires that a sound test fails with this wrong Adam. */
  void requireCatch(Suspect.Kind wrong, String hint) {
    if (catches(wrong)) {
      return;
    }
    List<String> lines = new ArrayList<>(List.of(none()));
    sound.entrySet().stream()
        .flatMap(
            test -> test.getValue().closest(wrong).map(o -> Map.entry(test.getKey(), o)).stream())
        .max((a, b) -> Double.compare(a.getValue().error(), b.getValue().error()))
        .ifPresent(
            best -> lines.add("closest is %s; %s".formatted(best.getKey(), best.getValue())));
    lines.addAll(troubles());
    lines.add("Hint: " + hint);
    throw new Failure(String.join("\n", lines), hint);
  }

  private String none() {
    int count = sound.size();
    return count == 0
        ? "You have no test that passes every right Adam"
        : "This Adam passes %s"
            .formatted(count == 1 ? "your test" : "all of your %s tests".formatted(count));
  }

  /** What is wrong with tests that do not count. */
  private List<String> troubles() {
    List<String> all = new ArrayList<>(broken);
    tests.forEach(
        (name, script) ->
            Stream.of(Right.values())
                .flatMap(right -> alarm(name, script, right).stream())
                .findFirst()
                .ifPresent(all::add));
    return all;
  }

  /** Requires that every test passes {@code right}, and that they do not pass everything. */
  void requirePass(Right right) {
    List<String> lines = new ArrayList<>(broken);
    tests.forEach((name, script) -> alarm(name, script, right).ifPresent(lines::add));
    boolean idle = lines.isEmpty() && !catchesAny();
    if (idle) {
      lines.add("Your tests pass every wrong Adam too, even one that never moves a weight");
    }
    if (!lines.isEmpty()) {
      String hint =
          "rounding differs from one right Adam to the next; a tolerance must let it pass";
      lines.add("Hint: " + (idle ? "say where a weight must be: adam.weight(0).isNear(…)" : hint));
      throw new Failure(String.join("\n", lines), hint);
    }
  }

  /** Requires that all wrong Adams of the lesson are caught with few gradients. */
  void requireFew(int most) {
    int count = tests.values().stream().mapToInt(Script::gradients).sum();
    List<String> live =
        Stream.of(Mutant.values())
            .filter(Mutant::isOfTheLesson)
            .filter(mutant -> !catches(mutant.kind()))
            .map(Mutant::description)
            .toList();
    if (count > most || !live.isEmpty()) {
      String hint = "one step of two weights can show several mistakes at once";
      throw new Failure(
          "Expected at most %s gradients in all and all twelve caught, got %s gradients%s\nHint: %s"
              .formatted(
                  most,
                  count,
                  live.isEmpty() ? "" : "; not caught: an Adam " + String.join(", an Adam ", live),
                  hint),
          hint);
    }
  }

  /** The least that a test must find. */
  private static final class Unmoved extends Suspect {
    Unmoved(double[] settings, int weights) {
      super(settings, weights);
    }

    @Override
    void update(int i, double g) {}
  }
}
