package moments.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScreenTest {
  @Test
  void aPipeGetsNoEscapeCodesAndNoBars() {
    assertFalse(Screen.isTerminal(Optional.empty(), "xterm"));
    assertEquals("", Screen.clear());
  }

  @Test
  void aDumbTerminalIsTreatedLikeAPipe() {
    assertFalse(Screen.isTerminal(Optional.ofNullable(System.console()), "dumb"));
  }
}
