package moments;

import java.util.Locale;
import java.util.function.LongFunction;
import moments.data.Normalize;
import moments.nn.Nets;
import moments.nn.Sequential;

/** The nets to choose from, each with the inputs and the batch size of its source. */
enum NetChoice {
  TUTORIAL(Nets::tutorial, Normalize.TUTORIAL, 4),
  PAPER(Nets::paper, Normalize.CIFAR10, 128);

  private final LongFunction<Sequential> factory;
  private final Normalize normalize;
  private final int batch;

  NetChoice(LongFunction<Sequential> factory, Normalize normalize, int batch) {
    this.factory = factory;
    this.normalize = normalize;
    this.batch = batch;
  }

  /** A new net with the weights of {@code seed}. */
  Sequential create(long seed) {
    return factory.apply(seed);
  }

  Normalize normalize() {
    return normalize;
  }

  int batch() {
    return batch;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
