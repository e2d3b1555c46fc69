package moments.lab;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Changes methods of classes that are loaded already, so that variables keep their values when a
 * cell is edited and run again; the JDK's own jshell does so through a debugger.
 *
 * <p>The JVM has to be started with {@link #OPTIONS}.
 */
public final class HotSwap {
  /** For the command line of a JVM that may change its own classes. */
  static final String[] OPTIONS = {
    "-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading"
  };

  private static volatile Optional<Instrumentation> handed = Optional.empty();

  private HotSwap() {}

  /** Attaches once, when it is first asked for. */
  private static final class Holder {
    static final Optional<Instrumentation> INSTANCE = attach();
  }

  /** The JVM's means of changing classes; empty if it was not started with it. */
  static Optional<Instrumentation> instrumentation() {
    return Holder.INSTANCE;
  }

  /** Called by the JVM when the agent is loaded. */
  public static void agentmain(String options, Instrumentation instrumentation) {
    handed = Optional.of(instrumentation);
  }

  private static Optional<Instrumentation> attach() {
    if (!Boolean.getBoolean("jdk.attach.allowAttachSelf")) {
      return Optional.empty();
    }
    try {
      Path agent = Files.createTempFile("moments-agent", ".jar");
      try {
        writeJar(agent);
        VirtualMachine self = VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
        self.loadAgent(agent.toString());
        self.detach();
      } finally {
        Files.delete(agent);
      }
    } catch (IOException
        | AttachNotSupportedException
        | AgentLoadException
        | AgentInitializationException e) {
      System.getLogger(HotSwap.class.getName())
          .log(System.Logger.Level.DEBUG, "classes cannot change", e);
    }
    return handed;
  }

  /** A jar that only names this class, which is on the class path. */
  private static void writeJar(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Agent-Class", HotSwap.class.getName());
    attributes.putValue("Can-Redefine-Classes", "true");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }
}
