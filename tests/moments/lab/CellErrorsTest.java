package moments.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells that do not compile, throw, or have to be stopped. */
class CellErrorsTest extends KernelSession {
  private static final String MARK = "moments.running";

  @Test
  void aCompileErrorShowsTheLineAndThePlace() {
    CellException e = fails("// first\nint x = 1;\n\nint  y = \"two\" + x;\n");
    assertEquals("incompatible types: String cannot be converted to int", message(e));
    assertEquals(
        List.of(
            "Compile error in line 4",
            "    4 │ int  y = \"two\" + x;",
            "      │          ^^^^^^^^^",
            "incompatible types: String cannot be converted to int"),
        e.report());
  }

  @Test
  void anUnknownNameIsShownWhereItStands() {
    assertEquals(
        List.of(
            "Compile error in line 1",
            "    1 │ int z = nothing + 1;",
            "      │         ^^^^^^^",
            "cannot find symbol",
            "  symbol:   variable nothing"),
        fails("int z = nothing + 1;").report());
  }

  @Test
  void aTypeThatNoCellDeclaresIsShownToo() {
    assertEquals(
        List.of(
            "Compile error in line 2",
            "    2 │   Missing part;",
            "      │   ^^^^^^^",
            "cannot find class Missing; check the spelling, the imports and that the cell that"
                + " declares it was run"),
        fails("class Whole {\n  Missing part;\n}").report());
  }

  @Test
  void anOpenBracketIsMissed() {
    assertEquals("reached end of file while parsing", message(fails("int[] a = {1, 2,")));
  }

  @Test
  void anExceptionEndsItsTraceInTheCell() {
    CellException e =
        fails(
            """
            int divide(int a) {
              return a / 0;
            }

            divide(3)
            """);
    assertEquals("java.lang.ArithmeticException: / by zero", message(e));
    assertEquals(
        List.of(
            "java.lang.ArithmeticException: / by zero",
            "    at cell [0], line 2:  return a / 0;",
            "    at cell [0], line 5:  divide(3)"),
        e.report());
  }

  @Test
  void anExceptionOfALayerShowsTheLayerAndTheCell() {
    List<String> report =
        fails("moments.nn.Nets.tutorial(1).forward(moments.tensor.Tensor.zeros(4, 10))").report();
    assertTrue(
        report.get(0).startsWith("moments.nn.ShapeException: conv1: expected"), report::toString);
    assertTrue(report.get(1).startsWith("    at moments.nn.Conv2d."), report::toString);
    assertTrue(
        report.get(report.size() - 1).startsWith("    at cell [0], line 1:"), report::toString);
    assertFalse(report.toString().contains("reflect"), report::toString);
  }

  @Test
  void causesAreShown() {
    List<String> report =
        fails("throw new IllegalStateException(\"top\", new RuntimeException(\"root\"));").report();
    assertTrue(report.contains("Caused by: java.lang.RuntimeException: root"), report::toString);
  }

  @Test
  void aStackOverflowIsShort() {
    List<String> report = fails("int down(int n) { return down(n + 1); }\ndown(0)").report();
    assertEquals("java.lang.StackOverflowError", report.get(0));
    assertTrue(report.size() <= 23, report::toString);
  }

  @Test
  void aMethodThatLacksAnotherSaysWhich() throws Exception {
    assertNull(kernel.eval("int early() { return late(); }"));
    assertEquals(
        "early cannot run yet: it uses method late(), which no cell that was run declares",
        message(fails("early()")));
    assertEquals("7", text("int late() { return 7; }\nearly()"));
  }

  @Test
  void aToStringThatFailsShowsWhere() {
    String type =
        "class Loud {\n  public String toString() {\n    throw new Error(\"no\");\n  }\n}\n";
    assertEquals(
        List.of("java.lang.Error: no", "    at cell [0], line 3:  throw new Error(\"no\");"),
        fails(type + "new Loud()").report());
  }

  @Test
  void aCommentWithoutAnEndIsShownWhereItBegins() {
    assertEquals(
        List.of(
            "Compile error in line 2",
            "    2 │ int b = 1; /* to be",
            "      │            ^^",
            "the comment that opens with /* in line 2 never ends"),
        fails("int a = 1;\nint b = 1; /* to be\nint c = 1;").report());
  }

  @Test
  void anExitSaysWhatItWouldDo() throws Exception {
    String message = message(fails("int kept = 4;\nSystem.exit(3);"));
    assertTrue(
        message.startsWith("System.exit(3) would end the kernel, and with it all variables."));
    assertTrue(message(fails("Runtime.getRuntime().halt(1);")).startsWith("halt(1) would end"));
    assertEquals("4", text("kept"));
  }

  @Test
  void aTypeAndAnImportOfOneNameTakeTurns() throws Exception {
    kernel.eval("class Adam { }");
    kernel.eval("import moments.optim.Adam;");
    assertEquals("moments.optim.Adam", text("Adam.class.getName()"));
    kernel.eval("class Adam { int own = 7; }");
    assertEquals("7", text("new Adam().own"));
    assertTrue(message(fails("class Object { }")).startsWith("with a type Object of your own"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ RUNNING; while (true) {} }",
        "{ RUNNING; for (int i = 0; ; i++) { try { i = 1; } catch (Exception e) {} } }",
        "{ RUNNING; Thread.sleep(60_000); }",
        "void spin() { RUNNING; while (true) { new Object(); } }\nspin();"
      })
  void aLoopStopsWithinASecond(String loop) throws Exception {
    Interrupter interrupter = new Interrupter();
    CellException e = fails(marked(loop) + "\nSystem.out.println(\"not reached\");");
    double seconds = interrupter.secondsSince();
    assertEquals("The cell was stopped.", message(e));
    assertTrue(seconds < 1.2, () -> seconds + " s");
    assertEquals("2", text("1 + 1"));
  }

  @Test
  void aLoopThatPollsMayEndAsItLikes() throws Exception {
    new Interrupter();
    String loop = "{ RUNNING; while (!Thread.interrupted()) {} }\n\"done\"";
    assertEquals("done", text(marked(loop)));
  }

  @Test
  void aLoopOfALibraryThatPaysNoHeedIsLeft() {
    new Interrupter();
    String endless = "java.util.stream.LongStream.iterate(0, i -> 1).limit(1L << 34).sum()";
    String code = "long endless() { RUNNING; return %s; }\nendless()".formatted(endless);
    assertTrue(message(fails(marked(code))).contains("restart the kernel"));
  }

  private static String marked(String code) {
    return code.replace("RUNNING", "System.setProperty(\"%s\", \"\")".formatted(MARK));
  }

  /** Interrupts the cell as soon as it has set {@link #MARK}, however slow the machine is. */
  private static final class Interrupter extends Thread {
    private volatile long interrupted;

    Interrupter() {
      System.clearProperty(MARK);
      setDaemon(true);
      start();
    }

    @Override
    public void run() {
      while (System.getProperty(MARK) == null) {
        Thread.onSpinWait();
      }
      interrupted = System.nanoTime();
      kernel.interrupt();
    }

    double secondsSince() {
      return (System.nanoTime() - interrupted) / 1e9;
    }
  }
}
