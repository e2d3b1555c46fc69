package moments.optim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moments.kernel.Workers;
import moments.nn.Parameter;
import moments.tensor.Tensor;

/**
 * An optimizer that treats every element alike and alone: θᵢ changes by gᵢ and its own state only.
 *
 * <p>Holds what such rules share (the parameters, their named state, t and the learning rate) and
 * runs {@link #update} over chunks on {@link Workers}. The chunks depend on the sizes of the
 * parameters only, so the result has the same bits for any number of threads.
 */
public abstract class ElementwiseOptimizer implements Optimizer {
  /** Elements of one task: enough to outweigh its dispatch, few enough to share out evenly. */
  private static final int CHUNK = 1 << 14;

  private record Chunk(int parameter, int from, int to) {}

  private final List<Parameter> parameters;
  private final Schedule lr;
  private final List<String> stateNames;
  private final float[][][] state;
  private final List<Chunk> chunks = new ArrayList<>();
  private final Workers.Task updateChunk = this::updateChunk;
  private double alpha;
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
    this.stateNames = List.of(stateNames);
    if (parameters.isEmpty()) {
      throw invalid("there are no parameters to change; pass net.parameters()");
    }
    this.state = new float[parameters.size()][stateNames.length][];
    for (int p = 0; p < state.length; p++) {
      Tensor theta = parameters.get(p).value();
      int first = indexOf(theta);
      if (first != p) {
        throw invalid(
            "parameters \"%s\" and \"%s\" are the same tensor; pass each once"
                .formatted(parameters.get(first).name(), parameters.get(p).name()));
      }
      for (int s = 0; s < stateNames.length; s++) {
        state[p][s] = new float[theta.size()];
      }
      for (int from = 0; from < theta.size(); from += CHUNK) {
        chunks.add(new Chunk(p, from, Math.min(theta.size(), from + CHUNK)));
      }
    }
  }

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
    if (!(next >= 0 && next <= Float.MAX_VALUE)) {
      throw invalid(
          "the schedule gave lr %s at step %s; it must be finite and not negative"
              .formatted(next, t + 1));
    }
    alpha = next;
    t++;
    Workers.forEach(chunks.size(), updateChunk);
  }

  private void updateChunk(int index) {
    Chunk c = chunks.get(index);
    Parameter p = parameters.get(c.parameter);
    update(p.value().data(), p.grad().data(), state[c.parameter], c.from, c.to);
  }

  /** How many steps were taken; the number of the step within {@link #update}. */
  public final long t() {
    return t;
  }

  /** αₜ, the learning rate of the last step; that of the step within {@link #update}. */
  protected final double alpha() {
    return alpha;
  }

  /**
   * The arrays of {@code p} by name, live and of its shape, and then {@code t}, a copy.
   *
   * @throws IllegalArgumentException if this optimizer does not change {@code p}
   */
  @Override
  public final Map<String, Tensor> state(Parameter p) {
    int index = indexOf(p.value());
    if (index < 0) {
      throw invalid("parameter \"%s\" is not one of this optimizer's".formatted(p.name()));
    }
    Map<String, Tensor> byName = new LinkedHashMap<>();
    for (int s = 0; s < stateNames.size(); s++) {
      byName.put(stateNames.get(s), Tensor.of(state[index][s], p.value().shape()));
    }
    byName.put("t", Tensor.of(new float[] {t}));
    return Collections.unmodifiableMap(byName);
  }

  /** Its name, t and size: {@code Adam(t = 3, parameters = 10)}. */
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

  /** Returns {@code value}; throws an IllegalArgumentException if negative, NaN or infinite. */
  protected final double notNegative(String name, double value) {
    if (!(value >= 0 && value <= Float.MAX_VALUE)) {
      throw invalid("%s must be finite and not negative, got %s".formatted(name, value));
    }
    return value;
  }

  /** Tells tensors apart by their arrays: a reshaped tensor is still the same parameter. */
  private int indexOf(Tensor theta) {
    for (int p = 0; p < parameters.size(); p++) {
      if (parameters.get(p).value().data() == theta.data()) {
        return p;
      }
    }
    return -1;
  }

  private IllegalArgumentException invalid(String message) {
    return new IllegalArgumentException(getClass().getSimpleName() + ": " + message);
  }
}
