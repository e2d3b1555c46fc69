package moments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

class BadArgumentsTest {
  private final Path folder;

  BadArgumentsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--optimizers sgd,adm | unknown optimizer \"adm\"; did you mean \"adam\"? Known: sgd,",
        "--optimizers sgd,sgd | --optimizers: expected each only once, got [sgd, sgd]",
        "--lr adam=0 | --lr adam: lr must be finite and greater than 0 as a float, got 0.0; its usual",
        "--lr adam=-1 | --lr adam: lr must be finite and greater than 0 as a float, got -1.0; its usual",
        "--lr adam=NaN | --lr adam: lr must be finite and greater than 0 as a float, got NaN; its usual",
        "--lr adam=fast | expected a learning rate, as in adam=0.001, got \"fast\"",
        "--lr adam | expected a learning rate, as in adam=0.001, got \"\"",
        "--lr adm=1 | unknown optimizer \"adm\"; did you mean \"adam\"?",
        "--lr 0.001 | expected an optimizer and its rate, as in adam=0.001, got \"0.001\"",
        "--lr adam=1,ADAM=2 | --lr: expected one value for adam, got more than one",
        "--lr adam=1 --lr adam=2 | --lr: expected one value for adam, got more than one",
        "--optimizers , | --optimizers: expected values with one comma between them, got \",\"",
        "--optimizers sgd,,adam | unknown optimizer \"\"; did you mean",
        "--seeds , | --seeds: expected values with one comma between them, got \",\"",
        "--seeds 1, | --seeds: expected values with one comma between them, got \"1,\"",
        "--out ~grace/x | expected a path, with ~ or $HOME for your home folder, got \"~grace/x\"",
        "--data $DATA | expected a path, with ~ or $HOME for your home folder, got \"$DATA\"",
        "--lr adagrad=1 | --lr: adagrad does not take part; add it to --optimizers or leave",
        "--net papr | Invalid value for option '--net': expected tutorial or paper, got \"papr\"",
        "--epochs 0 | Invalid value for option '--epochs': expected 1 or more, got 0",
        "--epochs two | '--epochs': expected a whole number, got \"two\"",
        "--batch 0 | '--batch': expected 1 or more, got 0",
        "--batch 13 | --batch: expected 1 … 12, the images of the sample to train on, got 13",
        "--validation 0 | '--validation': expected 1 or more, got 0",
        "--validation 2000 | --validation: expected 1 … 1,999, the images of the sample to train",
        "--eval-every 0 | '--eval-every': expected 1 or more, got 0",
        "--seeds 1,one | '--seeds' (<seed>): expected a whole number, got \"one\"",
        "--seeds 1,1 | --seeds: expected each only once, got [1, 1]",
        "--threads 0 | '--threads': expected 1 or more, got 0",
        "--threads 2000 | --threads: expected 1 to 1024, got 2000; this machine has",
        "--optimzers adam | Possible solutions: --optimizers",
        "more | Unmatched argument at index 10: 'more'",
      })
  void haveAMessageAndExitCode2(String args, String message) {
    assertRefused(Terminal.compare(folder, args.split(" ")), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "500", "NaN"})
  void aTargetBeyondAllImages(String target) {
    Terminal result = Terminal.run("sweep", "plan", "--targets", target);
    assertRefused(result, "expected 0 … 100, got " + target);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reproduce figure3", "reproduce figure4"})
  void moreThreadsThanAreAllowed(String command) {
    Terminal result = Terminal.run((command + " --threads 2000 --out " + folder).split(" "));
    assertRefused(result, "--threads: expected 1 to 1024, got 2000; this machine has");
  }

  @Test
  void aLimitBeyondTheData() {
    String[] args = Terminal.onSample(folder);
    args[6] = "2001";
    assertRefused(
        Terminal.run(args),
        "--limit: expected 1 … 2,000, the images of the sample to train on, got 2,001");
  }

  @Test
  void anEmptyFolder() {
    assertRefused(Terminal.run("--out", ""), "expected a folder, got an empty text");
  }

  @Test
  void anUnknownCommand() {
    assertRefused(Terminal.run("comprae"), "Did you mean: moments compare");
  }

  @Test
  void anOutputFolderThatIsAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    assertRefused(Terminal.compare(file), file + " is a file, not a folder; move it away");
    assertEquals("precious", Files.readString(file));
  }

  @Test
  void aDataFolderThatIsAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    assertRefused(
        Terminal.run("--out", folder.toString(), "--data", file.toString()),
        "The data folder %s is a file; use another data folder%nAnother data folder: --data"
            .formatted(file));
  }

  @Test
  void aBugShowsWhereItIs() {
    @Command(name = "bug")
    final class Bug implements Callable<Integer> {
      @Override
      public Integer call() {
        throw new IllegalStateException("a bug");
      }
    }
    var err = new StringWriter();
    var cli = Main.commandLine().addSubcommand(new Bug()).setErr(new PrintWriter(err));
    assertEquals(1, Main.run(cli, "bug"));
    assertTrue(err.toString().contains("at moments.cli.BadArgumentsTest"), err.toString());
  }

  private static void assertRefused(Terminal result, String message) {
    assertTrue(result.err().contains(message), result.err());
    assertEquals(2, result.code());
    assertEquals("", result.out());
    assertTrue(!result.err().contains("\tat "), result.err());
  }
}
