package moments.sweep;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import moments.nn.Parameter;
import moments.optim.Optimizer;
import moments.optim.Schedule;
import moments.tensor.Tensor;
import org.apache.commons.codec.digest.DigestUtils;

/** By what it does to a few small parameters, an optimizer is told from another. */
final class Fingerprint {
  private static final int STEPS = 20;

  private Fingerprint() {}

  /**
   * The SHA-256 of parameters that {@code contestant} has changed, with its defaults; empty if the
   * next time they are others, as where a rule draws random numbers, or if it does not take them.
   */
  static Optional<String> of(Contestant contestant) {
    try {
      String first = once(contestant);
      return first.equals(once(contestant)) ? Optional.of(first) : Optional.empty();
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static String once(Contestant contestant) {
    Random random = new Random(1);
    List<Parameter> parameters =
        List.of(
            new Parameter("conv1.weight", randomize(Tensor.zeros(4, 3, 2, 2), random)),
            new Parameter("fc1.weight", randomize(Tensor.zeros(5, 8), random)),
            new Parameter("fc1.bias", randomize(Tensor.zeros(5), random)));
    Map<String, Double> values = contestant.defaults();
    Schedule rate = Schedule.cosine(SearchSpace.value(values, Contestant.LR), STEPS);
    Optimizer optimizer = contestant.factory().create(parameters, rate, values);
    for (int t = 1; t <= STEPS; t++) {
      parameters.forEach(p -> randomize(p.grad(), random));
      optimizer.step();
    }
    optimizer.train(false);
    return sha256(parameters);
  }

  /** Of very different sizes, as ε shows in small gradients only. */
  private static Tensor randomize(Tensor tensor, Random random) {
    float[] data = tensor.data();
    for (int i = 0; i < data.length; i++) {
      data[i] = Math.scalb(random.nextFloat() - 0.5f, -random.nextInt(30));
    }
    return tensor;
  }

  private static String sha256(List<Parameter> parameters) {
    int size = parameters.stream().mapToInt(p -> p.value().size()).sum();
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * size);
    for (Parameter p : parameters) {
      for (float value : p.value().data()) {
        bytes.putFloat(value);
      }
    }
    return DigestUtils.sha256Hex(bytes.array());
  }
}
