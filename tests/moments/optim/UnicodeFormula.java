package moments.optim;

import java.util.Map;

/**
 * A formula as the doc comments write it, computed: {@code θ ← θ − α·m̂/(√v̂ + ε)}.
 *
 * <p>Names are single letters with their marks; names beside each other are multiplied.
 */
final class UnicodeFormula {
  private static final String MARKS = "₁₂\u0302";

  private final String text;
  private final Map<String, Double> values;
  private int at;

  private UnicodeFormula(String text, Map<String, Double> values) {
    this.text = text.replace(" ", "");
    this.values = values;
  }

  /** Computes what stands right of the arrow or equals sign and gives it to the name left of it. */
  static void assign(String formula, Map<String, Double> values) {
    String[] sides = formula.split("[←=]", 2);
    UnicodeFormula right = new UnicodeFormula(sides[1], values);
    double value = right.sum();
    if (right.at < right.text.length()) {
      throw new IllegalArgumentException(
          formula + ": stopped at " + right.text.substring(right.at));
    }
    values.put(sides[0].strip(), value);
  }

  private double sum() {
    double sum = product();
    while (next("+") || next("−")) {
      double sign = text.charAt(at - 1) == '+' ? 1 : -1;
      sum += sign * product();
    }
    return sum;
  }

  private double product() {
    double product = power();
    while (at < text.length() && "+−),".indexOf(text.charAt(at)) < 0) {
      if (next("/")) {
        product /= power();
      } else {
        next("·");
        product *= power();
      }
    }
    return product;
  }

  private double power() {
    double base = atom();
    if (next("²")) {
      return base * base;
    }
    if (next("ᵗ")) {
      return Math.pow(base, value("t"));
    }
    return next("^") ? Math.pow(base, atom()) : base;
  }

  private double atom() {
    if (next("(")) {
      double inner = sum();
      return closed(inner);
    }
    if (next("√")) {
      return Math.sqrt(atom());
    }
    if (next("½")) {
      return 0.5;
    }
    if (next("max(")) {
      double first = sum();
      next(",");
      return closed(Math.max(first, sum()));
    }
    if (next("abs(")) {
      return closed(Math.abs(sum()));
    }
    if (next("sign(")) {
      return closed(Math.signum(sum()));
    }
    int start = at;
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    return at > start ? Double.parseDouble(text.substring(start, at)) : value(name());
  }

  private String name() {
    int start = at++;
    while (at < text.length() && MARKS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private double value(String name) {
    boolean remembered = "muvm\u0302v\u0302".contains(name);
    if (!remembered && !values.containsKey(name)) {
      throw new IllegalArgumentException("%s: no value for %s".formatted(text, name));
    }
    return values.getOrDefault(name, 0.0);
  }

  private double closed(double inner) {
    if (!next(")")) {
      throw new IllegalArgumentException(text + ": expected ) at " + at);
    }
    return inner;
  }

  private boolean next(String expected) {
    boolean there = text.startsWith(expected, at);
    at += there ? expected.length() : 0;
    return there;
  }
}
