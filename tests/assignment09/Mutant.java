package assignment09;

/** The wrong Adams: the twelve of lesson 9, and four that it does not have. */
enum Mutant {
  EPS_INSIDE_ROOT(
      "with ε inside the root",
      (settings, weights) ->
          new Suspect(settings, weights) {
            @Override
            double quotient(double m, double v) {
              return corrected(m, beta1) / Math.sqrt(corrected(v, beta2) + eps);
            }
          }),
  EPS_OUTSIDE(
      "with ε outside the fraction",
      (settings, weights) ->
          new Suspect(settings, weights) {
            @Override
            double quotient(double m, double v) {
              return root(v) == 0 ? eps : corrected(m, beta1) / root(v) + eps;
            }
          }),
  EPS_NOT_RESCALED(
      "with ε that is not rescaled",
      (settings, weights) ->
          new Suspect(settings, weights) {
            @Override
            double quotient(double m, double v) {
              double c = Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t));
              return c * m / (Math.sqrt(v) + eps);
            }
          }),
  BETA2_SHARE(
      "without 1 − β₂",
      (settings, weights) ->
          new Suspect(settings, weights) {
            @Override
            double second(double v, double g, double m) {
              return beta2 * v + g * g;
            }
          }),
  T_PER_WEIGHT(
      "that counts t up for each weight",
      (settings, weights) ->
          new Suspect(settings, weights) {
            @Override
            void beginStep() {}

            @Override
            void beginWeight() {
              t++;
            }
          }),
  T_STAYS_1(
      "whose t stays 1",
      (settings, weights) ->
          new Suspect(settings, weights) {
            @Override
            void beginStep() {
              t = 1;
            }
          }),
  TIMES_CORRECTION(
      "that multiplies by 1 − βᵗ",
      (settings, weights) ->
          new Suspect(settings, weights) {
            @Override
            double corrected(double x, double beta) {
              return x * (1 - Math.pow(beta, t));
            }
          }),
  NO_CORRECTION(
      "without bias correction",
      (settings, weights) ->
          new Suspect(settings, weights) {
            @Override
            double corrected(double x, double beta) {
              return x;
            }
          }),
  OTHER_BETA(
      "with 1 − β for β",
      (s, weights) -> new Suspect(new double[] {s[0], 1 - s[1], 1 - s[2], s[3]}, weights)),
  NEVER_CLEARED(
      "with gradients that add up",
      (settings, weights) ->
          new Suspect(settings, weights) {
            private final double[] sum = new double[m.length];

            @Override
            double seen(int i, double g) {
              sum[i] += g;
              return sum[i];
            }
          }),
  TIMES_ROOT(
      "that multiplies by the root",
      (settings, weights) ->
          new Suspect(settings, weights) {
            @Override
            double quotient(double m, double v) {
              return corrected(m, beta1) * (root(v) + eps);
            }
          }),
  SQUARE_OF_M(
      "with m² in place of g² in v",
      (settings, weights) ->
          new Suspect(settings, weights) {
            @Override
            double second(double v, double g, double m) {
              return super.second(v, m, m);
            }
          }),
  SETTINGS_IGNORED(
      "that keeps 0.9 and 0.999 whatever its settings say",
      (s, weights) -> new Suspect(new double[] {s[0], 0.9, 0.999, s[3]}, weights)),
  SLEEPS_WITHOUT_GRADIENT(
      "that leaves out weights whose gradient is 0",
      (settings, weights) ->
          new Suspect(settings, weights) {
            @Override
            void update(int i, double g) {
              if (g != 0) {
                super.update(i, g);
              }
            }
          }),
  V_NEVER_FALLS(
      "whose v never falls",
      (settings, weights) ->
          new Suspect(settings, weights) {
            @Override
            double second(double v, double g, double m) {
              return Math.max(v, super.second(v, g, m));
            }
          }),
  WEIGHT_DECAY(
      "that adds 0.01 θ to g",
      (settings, weights) ->
          new Suspect(settings, weights) {
            @Override
            double seen(int i, double g) {
              return g + 0.01 * theta[i];
            }
          });

  private final String description;
  private final Suspect.Kind kind;

  Mutant(String description, Suspect.Kind kind) {
    this.description = description;
    this.kind = kind;
  }

  /** What follows "an Adam". */
  String description() {
    return description;
  }

  Suspect.Kind kind() {
    return kind;
  }

  /** Whether the lesson has it. */
  boolean isOfTheLesson() {
    return compareTo(SETTINGS_IGNORED) < 0;
  }
}
