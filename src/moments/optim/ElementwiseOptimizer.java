package moments.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import moments.nn.Parameter;
import moments.parallel.Workers;
import moments.simd.Subnormals;
import moments.tensor.Tensor;

/**
 * An optimizer that updates each element by the same rule, from its own gradient and state only.
 *
 * <p>Holds what such rules share (parameters, named state, t, learning rate), runs {@link #update}
 * on {@link Workers} over chunks that depend on sizes only, so that results have the same bits for
 * any number of threads, and rounds tiny state to about 2⁻¹⁰⁰ every 16 steps.
 */
public abstract class ElementwiseOptimizer implements Optimizer {
  /** Elements of one task: enough to outweigh its dispatch, few enough to share out evenly. */
  private static final int CHUNK = 1 << 14;

  /** So few that no state with β ≥ 1/3 falls from 2⁻¹⁰⁰ below 2⁻¹²⁶, where floats are slow. */
  private static final int STEPS_BETWEEN_FLUSHES = 16;

  private record Chunk(Parameter p, float[][] state, int from, int to) {}

  private final List<Parameter> parameters;
  private final Schedule lr;
  private final StateTensors states;
  private final List<Chunk> chunks = new ArrayList<>();
  private final Workers.Task updateChunk = this::updateChunk;
  private final Workers.Task zeroChunk = this::zeroChunk;
  private float alpha;
  private long t;

  /**
   * An optimizer at t = 0 whose state is 0.
   *
   * @param parameters what to change, each once
   * @param lr αₜ; may be 0, as at the end of a cosine
   * @param stateNames names of the arrays that each parameter has beside it, such as {@code m}
   * @throws IllegalArgumentException if there is no parameter, or one is there twice
   */
  protected ElementwiseOptimizer(List<Parameter> parameters, Schedule lr, String... stateNames) {
    this.parameters = List.copyOf(parameters);
    this.lr = lr;
    states = new StateTensors(getClass().getSimpleName(), parameters, stateNames);
    if (parameters.isEmpty()) {
      throw invalid("there are no parameters to change; pass net.parameters()");
    }
    for (Parameter p : parameters) {
      int size = p.value().size();
      float[][] state = states.of(p).values().stream().map(Tensor::data).toArray(float[][]::new);
      for (int from = 0; from < size; from += CHUNK) {
        chunks.add(new Chunk(p, state, from, Math.min(size, from + CHUNK)));
      }
    }
  }

  /** Called at the start of step {@code t}: a rule computes here what all elements share. */
  protected void begin(long t) {}

  /**
   * The rule, for elements {@code from} ≤ i &lt; {@code to} of one parameter; several chunks run at
   * once.
   *
   * @param theta θ, modified
   * @param g the gradient, only read
   * @param state the parameter's arrays in the order of the constructor's names, modified
   */
  protected abstract void update(float[] theta, float[] g, float[][] state, int from, int to);

  @Override
  public final List<Parameter> parameters() {
    return parameters;
  }

  /**
   * Advances t by one for all parameters, then updates each.
   *
   * @throws IllegalArgumentException if the schedule gives a rate that is negative, NaN or
   *     infinite; then nothing has changed
   */
  @Override
  public final void step() {
    double next = lr.at(t + 1);
    if (!isNotNegative(next)) {
      throw negative("lr of the schedule at step " + (t + 1), next);
    }
    alpha = (float) next;
    begin(t + 1);
    t++;
    Workers.forEach(chunks.size(), updateChunk);
  }

  private void updateChunk(int index) {
    Chunk c = chunks.get(index);
    update(c.p.value().data(), c.p.grad().data(), c.state, c.from, c.to);
    if (t % STEPS_BETWEEN_FLUSHES == 0) {
      for (float[] array : c.state) {
        Subnormals.flush(array, c.from, c.to);
      }
    }
  }

  /** By chunks as in {@link #step}, which will find the gradients in the same caches. */
  @Override
  public final void zeroGrad() {
    Workers.forEach(chunks.size(), zeroChunk);
  }

  private void zeroChunk(int index) {
    Chunk c = chunks.get(index);
    Arrays.fill(c.p.grad().data(), c.from, c.to, 0);
  }

  /** How many steps were taken; the number of the step within {@link #update}. */
  public final long t() {
    return t;
  }

  /** αₜ, the learning rate of the last step; that of the step within {@link #update}. */
  protected final float alpha() {
    return alpha;
  }

  /**
   * A moving average, {@code βx + (1−β)next}; in floats, 1 − 0.999 would be off by 1e-5 of itself.
   */
  protected static float average(double beta, float x, float next) {
    return (float) beta * x + (float) (1 - beta) * next;
  }

  /**
   * The arrays of {@code p} by name, live and of its shape, and then {@code t}, a copy.
   *
   * @throws IllegalArgumentException if this optimizer does not change {@code p}
   */
  @Override
  public final Map<String, Tensor> state(Parameter p) {
    return states.with(t, p);
  }

  /** Numbers beside t on which the next step depends; to be overridden with {@link #setNumbers}. */
  protected Map<String, Double> numbers() {
    return Map.of();
  }

  /** Takes back what {@link #numbers} gave. */
  protected void setNumbers(Map<String, Double> numbers) {}

  @Override
  public final OptimizerState stateDict() {
    return states.save(t, numbers());
  }

  @Override
  public final void loadStateDict(OptimizerState saved) {
    saved.requireFits(stateDict());
    t = states.load(saved);
    setNumbers(saved.numbers());
  }

  /** Its name, t and number of tensors: {@code Adam(t = 3, parameters = 10)}. */
  @Override
  public String toString() {
    return "%s(t = %s, parameters = %s)"
        .formatted(getClass().getSimpleName(), t, parameters.size());
  }

  /** Returns {@code value}; throws an IllegalArgumentException unless 0 ≤ {@code value} &lt; 1. */
  protected final double decay(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw invalid("%s must be in [0, 1), got %s".formatted(name, value));
    }
    return value;
  }

  /** Returns {@code value}; throws an IllegalArgumentException unless 0 or a positive float. */
  protected final double notNegative(String name, double value) {
    if (!isNotNegative(value) || value > 0 && (float) value == 0) {
      throw negative(name, value);
    }
    return value;
  }

  private static boolean isNotNegative(double value) {
    return value >= 0 && value <= Float.MAX_VALUE;
  }

  private IllegalArgumentException negative(String name, double value) {
    return invalid("%s must be 0 or a positive float, got %s".formatted(name, value));
  }

  private IllegalArgumentException invalid(String message) {
    return new IllegalArgumentException(getClass().getSimpleName() + ": " + message);
  }
}
