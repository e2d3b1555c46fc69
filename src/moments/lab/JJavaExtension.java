package moments.lab;

import io.github.spencerpark.jupyter.kernel.display.DisplayDataRenderable;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.List;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * Teaches JJava how our tables, tensors and figures look.
 *
 * <p>JJava finds it by {@link java.util.ServiceLoader} once Moments is on its class path.
 */
public final class JJavaExtension implements Extension {
  private static final List<String> FORMATS = List.of("text/plain", "text/html", "image/png");

  @Override
  public void install(BaseKernel kernel) {
    Renderer ours = NotebookRenderers.ofNotebooks();
    Display.attach(
        new Display.Screen(
            ours,
            data -> kernel.display(copy(data)),
            data -> kernel.getIO().display.updateDisplay(copy(data))));
    Stream.concat(NotebookRenderers.TYPES.stream(), Stream.of(DisplayDataRenderable.class))
        .forEach(type -> register(kernel, type, ours));
  }

  private static <T> void register(BaseKernel kernel, Class<T> type, Renderer ours) {
    kernel
        .getRenderer()
        .createRegistration(type)
        .preferring("text/html")
        .supporting("text/plain")
        .register(
            (value, context) -> context.getOutputContainer().assign(copy(ours.render(value))));
  }

  /** JJava's types are copies, under other names, of those that our kernel is built on. */
  private static DisplayData copy(
      io.github.spencerpark.jupyter.kernel.display.DisplayData original) {
    DisplayData copy = new DisplayData();
    if (original.hasDisplayId()) {
      copy.setDisplayId(original.getDisplayId());
    }
    for (String format : FORMATS) {
      MIMEType type = MIMEType.parse(format);
      if (original.hasDataForType(type)) {
        copy.putData(format, original.getData(type));
      }
    }
    return copy;
  }
}
