package moments.lab;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/** Reports, below the cell, what a declaration does to earlier ones. */
final class SideEffects {
  private static final Pattern IMPORT =
      Pattern.compile("\\s*import\\s+(?:static\\s+)?[\\w.$]+\\.(\\w+)\\s*;?\\s*");
  private static final Pattern TYPE =
      Pattern.compile(
          "(?s)\\s*(?:(?:public|abstract|final|sealed|non-sealed|static|@\\w+)\\s+)*"
              + "(?:class|interface|enum|record|@interface)\\s+(\\w+).*");

  /** Of {@code java.lang}; each cell becomes a class in which JShell uses these names. */
  private static final Set<String> NEEDED = Set.of("Object", "Throwable");

  private static final Set<Status> BROKEN =
      Set.of(Status.RECOVERABLE_DEFINED, Status.RECOVERABLE_NOT_DEFINED);

  private final JShell shell;

  SideEffects(JShell shell) {
    this.shell = shell;
  }

  /**
   * Drops the type that {@code source} imports another of the same name for, or the import that it
   * declares a type of the same name for: with both, no later cell would compile.
   *
   * @throws CellException for a type whose name JShell itself needs
   */
  void makeRoomFor(String source, CellPosition place) throws CellException {
    Matcher imported = IMPORT.matcher(source);
    if (imported.matches()) {
      String name = imported.group(1);
      dropAll(
          shell.types().filter(type -> type.name().equals(name)),
          "Your own %s is gone: the import takes its name.".formatted(name));
    }
    Matcher declared = TYPE.matcher(source);
    if (declared.matches()) {
      String name = declared.group(1);
      if (NEEDED.contains(name)) {
        throw Errors.doesNotCompile(
            place,
            "with a type %s of your own no later cell would compile; give it another name"
                .formatted(name));
      }
      dropAll(
          shell.imports().filter(one -> simpleName(one).equals(name)),
          "The import of %s is gone: your own type takes its name.".formatted(name));
    }
  }

  private void dropAll(Stream<? extends PersistentSnippet> snippets, String notice) {
    List<? extends PersistentSnippet> all = snippets.toList();
    for (PersistentSnippet snippet : all) {
      shell.drop(snippet).stream().filter(e -> e.snippet() != snippet).forEach(this::report);
    }
    if (!all.isEmpty()) {
      System.err.println(notice);
    }
  }

  private static String simpleName(ImportSnippet imported) {
    return imported.fullname().substring(imported.fullname().lastIndexOf('.') + 1);
  }

  /** Says which variable has lost its value, or which declaration is invalid now, and why. */
  void report(SnippetEvent event) {
    Snippet snippet = event.snippet();
    if (event.status() == Status.VALID && snippet instanceof VarSnippet variable) {
      if (event.isSignatureChange()) {
        System.err.printf(
            "%s was reset to %s, as %s has changed in more than the code of its methods; run its"
                + " cell again.%n",
            variable.name(), shell.varValue(variable), name(event.causeSnippet()));
      }
    } else if (event.previousStatus() == Status.VALID
        && BROKEN.contains(event.status())
        && snippet instanceof PersistentSnippet declaration) {
      System.err.printf(
          "%s cannot be used any more, as %s has changed; run its cell again.%n",
          declaration.name(), name(event.causeSnippet()));
    }
  }

  private static String name(Snippet snippet) {
    return snippet instanceof PersistentSnippet declaration
        ? declaration.name()
        : snippet.source().strip();
  }
}
