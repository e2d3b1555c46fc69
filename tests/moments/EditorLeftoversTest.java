package moments;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * Whoever opens a source in an editor can still build: what the editor leaves there is excluded.
 */
class EditorLeftoversTest {
  private static final List<String> SOURCES =
      List.of("a/.ipynb_checkpoints/Adam-checkpoint.java", "a/.#Adam.java", "a/._Adam.java");
  private static final List<String> OTHERS =
      List.of(
          "a/.ipynb_checkpoints/load-checkpoint.js",
          "a/Adam.java~",
          "a/.Adam.java.swp",
          "a/#Adam.java#",
          "a/Adam.java.orig",
          "a/.DS_Store");

  @ParameterizedTest
  @CsvSource({
    "compiler, //plugin[artifactId='maven-compiler-plugin']/configuration/excludes/exclude, true",
    "tests, //plugin[artifactId='maven-compiler-plugin']/configuration/testExcludes/testExclude, true",
    "formatter, //plugin[artifactId='spotless-maven-plugin']//excludes/exclude, true",
    "resources, //build/resources//exclude, false",
    "test resources, //build/testResources//exclude, false",
  })
  void areExcluded(String part, String path, boolean ofSources) throws Exception {
    List<String> patterns = patterns(path);
    for (String file : ofSources ? SOURCES : OTHERS) {
      assertTrue(isExcluded(file, patterns), () -> part + " takes " + file);
    }
    String wanted = ofSources ? "a/Adam.java" : "a/load.js";
    assertFalse(isExcluded(wanted, patterns), () -> part + " leaves out " + wanted);
  }

  private static boolean isExcluded(String file, List<String> patterns) {
    return patterns.stream()
        .anyMatch(
            pattern ->
                FileSystems.getDefault()
                    .getPathMatcher("glob:" + pattern)
                    .matches(Path.of("moments", file)));
  }

  private static List<String> patterns(String path) throws Exception {
    Document pom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("pom.xml").toFile());
    NodeList found =
        (NodeList)
            XPathFactory.newInstance().newXPath().evaluate(path, pom, XPathConstants.NODESET);
    List<String> patterns = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      patterns.add(found.item(i).getTextContent());
    }
    return patterns;
  }
}
