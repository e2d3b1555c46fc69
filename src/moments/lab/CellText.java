package moments.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of cells that JShell would misread, refused before it sees them. */
final class CellText {
  private static final int LONGEST_CONSTANT = 65_535;

  /**
   * Magics, text blocks, strings, characters, comments, and the start of a comment that never ends.
   */
  private static final Pattern TOKENS =
      Pattern.compile(
          "(?ms)^[ \t]*%[^\n]*|(?<string>\"\"\"(?:[^\\\\]|\\\\.)*?\"\"\"|\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\")"
              + "|'\\\\?.[^'\n]*'|//[^\n]*|/\\*.*?\\*/|(?<open>/\\*)");

  private CellText() {}

  /**
   * Refuses a comment without an end, which JShell takes for the end of the cell, and a constant
   * that no class file can hold, after which JShell's compiler fails on every later cell.
   */
  static void check(String code, int cell) throws CellException {
    Matcher token = TOKENS.matcher(code);
    while (token.find()) {
      CellPosition place = new CellPosition(cell, code, token.start());
      if (token.group("open") != null) {
        throw Errors.doesNotCompile(
            place, "the comment that opens with /* in line %d never ends".formatted(place.line(0)));
      }
      String string = token.group("string");
      if (string != null && string.getBytes(UTF_8).length > LONGEST_CONSTANT) {
        throw Errors.doesNotCompile(
            place,
            "constant string too long: a class file holds at most %,d bytes of it; read the text from a file"
                .formatted(LONGEST_CONSTANT));
      }
    }
  }
}
