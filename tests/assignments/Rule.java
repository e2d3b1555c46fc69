package assignments;

/** An optimizer in doubles, as its paper has it or with a mistake built in. */
public interface Rule {
  /** One step of all θ, in place, parameter after parameter. */
  void step(double[] theta, double[] g);

  /**
   * Makes a rule before its first step.
   *
   * @param <M> the mistakes that it can have
   */
  interface Maker<M> {
    /** A rule for parameters of these sizes. */
    Rule make(M mistake, double[] settings, int... sizes);
  }
}
