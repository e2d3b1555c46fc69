package moments.optim;

import java.util.ArrayList;
import java.util.List;
import moments.nn.Parameter;

/** Adam in double precision, with one of the twelve faults of lesson 9, or of two more. */
final class WrongAdam implements Optimizer {
  enum Fault {
    NONE,
    EPS_INSIDE_ROOT,
    EPS_OUTSIDE_FRACTION,
    EPS_HAT_IS_EPS,
    NO_ONE_MINUS_BETA2,
    T_ONCE_PER_PARAMETER,
    T_NEVER_ADVANCED,
    CORRECTED_BY_BETA,
    TIMES_CORRECTION,
    NOT_CORRECTED,
    BETAS_SWAPPED,
    BETA_FOR_ONE_MINUS_BETA,
    GRADIENTS_NEVER_CLEARED,
    TIMES_ROOT,
    SQUARE_OF_MEAN
  }

  private final Fault fault;
  private final List<Parameter> parameters;
  private final double alpha;
  private final double beta1;
  private final double beta2;
  private final double eps;
  private final List<double[]> m = new ArrayList<>();
  private final List<double[]> v = new ArrayList<>();
  private long t;

  WrongAdam(
      Fault fault,
      List<Parameter> parameters,
      double alpha,
      double beta1,
      double beta2,
      double eps) {
    this.fault = fault;
    this.parameters = parameters;
    this.alpha = alpha;
    this.beta1 = share(fault, beta1, beta2);
    this.beta2 = share(fault, beta2, beta1);
    this.eps = eps;
    for (Parameter p : parameters) {
      m.add(new double[p.value().size()]);
      v.add(new double[p.value().size()]);
    }
  }

  private static double share(Fault fault, double beta, double other) {
    return switch (fault) {
      case BETAS_SWAPPED -> other;
      case BETA_FOR_ONE_MINUS_BETA -> 1 - beta;
      default -> beta;
    };
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public void zeroGrad() {
    if (fault != Fault.GRADIENTS_NEVER_CLEARED) {
      Optimizer.super.zeroGrad();
    }
  }

  @Override
  public void step() {
    t = fault == Fault.T_NEVER_ADVANCED ? 1 : t + 1;
    for (int p = 0; p < parameters.size(); p++) {
      if (fault == Fault.T_ONCE_PER_PARAMETER && p > 0) {
        t++;
      }
      float[] theta = parameters.get(p).value().data();
      float[] g = parameters.get(p).grad().data();
      for (int i = 0; i < theta.length; i++) {
        theta[i] -= (float) change(m.get(p), v.get(p), g[i], i);
      }
    }
  }

  private double change(double[] m, double[] v, double g, int i) {
    m[i] = beta1 * m[i] + (1 - beta1) * g;
    double squared = fault == Fault.SQUARE_OF_MEAN ? m[i] * m[i] : g * g;
    v[i] = beta2 * v[i] + (fault == Fault.NO_ONE_MINUS_BETA2 ? 1 : 1 - beta2) * squared;
    double mHat = m[i] / correction(beta1);
    double vHat = v[i] / correction(beta2);
    return switch (fault) {
      case EPS_INSIDE_ROOT -> alpha * mHat / Math.sqrt(vHat + eps);
      case EPS_OUTSIDE_FRACTION -> vHat == 0 ? 0 : alpha * (mHat / Math.sqrt(vHat) + eps);
      case EPS_HAT_IS_EPS -> alpha * Math.sqrt(correction(beta2)) * mHat / (Math.sqrt(v[i]) + eps);
      case TIMES_ROOT -> alpha * mHat * (Math.sqrt(vHat) + eps);
      default -> alpha * mHat / (Math.sqrt(vHat) + eps);
    };
  }

  private double correction(double beta) {
    return switch (fault) {
      case CORRECTED_BY_BETA -> beta;
      case TIMES_CORRECTION -> 1 / (1 - StrictMath.pow(beta, t));
      case NOT_CORRECTED -> 1;
      default -> 1 - StrictMath.pow(beta, t);
    };
  }
}
