package moments.book;

import java.util.HashMap;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.JavaScriptException;
import org.mozilla.javascript.ScriptableObject;

/**
 * Formulas and Java as HTML, by KaTeX and Prism: they run here, while the book is made, so that its
 * pages show both without a script.
 */
final class Typesetter {
  private static final String PRISM = "/META-INF/resources/webjars/prismjs/1.30.0/components/";

  private final ScriptableObject scope;
  private final Map<String, String> formulas = new HashMap<>();

  Typesetter() {
    try (Context context = enter()) {
      scope = context.initStandardObjects();
      for (String library :
          new String[] {
            Assets.KATEX + "katex.js",
            PRISM + "prism-core.js",
            PRISM + "prism-clike.js",
            PRISM + "prism-java.js",
            "typesetter.js"
          }) {
        context.evaluateString(scope, Assets.text(library), library, 1, null);
      }
    }
  }

  /**
   * A formula in HTML, with MathML for readers who listen.
   *
   * @throws IllegalArgumentException if KaTeX does not understand {@code tex}
   */
  String formula(String tex, boolean display) {
    return formulas.computeIfAbsent(tex + display, key -> call("formula", tex, display));
  }

  /** Java with an element around each word that deserves a colour. */
  String java(String code) {
    return call("java", code);
  }

  private String call(String name, Object... arguments) {
    try (Context context = enter()) {
      Function function = (Function) ScriptableObject.getProperty(scope, name);
      return Context.toString(function.call(context, scope, scope, arguments));
    } catch (JavaScriptException e) {
      throw new IllegalArgumentException(e.details(), e);
    }
  }

  private static Context enter() {
    Context context = Context.enter();
    context.setLanguageVersion(Context.VERSION_ES6);
    return context;
  }
}
