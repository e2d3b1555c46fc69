package moments;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom, and who may do what. */
class ArchitectureTest {
  private static final JavaClasses MOMENTS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("moments");

  /** Each package and the packages that it may use. */
  private static final Map<String, Set<String>> USES =
      new TreeMap<>(
          Map.ofEntries(
              entry("tensor", Set.of()),
              entry("parallel", Set.of()),
              entry("simd", Set.of()),
              entry("nn", Set.of("tensor")),
              entry("optim", Set.of("tensor", "nn", "simd", "parallel")),
              entry("fast", Set.of("tensor", "nn", "simd", "parallel")),
              entry("terminal", Set.of()),
              entry("fetch", Set.of("terminal")),
              entry("data", Set.of("tensor", "parallel", "fetch")),
              entry("checkpoint", Set.of("tensor")),
              entry("train", Set.of("tensor", "nn", "optim", "fast", "simd", "data", "checkpoint")),
              entry("plot", Set.of("optim", "train")),
              entry("explore", Set.of("tensor", "nn", "optim", "plot")),
              entry("lab", Set.of("tensor", "train", "plot")),
              entry("lesson", Set.of("lab")),
              entry("grading.child", Set.of()),
              entry("grading", Set.of("grading.child", "lab", "train", "terminal", "parallel")),
              entry("book", Set.of("lab", "lesson", "plot", "train", "terminal")),
              entry(
                  "compare",
                  Set.of(
                      "tensor",
                      "nn",
                      "optim",
                      "data",
                      "checkpoint",
                      "train",
                      "plot",
                      "simd",
                      "parallel",
                      "terminal")),
              entry(
                  "sweep",
                  Set.of(
                      "tensor",
                      "nn",
                      "optim",
                      "data",
                      "checkpoint",
                      "train",
                      "plot",
                      "compare",
                      "lab",
                      "parallel",
                      "terminal")),
              entry(
                  "reproduce",
                  Set.of(
                      "tensor",
                      "nn",
                      "optim",
                      "fast",
                      "data",
                      "checkpoint",
                      "train",
                      "plot",
                      "explore",
                      "compare",
                      "simd",
                      "parallel",
                      "terminal")),
              entry(
                  "cli",
                  Set.of(
                      "tensor",
                      "nn",
                      "optim",
                      "fetch",
                      "data",
                      "checkpoint",
                      "train",
                      "lab",
                      "lesson",
                      "grading",
                      "book",
                      "compare",
                      "sweep",
                      "reproduce",
                      "parallel",
                      "terminal"))));

  /** All but the programs: the notebooks' kernel, the grader's children and the command line. */
  private static final String[] LIBRARY =
      USES.keySet().stream()
          .filter(
              name ->
                  !Set.of("lab", "grading.child", "compare", "sweep", "reproduce", "cli")
                      .contains(name))
          .map(name -> "moments." + name)
          .toArray(String[]::new);

  private static final Pattern FORMATS_A_NUMBER =
      Pattern.compile(
          "\"[^\"\n]*%[-+,.0-9]*[dfeg][^\"\n]*\".*(formatted|format|printf)\\(", Pattern.DOTALL);

  static Set<Map.Entry<String, Set<String>>> packages() {
    return USES.entrySet();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packagesDependOneWay(Map.Entry<String, Set<String>> entry) {
    String name = entry.getKey();
    Set<String> uses = entry.getValue();
    String[] others =
        USES.keySet().stream()
            .filter(other -> !other.equals(name) && !uses.contains(other))
            .map(other -> "moments." + other)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("moments." + name)
        .should()
        .dependOnClassesThat(resideInAnyPackage(others))
        .because("moments.%s may use %s".formatted(name, uses))
        .check(MOMENTS);
  }

  @Test
  void everyPackageIsInTheTable() {
    for (var type : MOMENTS) {
      String name = type.getPackageName();
      assertTrue(
          USES.containsKey(name.replaceFirst("^moments\\.", "")),
          () -> "say in USES what %s may use".formatted(name));
    }
  }

  @Test
  void thereAreNoCycles() {
    slices().matching("moments.(*)..").should().beFreeOfCycles().check(MOMENTS);
  }

  @Test
  void onlyTheVectorLoopsTouchTheIncubatorModule() {
    noClasses()
        .that()
        .haveNameNotMatching("moments\\.simd\\.Vector[A-Z][a-z]+")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator..")
        .because("the library must load where the module is absent")
        .check(MOMENTS);
  }

  @Test
  void onlyWorkersRunThreadPools() {
    noClasses()
        .that()
        .resideOutsideOfPackage("moments.parallel")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Executor.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Future.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Executors.class)
        .orShould()
        .callMethod(BaseStream.class, "parallel")
        .because("loops are shared out by Workers, which never changes a result")
        .check(MOMENTS);
  }

  @Test
  void onlyTheCommandLineEndsTheProgram() {
    noClasses()
        .that()
        .resideInAnyPackage(LIBRARY)
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(MOMENTS);
  }

  @Test
  void theLibraryPrintsNothingToStandardOutput() {
    noClasses()
        .that()
        .resideInAnyPackage(LIBRARY)
        .and()
        .resideOutsideOfPackage("moments.lesson")
        .should()
        .accessField(System.class, "out")
        .because("only what runs cells catches what they print")
        .check(MOMENTS);
  }

  @Test
  void chanceHasASeed() {
    noClasses()
        .should()
        .callConstructor(Random.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocalRandom.class)
        .because("the same seed gives the same bits")
        .check(MOMENTS);
  }

  @Test
  void functionsHaveTheSameBitsOnEveryJdk() {
    var rule =
        noClasses()
            .that()
            .resideOutsideOfPackage("moments.plot")
            .should()
            .callMethod(Math.class, "exp", double.class);
    for (String function : new String[] {"log", "sin", "cos", "tanh", "cbrt"}) {
      rule = rule.orShould().callMethod(Math.class, function, double.class);
    }
    rule.orShould()
        .callMethod(Math.class, "pow", double.class, double.class)
        .because("StrictMath rounds alike everywhere")
        .check(MOMENTS);
  }

  @Test
  void lettersChangeAlikeInEveryCountry() {
    noClasses()
        .should()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .because("in Turkish the small I is another letter; Locale.ROOT has no country")
        .check(MOMENTS);
  }

  @Test
  void theCommandLineWritesDigitsThatProgramsRead() {
    classes()
        .that()
        .haveFullyQualifiedName("moments.cli.Main")
        .should()
        .callMethod(Locale.class, "setDefault", Locale.class)
        .because("String.formatted has no locale of its own")
        .check(MOMENTS);
  }

  /** Statements that format a number in the user's locale, in the packages that write files. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "checkpoint",
        "compare",
        "data",
        "fetch",
        "grading",
        "plot",
        "reproduce",
        "sweep",
        "terminal",
        "train"
      })
  void numbersAreFormattedInALocaleThatIsNamed(String name) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/moments", name))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        for (String statement : Files.readString(file).split(";\n")) {
          boolean number = FORMATS_A_NUMBER.matcher(statement).find();
          if (number && !statement.contains("Locale.ROOT")) {
            found.add(file.getFileName() + ": " + statement.strip());
          }
        }
      }
    }
    assertEquals(List.of(), found, "use Locale.ROOT, or %s for a whole number");
  }

  @Test
  void optimizersAndLayersOfALearnerAreWelcome() {
    classes()
        .that()
        .haveFullyQualifiedName("moments.nn.Layer")
        .or()
        .haveFullyQualifiedName("moments.optim.Optimizer")
        .or()
        .haveFullyQualifiedName("moments.optim.Schedule")
        .should()
        .bePublic()
        .andShould()
        .beInterfaces()
        .check(MOMENTS);
  }
}
