package moments.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserPathTest {
  private static final Path ADA = Path.of("/home/ada");

  @ParameterizedTest
  @CsvSource({
    "~, /home/ada",
    "~/x/y, /home/ada/x/y",
    "$HOME/x, /home/ada/x",
    "${HOME}, /home/ada",
    "x/~, x/~",
    "./~, ./~",
    "/data, /data",
    "a$HOME, a$HOME",
  })
  void theHomeFolderIsExpandedInFrontOnly(String text, Path path) {
    assertEquals(path, UserPath.of(text, ADA));
  }

  @Test
  void anEmptyTextIsRefused() {
    assertEquals("expected a folder, got an empty text", failure(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"~grace/x", "$DATA/x", "$HOMES"})
  void whatOnlyAShellKnowsIsRefused(String text) {
    assertEquals(
        "expected a path, with ~ or $HOME for your home folder, got \"%s\"; for a folder of that"
                .formatted(text)
            + " name write ./"
            + text,
        failure(text));
  }

  private static String failure(String text) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> UserPath.of(text, ADA)).getMessage());
  }
}
