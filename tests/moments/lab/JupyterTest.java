package moments.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What there is to say about Jupyter where there is none. */
class JupyterTest {
  private final Path folder;

  JupyterTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void versionsAreComparedByTheirFirstNumber() {
    assertTrue(Jupyter.isAtLeast(4, "4.6.4"));
    assertTrue(Jupyter.isAtLeast(4, "10.0.0rc1"));
    assertFalse(Jupyter.isAtLeast(4, "3.6.8"));
    assertFalse(Jupyter.isAtLeast(4, ""));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anOldJupyterIsLeftAlone() throws Exception {
    Path old = script("a/jupyter-lab", "#!/bin/sh\necho 3.6.8\n");
    script(".venv/bin/jupyter-lab", "#!/bin/sh\n");
    List<String> notices = new ArrayList<>();

    Jupyter.findOrInstall(
        Jupyter.Purpose.OPEN, folder, String.valueOf(old.getParent()), notices::add);

    assertEquals(
        List.of(
            old + " is JupyterLab 3.6.8; notebooks need 4 or newer, so .venv gets one of its own"),
        notices);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void pythonWithoutEnvironmentsIsToldThePackage() throws Exception {
    Path python = script("a/python3", "#!/bin/sh\nexit 1\n");
    var e =
        assertThrows(
            JupyterException.class,
            () ->
                Jupyter.findOrInstall(
                    Jupyter.Purpose.EXECUTE,
                    folder,
                    String.valueOf(python.getParent()),
                    notice -> {}));
    assertEquals(
        ("Python could not make the environment %s. On Debian and Ubuntu this needs the package"
                + " python3-venv; install it and try again.")
            .formatted(folder.resolve(".venv")),
        e.getMessage());
  }

  @Test
  void findsProgramsInTheOrderOfThePath() throws Exception {
    Path first = script("a/tool", "");
    script("b/tool", "");
    String path = folder.resolve("a") + File.pathSeparator + folder.resolve("b");
    assertEquals(Optional.of(first), Jupyter.program(path, "tool"));
    assertEquals(Optional.empty(), Jupyter.program(path, "other"));
  }

  @Test
  void withoutPythonSaysWhatToInstall() {
    List<String> notices = new ArrayList<>();
    var e =
        assertThrows(
            JupyterException.class,
            () ->
                Jupyter.findOrInstall(
                    Jupyter.Purpose.OPEN, folder, folder.toString(), notices::add));
    assertEquals(
        "Found neither JupyterLab nor Python. Install Python 3.9 or newer (from python.org or your"
            + " system's packages) and try again.",
        e.getMessage());
    assertEquals(List.of(), notices);
  }

  @Test
  void theSpecStaysInTheProjectAndNamesWhatTheKernelNeeds() throws Exception {
    Path share = KernelSpec.ours(folder, "classes").write(folder);
    assertTrue(share.startsWith(folder.toAbsolutePath()), share::toString);
    Path kernel = share.resolve("kernels/java");
    var spec = JsonParser.parseString(Files.readString(kernel.resolve("kernel.json")));
    String argv = spec.getAsJsonObject().get("argv").toString();
    assertTrue(argv.contains("\"--add-modules\",\"jdk.incubator.vector\""), argv);
    assertTrue(argv.endsWith("\"moments.lab.JavaKernel\",\"{connection_file}\"]"), argv);
    assertEquals("message", spec.getAsJsonObject().get("interrupt_mode").getAsString());
    assertTrue(Files.size(kernel.resolve("plotly.js")) > 500_000);
  }

  @Test
  void aPageShowsFiguresAndFormulasWithoutANetwork() throws Exception {
    String remote =
        """
        <!-- Load mathjax -->
        <script src="https://example.org/mathjax.js"></script>
        <!-- End of mathjax configuration -->""";
    String text = "<html><head>%s</head>é</html>".formatted(remote);
    Path page = Files.writeString(folder.resolve("a.html"), text);
    assertEquals(page, JupyterPage.beside(folder.resolve("a.ipynb")));
    JupyterPage.complete(page);
    String html = Files.readString(page);
    assertTrue(html.startsWith("<html><head><script>(function(define"), html.substring(0, 60));
    assertTrue(html.contains("MathJax = {tex:"), "configured");
    assertFalse(html.contains("example.org"), "from the network");
    assertEquals(3, html.split("</script>", -1).length - 1);
    assertTrue(html.contains("@media (prefers-color-scheme: dark) {\n  :root {"), "dark");
    assertTrue(html.endsWith("</style>\n</head>é</html>"), html.substring(html.length() - 60));
  }

  @Test
  void otherKernelsAreStartedWithOurClassesAndRenderers() throws Exception {
    KernelSpec ijava = GuestKernel.spec(jar("io.github.spencerpark.ijava.IJava"), "classes");
    assertEquals("classes", ijava.environment().get("IJAVA_CLASSPATH"));
    String startup = String.valueOf(ijava.environment().get("IJAVA_STARTUP_SCRIPT"));
    assertTrue(startup.contains("moments.lab.Display.attach("), startup);
    KernelSpec jjava = GuestKernel.spec(jar("org.dflib.jjava.distro.JJava"), "classes");
    assertEquals(Map.of("JJAVA_CLASSPATH", "classes"), jjava.environment());
    assertTrue(jjava.command().contains("jdk.incubator.vector"), jjava.command()::toString);
  }

  @Test
  void aJarThatIsNoKernelIsRefused() throws Exception {
    Path jar = jar("org.example.Game");
    String message =
        assertThrows(JupyterException.class, () -> GuestKernel.spec(jar, "classes")).getMessage();
    assertEquals(jar + " is neither IJava nor JJava: its main class is org.example.Game", message);
  }

  @Test
  void aKernelThatIsNotThereIsNamed() {
    Path none = folder.resolve("no.jar");
    assertEquals(
        "There is no file %s; expected the jar of IJava or JJava, see notebooks/README.md"
            .formatted(none),
        assertThrows(JupyterException.class, () -> GuestKernel.spec(none, "")).getMessage());
  }

  private Path jar(String mainClass) throws Exception {
    Path file = folder.resolve(mainClass + ".jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
    return file;
  }

  private Path script(String place, String text) throws Exception {
    Path file = folder.resolve(place);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }
}
