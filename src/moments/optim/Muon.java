package moments.optim;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import moments.nn.Parameter;
import moments.tensor.Tensor;

/**
 * Muon: steps by a momentum made orthogonal, matrix by matrix.
 *
 * <pre>
 * m ← μm + (1−μ)g
 * O = orthogonal(μm + (1−μ)g)          Nesterov's look ahead; see {@link NewtonSchulz}
 * θ ← (1 − αλ)θ − α·√max(1, rows/columns)·O
 * </pre>
 *
 * <p>Adam gives every weight a rate of its own, so that all steps have about one size; Muon does so
 * for the directions of a matrix. Weights of a convolution [out, in, k, k] count as a matrix [out,
 * in·k·k]. For hidden layers: the authors leave biases, the first and the last layer to another
 * optimizer, {@link ParameterGroups#muonWithAdamW} biases and the last. State: {@code m}.
 *
 * <p>Source: Jordan et al., <em>Muon: An optimizer for hidden layers in neural networks</em>, 2024,
 * in PyTorch's form; the authors' defaults are α = 0.02, μ = 0.95, λ = 0, PyTorch's 0.001, 0.95,
 * 0.1. Both compute O in bfloat16, this one in floats. The authors' root is 1 for a convolution.
 */
public final class Muon implements Optimizer {
  private final List<Parameter> parameters;
  private final Schedule lr;
  private final double mu;
  private final double weightDecay;
  private final StateTensors states;
  private long t;

  /**
   * Muon with every hyperparameter.
   *
   * @param parameters matrices, or tensors whose first dimension counts the rows
   * @param mu μ in [0, 1), the share of m that a step keeps
   * @param weightDecay λ ≥ 0
   * @throws IllegalArgumentException if a number is out of range, or a parameter is no matrix
   */
  public Muon(List<Parameter> parameters, Schedule lr, double mu, double weightDecay) {
    this.parameters = List.copyOf(parameters);
    this.lr = lr;
    this.mu = mu;
    this.weightDecay = weightDecay;
    require(mu >= 0 && mu < 1, "mu must be in [0, 1), got " + mu);
    require(
        weightDecay >= 0 && weightDecay <= Float.MAX_VALUE,
        "weightDecay must be 0 or a positive float, got " + weightDecay);
    for (Parameter p : parameters) {
      require(
          p.value().rank() >= 2,
          "parameter \"%s\" of shape %s is no matrix; leave it to another optimizer"
              .formatted(p.name(), p.value().shapeText()));
    }
    states = new StateTensors("Muon", parameters, "m");
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public void step() {
    double alpha = lr.at(t + 1);
    require(
        alpha >= 0 && alpha <= Float.MAX_VALUE, "lr must be 0 or a positive float, got " + alpha);
    t++;
    for (Parameter p : parameters) {
      update(p.value(), p.grad(), Objects.requireNonNull(states.of(p).get("m")), alpha);
    }
  }

  private void update(Tensor theta, Tensor g, Tensor m, double alpha) {
    // @start region="update"
    m.set(m.times(mu).plus(g.times(1 - mu)));
    Tensor ahead = m.times(mu).plus(g.times(1 - mu));
    int rows = theta.dim(0);
    int columns = theta.size() / rows;
    Tensor o = NewtonSchulz.orthogonal(ahead.reshape(rows, columns));
    double rate = alpha * Math.sqrt(Math.max(1, (double) rows / columns));
    theta.set(theta.times(1 - alpha * weightDecay).minus(o.reshape(theta.shape()).times(rate)));
    // @end
  }

  @Override
  public Map<String, Tensor> state(Parameter p) {
    return states.with(t, p);
  }

  @Override
  public OptimizerState stateDict() {
    return states.save(t, Map.of());
  }

  @Override
  public void loadStateDict(OptimizerState saved) {
    saved.requireFits(stateDict());
    t = states.load(saved);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException("Muon: " + message);
    }
  }
}
