package moments.grading.child;

/** Classes compiled in this JVM, which is quicker than in a child; for sources that are our own. */
public record Compiled(String[] names, byte[][] code) {
  /** The classes of {@code source}, the text of {@code file}. */
  public static Compiled of(String file, String source) {
    Object[] result = Compilation.of(new String[] {file}, new String[] {source});
    Compiled compiled = new Compiled((String[]) result[1], (byte[][]) result[2]);
    if (compiled.names.length == 0) {
      throw new IllegalArgumentException(result[0] + "\n" + source);
    }
    return compiled;
  }
}
