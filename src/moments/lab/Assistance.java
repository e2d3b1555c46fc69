package moments.lab;

import static java.util.stream.Collectors.joining;

import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Completion and documentation for code as it is typed. */
final class Assistance {
  private final SourceCodeAnalysis analysis;

  /** Completion that knows what {@code cells} have declared. */
  Assistance(Cells cells) {
    analysis = cells.analysis();
    String sources = System.getProperty(KernelSpec.SOURCES, "");
    if (!sources.isEmpty() && Files.isDirectory(Path.of(sources))) {
      addSources(Path.of(sources));
    }
  }

  /** What can be inserted at {@code at}, values of a matching type first. */
  ReplacementOptions complete(String code, int at) {
    int[] anchor = {at};
    List<String> options =
        analysis.completionSuggestions(code, at, anchor).stream()
            .sorted(Comparator.comparing(Suggestion::matchesType).reversed())
            .map(Suggestion::continuation)
            .distinct()
            .toList();
    return new ReplacementOptions(options, anchor[0], at);
  }

  /** Signatures and doc comments of the name at {@code at}; empty if it is unknown. */
  String documentation(String code, int at) {
    int end = at;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    String start = code.substring(0, end);
    // JShell recognises the name of a method only with its bracket.
    String method = documentation(start + "(");
    return method.isEmpty() ? documentation(start) : method;
  }

  private String documentation(String code) {
    return analysis.documentation(code, code.length(), true).stream()
        .map(Assistance::text)
        .distinct()
        .collect(joining("\n\n"));
  }

  private static String text(Documentation documentation) {
    String comment = documentation.javadoc();
    return comment == null || comment.isBlank()
        ? documentation.signature()
        : documentation.signature() + "\n" + plain(comment).indent(2).stripTrailing();
  }

  /** A doc comment without its mark-up. */
  private static String plain(String comment) {
    return comment
        .replaceAll("\\{@(?:code|link|linkplain|literal)\\s+([^}]*)}", "$1")
        .replaceAll("<[^>]*>", "")
        .replaceAll("(?m)^\\s?@", "@")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .strip();
  }

  /**
   * JShell reads doc comments from the sources of the JDK alone; the kernel's command line opens
   * this field of it. Should a JDK have no such field, signatures remain.
   */
  private void addSources(Path folder) {
    try {
      Method find = analysis.getClass().getDeclaredMethod("findSources");
      Field field = analysis.getClass().getDeclaredField("availableSources");
      find.setAccessible(true);
      field.setAccessible(true);
      List<Path> sources = new ArrayList<>();
      for (Object found : (List<?>) find.invoke(analysis)) {
        sources.add((Path) found);
      }
      sources.add(folder);
      field.set(analysis, sources);
    } catch (ReflectiveOperationException | RuntimeException e) {
      System.getLogger(Assistance.class.getName())
          .log(System.Logger.Level.DEBUG, "no doc comments", e);
    }
  }
}
