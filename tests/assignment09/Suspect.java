package assignment09;

/**
 * Adam in doubles, in the pieces that lesson 9 cuts it into; with one of them replaced it is a
 * wrong one.
 */
class Suspect {
  final double alpha;
  final double beta1;
  final double beta2;
  final double eps;
  final double[] theta;
  final double[] m;
  final double[] v;
  int t;

  /** Makes Adams of one kind. */
  interface Kind {
    /**
     * An Adam whose weights are 0.
     *
     * @param settings α, β₁, β₂, ε
     */
    Suspect begin(double[] settings, int weights);
  }

  Suspect(double[] settings, int weights) {
    alpha = settings[0];
    beta1 = settings[1];
    beta2 = settings[2];
    eps = settings[3];
    theta = new double[weights];
    m = new double[weights];
    v = new double[weights];
  }

  /** The weights after one more step. */
  double[] step(double... g) {
    beginStep();
    for (int i = 0; i < g.length; i++) {
      beginWeight();
      update(i, seen(i, g[i]));
    }
    return theta.clone();
  }

  void update(int i, double g) {
    m[i] = first(m[i], g);
    v[i] = second(v[i], g, m[i]);
    theta[i] -= alpha * quotient(m[i], v[i]);
  }

  void beginStep() {
    t++;
  }

  void beginWeight() {}

  double seen(int i, double g) {
    return g;
  }

  double first(double m, double g) {
    return beta1 * m + (1 - beta1) * g;
  }

  double second(double v, double g, double m) {
    return beta2 * v + (1 - beta2) * g * g;
  }

  double corrected(double x, double beta) {
    return x / (1 - Math.pow(beta, t));
  }

  double root(double v) {
    return Math.sqrt(corrected(v, beta2));
  }

  double quotient(double m, double v) {
    return corrected(m, beta1) / (root(v) + eps);
  }
}
