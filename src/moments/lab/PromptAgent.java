package moments.lab;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import jdk.jshell.execution.RemoteExecutionControl;
import jdk.jshell.execution.Util;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * Runs what is typed at the prompt of {@code jshell}, and shows figures and tables as a lesson
 * does.
 */
public final class PromptAgent extends RemoteExecutionControl {
  /** For the option {@code --execution} of {@code jshell}. */
  public static final String EXECUTION =
      "jdi:hostname(127.0.0.1),remoteAgent(%s)".formatted(PromptAgent.class.getName());

  private PromptAgent() {}

  /** Connects to the {@code jshell} that listens at port {@code args[0]}. */
  public static void main(String[] args) throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    Map<String, Consumer<OutputStream>> outputs = new HashMap<>();
    outputs.put("out", stream -> System.setOut(new PrintStream(stream, true)));
    outputs.put("err", stream -> System.setErr(new PrintStream(stream, true)));
    Map<String, Consumer<InputStream>> inputs = new HashMap<>();
    inputs.put("in", System::setIn);
    Util.forwardExecutionControlAndIO(
        new PromptAgent(), socket.getInputStream(), socket.getOutputStream(), outputs, inputs);
  }

  /** The text of a value; a value that is more than text is also shown. */
  @Override
  protected String invoke(Method snippet) throws Exception {
    Object value = snippet.invoke(null);
    if (value instanceof Table || value instanceof Figure) {
      Display.display(value);
      return "shown above";
    }
    return valueString(value);
  }
}
