package moments.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The command line without a process: what it prints and its exit code. */
record Terminal(int code, String out, String err) {
  static Terminal run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    var cli = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = Main.run(cli, args);
    return new Terminal(code, out.toString(), err.toString());
  }

  /** One short epoch on the sample, since there is no data in {@code folder}. */
  static Terminal compare(Path folder, String... more) {
    return run(onSample(folder, more));
  }

  static String[] onSample(Path folder, String... more) {
    String[] args = {
      "--offline",
      "--data",
      folder.resolve("none").toString(),
      "--out",
      folder.toString(),
      "--limit",
      "12",
      "--epochs",
      "1"
    };
    return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
  }
}
