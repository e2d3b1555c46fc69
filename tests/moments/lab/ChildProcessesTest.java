package moments.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What this program starts ends with it, however it ends. */
@Timeout(90)
@DisabledOnOs(OS.WINDOWS)
class ChildProcessesTest {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Path folder;

  ChildProcessesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Stands for the program: its child prints its own id and sleeps. */
  static final class Launcher {
    public static void main(String[] args) throws InterruptedException {
      Child.run(new ProcessBuilder("sh", "-c", "echo $$; exec sleep 80").inheritIO());
    }
  }

  @Test
  void aChildEndsWhenItsLauncherIsToldTo() throws Exception {
    Process launcher = java(Launcher.class.getName()).start();
    ProcessHandle child = firstPid(launcher);
    launcher.destroy();
    assertEnds(child);
    assertTrue(launcher.waitFor(20, TimeUnit.SECONDS));
  }

  /** The shell stands for Jupyter, and is killed. */
  @Test
  void aKernelEndsWhenItsJupyterIsKilledAndLeavesNoPort() throws Exception {
    List<Integer> ports = new ArrayList<>();
    Path connection = Files.writeString(folder.resolve("connection.json"), connection(ports));
    String kernel =
        "\"%s\" -cp \"%s\" %s \"%s\""
            .formatted(
                JAVA,
                System.getProperty("java.class.path"),
                JavaKernel.class.getName(),
                connection);
    Process jupyter = shell(kernel + " & echo $!; wait");
    ProcessHandle child = firstPid(jupyter);
    while (isFree(ports.get(0))) {
      assertTrue(child.isAlive(), "the kernel starts");
      Thread.sleep(50);
    }
    jupyter.destroyForcibly();
    assertEnds(child);
    for (int port : ports) {
      assertTrue(isFree(port), () -> "port " + port);
    }
  }

  @Test
  void jupyterItselfEndsWhenItsLauncherIsKilled() throws Exception {
    Path config = KernelSpec.ours(folder, "classes").write(folder).resolve("jupyter_config.py");
    String python =
        "import time; exec(open('%s').read()); print('watching', flush=True); time.sleep(80)"
            .formatted(config);
    Process launcher = shell("python3 -c \"%s\" & echo $!; wait".formatted(python));
    ProcessHandle child = firstPid(launcher);
    assertEquals("watching", launcher.inputReader().readLine());
    launcher.destroyForcibly();
    assertEnds(child);
  }

  private static ProcessBuilder java(String mainClass) {
    return new ProcessBuilder(JAVA, "-cp", System.getProperty("java.class.path"), mainClass);
  }

  private static Process shell(String script) throws IOException {
    return new ProcessBuilder("sh", "-c", script)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static ProcessHandle firstPid(Process process) throws IOException {
    BufferedReader lines = process.inputReader();
    long pid = Long.parseLong(Objects.requireNonNull(lines.readLine(), "no pid"));
    return ProcessHandle.of(pid).orElseThrow();
  }

  private static void assertEnds(ProcessHandle process) throws Exception {
    try {
      process.onExit().get(20, TimeUnit.SECONDS);
    } finally {
      process.destroyForcibly();
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** The file that Jupyter hands to a kernel, with five free ports. */
  private static String connection(List<Integer> ports) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      sockets.add(new ServerSocket(0));
    }
    for (ServerSocket socket : sockets) {
      ports.add(socket.getLocalPort());
      socket.close();
    }
    return """
        {"shell_port": %d, "iopub_port": %d, "stdin_port": %d, "control_port": %d, "hb_port": %d,
         "ip": "127.0.0.1", "key": "key", "transport": "tcp", "signature_scheme": "hmac-sha256"}
        """
        .formatted(ports.toArray());
  }
}
