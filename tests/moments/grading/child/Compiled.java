package moments.grading.child;

import java.util.Map;

/** Classes compiled in this JVM, which is quicker than in a child; for sources that are our own. */
public record Compiled(String[] names, byte[][] code) {
  /** The classes of {@code source}, the text of {@code file}. */
  public static Compiled of(String file, String source) {
    return of(Map.of(file, source));
  }

  /** The classes of {@code sources}, texts by their files. */
  public static Compiled of(Map<String, String> sources) {
    Object[] result =
        Compilation.of(
            sources.keySet().toArray(String[]::new), sources.values().toArray(String[]::new));
    Compiled compiled = new Compiled((String[]) result[1], (byte[][]) result[2]);
    if (compiled.names.length == 0) {
      throw new IllegalArgumentException(result[0] + "\n" + sources);
    }
    return compiled;
  }
}
