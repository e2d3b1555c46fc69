package moments.grading;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import moments.grading.CallFailure.Kind;
import moments.grading.Mark.Verdict;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The tests of an assignment, run by JUnit in this JVM; nothing registers itself from the class
 * path.
 *
 * @param tests the class of the visible ones, which has the {@link Assignment}
 * @param hidden classes of more tests
 * @param solution the classes from which tests with {@link Given} get some, by their names; where
 *     there is none, they try the submission alone
 */
public record Exam(Class<?> tests, List<Class<?>> hidden, Map<String, byte[]> solution) {
  public Exam {
    Stream.concat(Stream.of(tests), hidden.stream())
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .flatMap(test -> given(test).stream())
        .filter(name -> !solution.isEmpty() && !solution.containsKey(name))
        .findFirst()
        .ifPresent(Exam::notInSolution);
  }

  private static void notInSolution(String name) {
    throw new IllegalArgumentException(
        "@Given(\"%s\"): the solution has no such class".formatted(name));
  }

  /** An exam without hidden tests and without a solution. */
  public Exam(Class<?> tests) {
    this(tests, List.of(), Map.of());
  }

  /** What the tests say of themselves. */
  public Assignment assignment() {
    return Optional.ofNullable(tests.getAnnotation(Assignment.class))
        .orElseThrow(() -> new IllegalArgumentException("%s has no @Assignment".formatted(tests)));
  }

  /** A mark for each test, none of which was run. */
  List<Mark> unmarked() {
    Marks marks = new Marks(Optional.empty());
    marks.testPlanExecutionStarted(launcher().discover(request()));
    return marks.all();
  }

  /** The marks of {@code student}, in the order of the tests. */
  List<Mark> mark(Student student) {
    Marks marks = new Marks(Optional.of(student));
    student.during(() -> launcher().execute(request(), marks));
    return marks.all();
  }

  /** The names of the classes that {@code test} gets from the solution. */
  private static List<String> given(Method test) {
    Given given = test.getAnnotation(Given.class);
    return given == null ? List.of() : List.of(given.value());
  }

  /** Those of the solution's classes that are called {@code names}, with those inside them. */
  private Map<String, byte[]> fromSolution(List<String> names) {
    Map<String, byte[]> classes = new TreeMap<>(solution);
    classes.keySet().removeIf(each -> !names.contains(each.replaceFirst("\\$.*", "")));
    return classes;
  }

  private static Launcher launcher() {
    return LauncherFactory.create(
        LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .addTestEngines(new JupiterTestEngine())
            .build());
  }

  private LauncherDiscoveryRequest request() {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(
            Stream.concat(Stream.of(tests), hidden.stream())
                .map(DiscoverySelectors::selectClass)
                .toList())
        .enableImplicitConfigurationParameters(false)
        .build();
  }

  /**
   * Listed before anything runs: what is skipped, aborted or lost is still there, with no point.
   */
  private final class Marks implements TestExecutionListener {
    private final Optional<Student> student;
    private final Map<String, Mark> marks = new LinkedHashMap<>();

    Marks(Optional<Student> student) {
      this.student = student;
    }

    List<Mark> all() {
      return new ArrayList<>(marks.values());
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
      plan.getRoots().forEach(root -> list(plan.getDescendants(root)));
    }

    private void list(Set<TestIdentifier> tests) {
      for (TestIdentifier id : tests) {
        method(id)
            .filter(method -> method.getJavaMethod().isAnnotationPresent(Points.class))
            .ifPresent(method -> put(id, method, Verdict.NOT_RUN, "not run"));
      }
    }

    @Override
    public void executionStarted(TestIdentifier id) {
      method(id).ifPresent(method -> student.ifPresent(s -> begin(s, method)));
    }

    private void begin(Student asked, MethodSource test) {
      asked.beginTest(test.getMethodName(), fromSolution(given(test.getJavaMethod())));
    }

    @Override
    public void executionSkipped(TestIdentifier id, String reason) {
      method(id).ifPresent(method -> put(id, method, Verdict.NOT_RUN, "not run: " + reason));
    }

    @Override
    public void executionFinished(TestIdentifier id, TestExecutionResult result) {
      Optional<MethodSource> source = method(id);
      if (source.isEmpty() || !marks.containsKey(id.getUniqueId())) {
        return;
      }
      MethodSource method = source.get();
      if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
        put(id, method, Verdict.PASSED, "");
        return;
      }
      Throwable thrown =
          result.getThrowable().orElseGet(() -> new IllegalStateException("aborted"));
      boolean told = thrown instanceof AssertionError || thrown instanceof CallFailure;
      String message = told ? String.valueOf(thrown.getMessage()) : thrown.toString();
      boolean isHidden = hidden.contains(method.getJavaClass());
      String hint = thrown instanceof Failure failure ? failure.hint() : "";
      String feedback = (isHidden ? hint : message) + note(given(method.getJavaMethod()));
      put(id, method, verdict(thrown), feedback);
    }

    private String note(List<String> given) {
      return given.isEmpty() || solution.isEmpty()
          ? ""
          : "\nIn this test the solution's %s was in the place of yours."
              .formatted(String.join(" and ", given));
    }

    private Verdict verdict(Throwable thrown) {
      if (thrown instanceof CallFailure failure) {
        return failure.kind() == Kind.TIME_OUT
            ? Verdict.TIME_OUT
            : failure.kind() == Kind.CRASHED ? Verdict.CRASHED : Verdict.FAILED;
      }
      return thrown instanceof AssertionError ? Verdict.FAILED : Verdict.GRADER_ERROR;
    }

    private Optional<MethodSource> method(TestIdentifier id) {
      return id.getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast);
    }

    private void put(TestIdentifier id, MethodSource method, Verdict verdict, String feedback) {
      int worth =
          Optional.ofNullable(method.getJavaMethod().getAnnotation(Points.class))
              .map(Points::value)
              .orElse(0);
      marks.put(
          id.getUniqueId(),
          new Mark(
              method.getMethodName(),
              id.getDisplayName(),
              worth,
              hidden.contains(method.getJavaClass()),
              verdict,
              feedback));
    }
  }
}
