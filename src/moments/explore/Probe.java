package moments.explore;

import java.util.ArrayList;
import java.util.List;

/**
 * A test of an optimizer that is written down before there is one: which gradients it is to be
 * given, and where its weights must be then. Whoever has an optimizer can play it later.
 *
 * <pre>
 * adam.step(1, 1e-8);
 * adam.weight(1).isNear(-0.0005, 0.01);
 * </pre>
 *
 * <p>All weights are 0 at first. The settings are the paper's, unless {@link #with} has others.
 */
public final class Probe {
  /** How many gradients a run may have. */
  public static final int MOST = 10_000;

  private static final double[] PAPER = {0.001, 0.9, 0.999, 1e-8};

  private final List<List<double[]>> runs;
  private final List<double[]> expectations;
  private final int run;
  private int given;

  /** A probe without steps and expectations. */
  public Probe() {
    this(new ArrayList<>(), new ArrayList<>());
  }

  private Probe(List<List<double[]>> runs, List<double[]> expectations) {
    this.runs = runs;
    this.expectations = expectations;
    run = runs.size();
    runs.add(new ArrayList<>(List.of(PAPER)));
  }

  /**
   * Other settings than the paper's: α, β₁ and β₂, both in [0, 1), and ε.
   *
   * @throws IllegalStateException after the first step
   */
  public Probe with(double alpha, double beta1, double beta2, double eps) {
    if (steps() > 0) {
      throw new IllegalStateException("the settings come before the first step");
    }
    runs.get(run).set(0, new double[] {alpha, beta1, beta2, eps});
    return this;
  }

  /**
   * One step.
   *
   * @param gradients one for each weight; as many in every step
   * @throws IllegalArgumentException if there are none, or not as many as before
   * @throws IllegalStateException if the run has more than {@link #MOST}
   */
  public Probe step(double... gradients) {
    int before = steps() == 0 ? gradients.length : last().length;
    if (gradients.length == 0 || gradients.length != before) {
      throw new IllegalArgumentException(
          "expected a gradient for each of %s weights, got %s gradients"
              .formatted(Math.max(1, before), gradients.length));
    }
    given += gradients.length;
    if (given > MOST) {
      throw new IllegalStateException("a run has at most %s gradients".formatted(MOST));
    }
    runs.get(run).add(gradients.clone());
    return this;
  }

  /** {@code count} steps with the same gradients. */
  public Probe steps(int count, double... gradients) {
    for (int i = 0; i < count; i++) {
      step(gradients);
    }
    return this;
  }

  /**
   * Another run in the same test: the same kind of optimizer at its start, as the paper sets it.
   */
  public Probe anew() {
    return new Probe(runs, expectations);
  }

  /**
   * The weight with number {@code index}, from 0, after the steps so far.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Weight weight(int index) {
    int count = steps() == 0 ? 0 : last().length;
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(
          "there is no weight %s: the last step had %s gradients".formatted(index, count));
    }
    return new Weight(run, steps(), index);
  }

  private int steps() {
    return runs.get(run).size() - 1;
  }

  private double[] last() {
    return runs.get(run).get(steps());
  }

  /** A weight at one moment of the probe. */
  public final class Weight {
    private final double[] place;

    private Weight(int run, int step, int index) {
      place = new double[] {run, step, index};
    }

    /**
     * Expects a value.
     *
     * @param tolerance the largest error that counts as near, relative to {@code expected}
     */
    public void isNear(double expected, double tolerance) {
      expectations.add(new double[] {place[0], place[1], place[2], tolerance, expected});
    }

    /**
     * Expects to be where another weight is, or the same one in another run.
     *
     * @param tolerance the largest distance that counts as near, relative to {@code other}
     */
    public void isNear(Weight other, double tolerance) {
      double[] there = other.place;
      expectations.add(
          new double[] {place[0], place[1], place[2], tolerance, there[0], there[1], there[2]});
    }
  }

  /** For each run its settings (α, β₁, β₂, ε), then the gradients of each step. */
  public double[][][] runs() {
    return runs.stream().map(rows -> rows.toArray(double[][]::new)).toArray(double[][][]::new);
  }

  /**
   * For each expectation the run, the step (from 1), the weight, the tolerance, and the value or
   * else run, step and weight of the other one.
   */
  public double[][] expectations() {
    return expectations.toArray(double[][]::new);
  }
}
