package moments.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the kit of an assignment tells teachers is what its tests do. */
class KitTest {
  private static final Pattern TEST = Pattern.compile("(?m)^\\| (\\d+) \\| ([^|]+) \\| [^|]+ \\|$");
  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^\\| \\[(\\w+)]\\([\\w/.]+\\) \\| (\\d+) \\| [^|]+ \\|$");
  private static final Pattern MISTAKE = Pattern.compile("(?m)^- (.+)$");

  static List<AssignmentFolder> assignments() {
    return AssignmentFolder.all(Path.of(""));
  }

  @ParameterizedTest
  @MethodSource("assignments")
  void aKitHasEveryTestEveryMistakeAndThePointsOfItsSamples(AssignmentFolder assignment)
      throws Exception {
    Path kit = assignment.folder().resolve("kit");
    String text = Files.readString(kit.resolve("README.md"));
    try (AssignmentFolder.LoadedExam loaded = assignment.load(Optional.empty());
        Grader grader = new Grader(loaded.exam(), Limits.of(loaded.exam().assignment()), 1)) {
      assertEquals(tests(loaded.exam()), rows(TEST, text));
      assertEquals(mistakes(assignment, loaded.exam()), mistakes(text));
      List<String> samples = rows(SAMPLE, text);
      assertTrue(samples.size() >= 3, "sample answers at three levels");
      Intake intake = new Intake(loaded.exam().assignment(), assignment.starters());
      for (String sample : samples) {
        String name = sample.split(" ")[0];
        Grade grade = grader.grade(intake.read(List.of(kit.resolve(name))), 0);
        assertEquals(sample, "%s %s".formatted(name, grade.points()), grade::toString);
      }
    }
  }

  private static List<String> tests(Exam exam) {
    return exam.unmarked().stream()
        .map(mark -> "%s %s".formatted(mark.points(), mark.title()))
        .toList();
  }

  private static List<String> rows(Pattern row, String text) {
    return row.matcher(text)
        .results()
        .map(found -> "%s %s".formatted(found.group(1), found.group(2)))
        .toList();
  }

  private static List<String> mistakes(String text) {
    String section = text.replaceFirst("(?s).*\n## Mistakes that are recognized\n", "");
    return MISTAKE
        .matcher(section.equals(text) ? "" : section)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** Those that the assignment's enums of mistakes have, in their order. */
  private static List<String> mistakes(AssignmentFolder assignment, Exam exam) throws Exception {
    List<String> all = new ArrayList<>();
    for (Class<?> type : types(assignment, exam)) {
      if (type.isEnum() && Stream.of(type.getDeclaredMethods()).anyMatch(KitTest::isWhen)) {
        Method when = type.getDeclaredMethod("when");
        when.setAccessible(true);
        for (Object mistake : type.getEnumConstants()) {
          all.add((String) when.invoke(mistake));
        }
      }
    }
    all.removeIf(String::isBlank);
    return all;
  }

  private static boolean isWhen(Method method) {
    return method.getName().equals("when");
  }

  private static List<Class<?>> types(AssignmentFolder assignment, Exam exam) throws Exception {
    List<Class<?>> types = new ArrayList<>();
    for (Path file : assignment.forGrading()) {
      if (file.startsWith(Path.of("tests", "assignment" + assignment.number()))) {
        String name = String.valueOf(file.getFileName()).replace(".java", "");
        String whole = exam.tests().getPackageName() + "." + name;
        Class<?> type = Class.forName(whole, true, exam.tests().getClassLoader());
        types.add(type);
        types.addAll(List.of(type.getDeclaredClasses()));
      }
    }
    return types;
  }
}
