package moments.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cell is edited and run again: variables have the values that they have in the JDK's jshell. */
class RedefinitionTest extends KernelSession {
  private static final String REFUSED = "does not compile";

  private static JShell jdk;

  @BeforeAll
  static void startTheJdksOwn() {
    jdk = JShell.create();
  }

  @AfterAll
  static void stopTheJdksOwn() {
    jdk.close();
  }

  /** A cell, its edited version, and an expression that is looked at after both. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "double f1(double x) { return x * x; } var v1 = f1(0.5); | double f1(double x) { return x; } | v1 + f1(0.5)",
        "int f2() { return 1; } int v2 = f2(); | long f2() { return 2; } | v2",
        "int f3() { return 1; } var v3 = f3(); | double f3() { return 2; } | v3",
        "int f4(int x) { return x; } int v4 = f4(3); | int f4(int x) { int y = x; return y + 1; } | v4",
        "int f5() { return 1; } int g5() { return f5() + 1; } int v5 = g5(); | int f5() { return 7; } | v5 + g5()",
        "int f6() { return 1; } java.util.function.IntSupplier v6 = () -> f6(); | int f6() { return 2; } | v6.getAsInt()",
        "int f7() { return 1; } java.util.function.IntSupplier v7 = () -> f7(); | int f7() { int a = 2; return a; } | v7.getAsInt()",
        "class C8 { int f() { return 1; } } C8 v8 = new C8(); | class C8 { int f() { return 2; } } | v8.f()",
        "class C9 { int n = 5; } C9 v9 = new C9(); v9.n = 6; | class C9 { int n = 7; } | v9.n",
        "class C10 { } C10 v10 = new C10(); | class C10 { int n; } | v10 == null",
        "class C11 { } Object v11 = new C11(); | class C11 { int n; } | v11 == null",
        "class C12 { int f() { return 1; } } var v12 = new C12(); | class C12 { int f() { return 1; } int g() { return 2; } } | v12 == null",
        "record R13(int a) { } var v13 = new R13(4); | record R13(int a) { int twice() { return 2 * a; } } | v13 == null",
        "record R14(int a) { int f() { return a; } } var v14 = new R14(4); | record R14(int a) { int f() { return -a; } } | v14.f()",
        "record R15(int a) { } Record v15 = new R15(4); | record R15(int a, int b) { } | v15 == null",
        "interface I16 { int f(); } I16 v16 = () -> 3; | interface I16 { int f(); default int g() { return 1; } } | v16 == null",
        "interface I17 { default int f() { return 1; } } class D17 implements I17 { } var v17 = new D17(); | interface I17 { default int f() { return 2; } } | v17.f()",
        "enum E18 { A, B } var v18 = E18.A; | enum E18 { A, B, C } | v18",
        "class B19 { int f() { return 1; } } class D19 extends B19 { } B19 v19 = new D19(); | class B19 { int f() { return 9; } } | v19.f()",
        "class C20 { static int n = 3; } C20.n = 4; | class C20 { static int n = 5; } | C20.n",
        "int v21 = 3; | int v21 = 4; | v21",
        "int v22 = 3; int f22() { return v22; } | double v22 = 4; | f22() + v22",
        "int v23 = 3; int w23 = v23 + 1; | int v23 = 10; | w23",
        "int v24 = 3; int w24 = v24 + 1; | String v24 = `x`; | w24",
        "var v25 = new java.util.ArrayList<Integer>(); v25.add(1); | int unrelated25() { return 1; } | v25",
        "class C26 { int f() { return 1; } } var v26 = new java.util.ArrayList<C26>(); v26.add(new C26()); | class C26 { int f() { return 2; } } | v26.size() + v26.get(0).f()",
        "class C27 { } var v27 = new java.util.ArrayList<C27>(); v27.add(new C27()); | class C27 { int n; } | v27",
        "<T> T f28(T x) { return x; } String v28 = f28(`a`); | <T> T f28(T x) { T y = x; return y; } | v28",
        "int f29(int... x) { return x.length; } int v29 = f29(1, 2); | int f29(int... x) { return -x.length; } | v29 + f29(1)",
        "class C30 { C30 next; int n = 1; } C30 v30 = new C30(); v30.next = v30; | class C30 { C30 next; int n = 2; } | v30.next.n",
        "class C31 { int f() { return new Object() { int g() { return 1; } }.g(); } } var v31 = new C31(); | class C31 { int f() { return new Object() { int g() { return 5; } }.g(); } } | v31.f()",
        "class C32 { private int n = 1; int f() { return n; } } var v32 = new C32(); | class C32 { private double n = 1; int f() { return 2; } } | v32 == null",
      })
  void keepsWhatTheJdksJShellKeeps(String cell, String edited, String expression) throws Exception {
    String probe = "\"\" + (%s)".formatted(expression);
    for (String code : List.of(cell, edited)) {
      kernel.eval(code.replace('`', '"'));
      inJdk(code.replace('`', '"'));
    }
    assertEquals(inJdk(probe), inKernel(probe));
  }

  @Test
  void aRuleOfOnesOwnMayChangeWhileANetIsTrainedWithIt() throws Exception {
    String imports =
        "import java.util.List; import moments.nn.*; import moments.optim.*; import moments.tensor.*;\n";
    String rule =
        "record Plain(List<Parameter> parameters, double lr) implements Optimizer {\n"
            + "  public void step() { %s }\n}\n";
    kernel.eval(imports + rule.formatted(""));
    kernel.eval("Optimizer rule = new Plain(List.of(), 0.5); double kept = 3;");
    kernel.eval(rule.formatted("System.setProperty(\"moments.stepped\", \"again\");"));
    assertEquals("Plain[parameters=[], lr=0.5]", text("rule.step(); rule"));
    assertEquals("again", System.clearProperty("moments.stepped"));
    kernel.eval(rule.formatted("").replace("double lr", "double lr, int more"));
    assertEquals("2", text("new Plain(List.of(), 0.1, 2).more()"));
    assertEquals("3.0", text("kept"));
  }

  @Test
  void whatIsResetIsSaidWithTheReason() throws Exception {
    kernel.eval("class Shape { } Shape shape = new Shape(); var same = new Shape();");
    assertEquals(
        List.of(
            "same cannot be used any more, as Shape has changed; run its cell again.",
            "shape was reset to null, as Shape has changed in more than the code of its methods; run"
                + " its cell again."),
        saidOn("class Shape { int n; }"));
    assertEquals(List.of(), saidOn("class Shape { int n = 2; }"));

    kernel.eval("int n(Shape s) { return s.n; }");
    assertEquals(
        "n cannot be used any more, as Shape has changed; run its cell again.",
        saidOn("class Shape { }").get(0));
  }

  private static List<String> saidOn(String code) throws CellException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      kernel.eval(code);
    } finally {
      System.setErr(before);
    }
    return said.toString(StandardCharsets.UTF_8).lines().sorted().toList();
  }

  private static String inKernel(String expression) {
    try {
      return '"' + text(expression) + '"';
    } catch (CellException e) {
      return REFUSED;
    }
  }

  /** The value of the last snippet. */
  private static String inJdk(String code) {
    String rest = code;
    String value = "";
    while (!rest.isBlank()) {
      CompletionInfo info = jdk.sourceCodeAnalysis().analyzeCompletion(rest);
      for (SnippetEvent event : jdk.eval(info.source())) {
        if (event.causeSnippet() == null) {
          value =
              event.exception() == null && event.status().isDefined()
                  ? String.valueOf(event.value())
                  : REFUSED;
        }
      }
      rest = info.remaining();
    }
    return value;
  }
}
