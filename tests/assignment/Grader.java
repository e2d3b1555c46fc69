package assignment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the tests of an assignment on a learner's file; see the assignment's profile in Maven. */
public final class Grader {
  private Grader() {}

  /** Prints the grade for {@code args}: the class of the tests and the file; ends with 1 or 0. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("moments-assignment");
    AtomicBoolean graded = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> failUnless(graded)));
    boolean full = false;
    try {
      Grade grade = grade(Class.forName(args[0]), Submission.load(Path.of(args[1]), folder));
      System.out.print(grade);
      full = grade.points() == grade.most();
    } catch (IllegalArgumentException e) {
      System.out.printf("%n%s%n%n  0 points, as there is nothing to run%n", e.getMessage());
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
    System.out.flush();
    graded.set(true);
    if (!full) {
      // An exception would have Maven print a page of its own below the points.
      System.exit(1);
    }
  }

  /** An exit in the middle must not end with 0, which means full marks. */
  private static void failUnless(AtomicBoolean graded) {
    if (!graded.get()) {
      System.out.printf("%n  0 points, as the program was ended before it had a grade%n");
      System.out.flush();
      Runtime.getRuntime().halt(1);
    }
  }

  /** The grade by {@code tests} of what {@code submission} loads. */
  public static Grade grade(Class<?> tests, ClassLoader submission) {
    LauncherConfig config =
        LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .addTestEngines(new JupiterTestEngine())
            .build();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(tests))
            .enableImplicitConfigurationParameters(false)
            .build();
    Launcher launcher = LauncherFactory.create(config);
    Results results = new Results();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(submission);
    try {
      launcher.execute(request, results);
    } finally {
      thread.setContextClassLoader(before);
    }
    return new Grade(results.title, results.lines);
  }

  /** A line for each test that is worth points. */
  private static final class Results implements TestExecutionListener {
    private final List<Grade.Line> lines = new ArrayList<>();
    private String title = "";

    @Override
    public void executionFinished(TestIdentifier id, TestExecutionResult result) {
      boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
      add(id, passed, result.getThrowable().map(Results::feedback).orElse("not run"));
    }

    @Override
    public void executionSkipped(TestIdentifier id, String reason) {
      add(id, false, "not run: " + reason);
    }

    private void add(TestIdentifier id, boolean passed, String feedback) {
      TestSource source = id.getSource().orElse(null);
      if (source instanceof MethodSource method) {
        Points points = method.getJavaMethod().getAnnotation(Points.class);
        int worth = points == null ? 0 : points.value();
        lines.add(
            new Grade.Line(method.getMethodName(), id.getDisplayName(), worth, passed, feedback));
      } else if (source instanceof ClassSource) {
        title = id.getDisplayName();
      }
    }

    private static String feedback(Throwable thrown) {
      if (thrown instanceof TimeoutException) {
        return "it did not end in time; is there a loop that never stops?";
      }
      String message = thrown.getMessage();
      boolean says = thrown instanceof AssertionError && message != null && !message.isBlank();
      return says ? message : thrown.toString();
    }
  }
}
