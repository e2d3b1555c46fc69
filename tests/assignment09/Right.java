package assignment09;

import java.util.Arrays;
import java.util.List;
import moments.nn.Parameter;
import moments.optim.Adam;
import moments.optim.Schedule;
import moments.tensor.Tensor;

/** Right Adams, which differ in rounding alone. */
enum Right {
  DOUBLES("in doubles", Suspect::new),
  FLOATS("in floats", InFloats::new),
  CHEAPER("in the cheaper order", CheaperOrder::new);

  private final String description;
  private final Suspect.Kind kind;

  Right(String description, Suspect.Kind kind) {
    this.description = description;
    this.kind = kind;
  }

  /** What follows "a right Adam". */
  String description() {
    return description;
  }

  Suspect.Kind kind() {
    return kind;
  }

  /** This library's own. */
  private static final class InFloats extends Suspect {
    private final Parameter weights;
    private final Adam adam;

    InFloats(double[] settings, int count) {
      super(settings, count);
      weights = new Parameter("weights", Tensor.zeros(count));
      adam = new Adam(List.of(weights), Schedule.constant(alpha), beta1, beta2, eps);
    }

    @Override
    double[] step(double... g) {
      for (int i = 0; i < g.length; i++) {
        weights.grad().data()[i] = (float) g[i];
      }
      adam.step();
      Arrays.setAll(theta, i -> weights.value().data()[i]);
      return theta.clone();
    }
  }

  /** As the end of §2 of the paper has it, with the ε of Algorithm 1, and weights in floats. */
  private static final class CheaperOrder extends Suspect {
    CheaperOrder(double[] settings, int weights) {
      super(settings, weights);
    }

    @Override
    void update(int i, double g) {
      m[i] = first(m[i], g);
      v[i] = second(v[i], g, m[i]);
      double root = Math.sqrt(1 - Math.pow(beta2, t));
      double alphaT = alpha * root / (1 - Math.pow(beta1, t));
      theta[i] = (float) (theta[i] - alphaT * m[i] / (Math.sqrt(v[i]) + eps * root));
    }
  }
}
