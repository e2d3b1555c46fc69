package moments.lab;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import moments.lab.PrintBatches.Channel;
import tech.tablesaw.api.Table;

/** A Jupyter kernel for Java that has Moments on its class path. */
public final class JavaKernel extends BaseKernel {
  private static final String RED = "\u001b[1;31m";
  private static final String PLAIN = "\u001b[0m";

  private final Cells cells;
  private final Assistance assistance;
  private final PrintBatches prints = new PrintBatches(this::publish);
  private final PrintStream out = prints.stream(Channel.OUT);
  private final PrintStream err = prints.stream(Channel.ERR);
  private volatile BiConsumer<Channel, String> publisher = (channel, text) -> {};

  /** A kernel whose cells see the classes of this JVM. */
  public JavaKernel() {
    cells = new Cells();
    assistance = new Assistance(cells);
    Display.attach(this);
    prepareTables();
    setShouldReplaceStdStreams(false);
  }

  /**
   * Also sends what is printed to {@code connection}, as of the cell that ran last: threads of a
   * cell may print after its end.
   */
  @Override
  public void becomeHandlerForConnection(JupyterConnection connection) {
    super.becomeHandlerForConnection(connection);
    ShellHandler<ExecuteRequest> execute = connection.getHandler(MessageType.EXECUTE_REQUEST);
    connection.setHandler(
        MessageType.EXECUTE_REQUEST,
        (environment, request) -> {
          prints.flush();
          publisher =
              (channel, text) ->
                  connection
                      .getIOPub()
                      .sendMessage(
                          new Message<>(
                              request,
                              PublishStream.MESSAGE_TYPE,
                              new PublishStream(
                                  channel == Channel.OUT
                                      ? PublishStream.StreamType.OUT
                                      : PublishStream.StreamType.ERR,
                                  text)));
          // Each time: the cell before may have set others.
          System.setOut(out);
          System.setErr(err);
          System.setIn(getIO().in);
          execute.handle(environment, request);
        });
  }

  private void publish(Channel channel, String text) {
    publisher.accept(channel, text);
  }

  /** Sends what was printed first. */
  @Override
  public void display(DisplayData data) {
    prints.flush();
    super.display(data);
  }

  /**
   * Tablesaw looks for its readers when it is first used, which takes a second; an interrupt of the
   * cell that does so would spoil its classes for good.
   */
  private static void prepareTables() {
    Thread thread = new Thread(() -> Table.create().columnCount(), "tables");
    thread.setDaemon(true);
    thread.start();
  }

  /** Serves the notebook whose connection file is {@code args[0]}, until that shuts it down. */
  public static void main(String[] args) throws Exception {
    if (args.length != 1) {
      System.err.println("JavaKernel: expected the connection file that Jupyter hands over");
      System.exit(2);
    }
    if (ModuleLayer.boot().findModule("jdk.jshell").isEmpty()) {
      System.err.println(
          "JavaKernel: %s has no JShell; name the java of a whole JDK, 17 or newer, in kernel.json"
              .formatted(System.getProperty("java.home")));
      System.exit(2);
    }
    ParentWatch.start();
    Locale.setDefault(Locale.ROOT); // Cells print the digits and points of the lessons.
    Logger.getLogger("").setLevel(Level.WARNING);
    String properties = Files.readString(Path.of(args[0]));
    var connection = new JupyterConnection(KernelConnectionProperties.parse(properties));
    new JavaKernel().becomeHandlerForConnection(connection);
    connection.connect();
    connection.waitUntilClose();
    System.exit(0);
  }

  /** The value of the cell's last expression as it is to be shown, null if it has none. */
  @Override
  @SuppressWarnings("NullAway") // The base takes null for no result.
  public DisplayData eval(String code) throws CellException {
    try {
      return cells
          .run(code, executionCount.get() - 1, v -> Display.isId(v) ? v : Display.render(v))
          .value()
          .filter(DisplayData.class::isInstance)
          .map(DisplayData.class::cast)
          .orElse(null);
    } finally {
      prints.flush();
    }
  }

  /** Only the report: where in the kernel an error arose is of no use to its reader. */
  @Override
  public List<String> formatError(Exception e) {
    if (!(e instanceof CellException failure)) {
      return super.formatError(e);
    }
    List<String> lines = new ArrayList<>(failure.report());
    lines.set(0, RED + lines.get(0) + PLAIN);
    return lines;
  }

  @Override
  public ReplacementOptions complete(String code, int at) throws Exception {
    return DeepStack.call(() -> assistance.complete(code, at));
  }

  /** Signature and doc comment of what stands at {@code at}, null if nothing is known. */
  @Override
  @SuppressWarnings("NullAway") // The base takes null for nothing found.
  public DisplayData inspect(String code, int at, boolean extraDetail) throws Exception {
    String found = DeepStack.call(() -> assistance.documentation(code, at));
    return found.isEmpty() ? null : new DisplayData(found);
  }

  @Override
  public String isComplete(String code) {
    try {
      return switch (DeepStack.call(() -> cells.completeness(code))) {
        case COMPLETE, COMPLETE_WITH_SEMI, EMPTY -> IS_COMPLETE_YES;
        case CONSIDERED_INCOMPLETE, DEFINITELY_INCOMPLETE -> "  ";
        case UNKNOWN -> IS_COMPLETE_BAD;
      };
    } catch (CellException | DeepStack.UnexpectedException e) {
      return IS_COMPLETE_MAYBE;
    }
  }

  @Override
  public void interrupt() {
    cells.interrupt();
  }

  @Override
  public void onShutdown(boolean isRestarting) {
    cells.close();
  }

  @Override
  public String getBanner() {
    return "Moments on Java " + Runtime.version();
  }

  @Override
  public LanguageInfo getLanguageInfo() {
    return new LanguageInfo.Builder("Java")
        .version(Runtime.version().toString())
        .mimetype("text/x-java-source")
        .fileExtension(".jshell")
        .pygments("java")
        .codemirror("java")
        .build();
  }
}
