package moments.lab;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** A running kernel without Jupyter, one for all tests of a class. */
@Timeout(60)
abstract class KernelSession {
  static JavaKernel kernel;

  @BeforeAll
  static void start() {
    kernel = new JavaKernel();
  }

  @AfterAll
  static void stop() {
    kernel.onShutdown(false);
  }

  static CellException fails(String code) {
    return assertThrows(CellException.class, () -> kernel.eval(code));
  }

  static String message(CellException e) {
    return String.valueOf(e.getMessage());
  }

  static String text(String code) throws CellException {
    return text(kernel.eval(code));
  }

  static String text(DisplayData data) {
    return (String) data.getData(MIMEType.TEXT_PLAIN);
  }
}
