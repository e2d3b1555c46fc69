package moments.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import moments.plot.Plotly;
import moments.train.Output;
import org.apache.commons.io.IOUtils;

/**
 * Tells Jupyter how to start a kernel for Java, in a folder of the project's own.
 *
 * @param name that readers see
 * @param command the program and its arguments
 * @param environment variables that it is to find
 */
public record KernelSpec(String name, List<String> command, Map<String, String> environment) {
  /** The system property with the folder of the sources, whose doc comments are shown. */
  static final String SOURCES = "moments.sources";

  /** Where Jupyter is to look, below the project's folder: the value of JUPYTER_PATH. */
  public static final Path JUPYTER_PATH = Path.of("target", "lab", "share", "jupyter");

  private static final String CONFIG = "jupyter_config.py";

  /** Our own kernel, {@link JavaKernel}. */
  public static KernelSpec ours(Path project, String classPath) {
    String sources = "-D%s=%s".formatted(SOURCES, project.resolve("src").toAbsolutePath());
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(List.of(HotSwap.OPTIONS));
    command.addAll(
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "--add-opens",
            "jdk.jshell/jdk.jshell=ALL-UNNAMED",
            "-Dfile.encoding=UTF-8",
            sources,
            "-cp",
            classPath,
            JavaKernel.class.getName(),
            "{connection_file}"));
    return new KernelSpec("Java (Moments)", command, Map.of());
  }

  /** The program {@code java} that runs this. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * Writes the spec of kernel {@code java}, plotly.js, which the server hands to notebooks, and a
   * configuration that ends Jupyter with its parent.
   *
   * @param project the folder of the project
   * @return the folder for JUPYTER_PATH and JUPYTER_CONFIG_PATH, absolute
   * @throws java.io.UncheckedIOException if it cannot be written, with what to do
   */
  public Path write(Path project) {
    Path share = project.resolve(JUPYTER_PATH).toAbsolutePath();
    Path folder = share.resolve("kernels").resolve("java");
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("argv", command);
    spec.put("display_name", name);
    spec.put("language", "java");
    spec.put("interrupt_mode", "message");
    spec.put("env", environment);
    var json = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    Output.write(folder.resolve("kernel.json"), json.toJson(spec));
    Output.write(folder.resolve("plotly.js"), Plotly.source());
    Output.write(share.resolve(CONFIG), resource(CONFIG));
    return share;
  }

  private static String resource(String name) {
    try (InputStream in = KernelSpec.class.getResourceAsStream(name)) {
      return IOUtils.toString(Objects.requireNonNull(in, name), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
