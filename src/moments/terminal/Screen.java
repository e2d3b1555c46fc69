package moments.terminal;

import java.io.Console;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.apache.commons.text.WordUtils;

/** What the screen can show: lines only, or also a progress bar that is drawn again and again. */
public final class Screen {
  private static final int WIDTH = 80;
  private static final boolean TERMINAL =
      isTerminal(
          Optional.ofNullable(System.console()),
          Optional.ofNullable(System.getenv("TERM")).orElse(""));

  private Screen() {}

  /** Where progress bars go: to standard error of a terminal, else nowhere. */
  public static ProgressBarConsumer bars() {
    return TERMINAL
        ? new ConsoleProgressBarConsumer(System.err)
        : new DelegatingProgressBarConsumer(line -> {}, WIDTH);
  }

  /** What takes a progress bar away before a line is printed; empty if there are no bars. */
  public static String clear() {
    return TERMINAL ? "\r\u001b[K" : "";
  }

  /** {@code text} in lines that fit 80 columns; long words, such as paths, stay whole. */
  public static String wrap(String text) {
    return WordUtils.wrap(text, WIDTH - 1);
  }

  /** Whether lines can be drawn again: not in a pipe, nor where TERM is {@code dumb}. */
  static boolean isTerminal(Optional<Console> console, String term) {
    return !term.equals("dumb") && console.map(Screen::isTerminal).orElse(false);
  }

  /** Before JDK 22 a console is always a terminal; from then on one has to ask. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
