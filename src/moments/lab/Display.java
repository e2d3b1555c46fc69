package moments.lab;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The methods by which cells show things; their signatures are those of IJava and JJava. */
public final class Display {
  /** The system property with the width of the terminal, in characters. */
  public static final String TERMINAL_WIDTH = TerminalTable.WIDTH;

  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+\\$(?=\\w)");
  private static final int LONGEST_ARRAY = 2_000;

  static final Screen CONSOLE = Console.screen();

  private static volatile Screen screen = CONSOLE;
  private static volatile String lastId = "";

  private Display() {}

  /** Where displayed things go; at first, to the console. */
  public record Screen(
      Renderer renderer, Consumer<DisplayData> show, Consumer<DisplayData> update) {}

  /** Displays everything on {@code other} from now on; returns the screen used so far. */
  public static Screen attach(Screen other) {
    Screen before = screen;
    screen = other;
    return before;
  }

  /** Whether the screen is a notebook, or the making of one, rather than a console. */
  public static boolean isNotebook() {
    return screen != CONSOLE;
  }

  /** Displays everything through {@code kernel}, ours or IJava's, and teaches it our types. */
  public static void attach(BaseKernel kernel) {
    NotebookRenderers.register(kernel.getRenderer(), FigureHtml.ofKernel());
    attach(
        new Screen(kernel.getRenderer(), kernel::display, kernel.getIO().display::updateDisplay));
  }

  /** The representation of {@code o} that suits it best. */
  public static DisplayData render(Object o) {
    if (o instanceof DisplayData data) {
      return data;
    }
    if (o == null) {
      return new DisplayData("null");
    }
    if (o.getClass().isArray()) {
      return new DisplayData(arrayText(o));
    }
    DisplayData data = screen.renderer().render(o);
    if (data.getData(MIMEType.TEXT_PLAIN) instanceof String text) {
      data.putText(withoutWrappers(text));
    }
    return data;
  }

  /** Its elements, those of its arrays too; of a long text the beginning. */
  private static String arrayText(Object array) {
    String text = Arrays.deepToString(new Object[] {array});
    String elements = withoutWrappers(text.substring(1, text.length() - 1));
    return elements.length() <= LONGEST_ARRAY
        ? elements
        : elements.substring(0, LONGEST_ARRAY) + "… (%,d in all)".formatted(Array.getLength(array));
  }

  /** A class of a cell by the name that the cell gives it: JShell puts each into one of its own. */
  static String withoutWrappers(String text) {
    return WRAPPER.matcher(text).replaceAll("");
  }

  /** The representation of {@code o} in the media types {@code as}, for example text/html. */
  public static DisplayData render(Object o, String... as) {
    if (o == null || o instanceof DisplayData) {
      return render(o);
    }
    DisplayData data = screen.renderer().renderAs(o, as);
    if (o instanceof CharSequence && as.length > 0 && !as[0].equals("text/plain")) {
      // Or the notebook would hold it twice.
      data.putText("");
    }
    return data;
  }

  /** Shows {@code o} below the cell and returns the id for {@link #updateDisplay}. */
  public static String display(Object o) {
    return show(render(o));
  }

  /** Shows {@code o} as {@code as} and returns the id for {@link #updateDisplay}. */
  public static String display(Object o, String... as) {
    return show(render(o, as));
  }

  /** Replaces what was shown with {@code id} by {@code o}. */
  public static void updateDisplay(String id, Object o) {
    update(id, render(o));
  }

  /** Replaces what was shown with {@code id} by {@code o} as {@code as}. */
  public static void updateDisplay(String id, Object o, String... as) {
    update(id, render(o, as));
  }

  private static String show(DisplayData data) {
    if (!data.hasDisplayId()) {
      data.setDisplayId(UUID.randomUUID().toString());
    }
    screen.show().accept(data);
    lastId = data.getDisplayId();
    return lastId;
  }

  /** Whether {@code value} is only the id that the last display returned. */
  public static boolean isId(Object value) {
    return lastId.equals(value);
  }

  private static void update(String id, DisplayData data) {
    data.setDisplayId(id);
    screen.update().accept(data);
  }
}
