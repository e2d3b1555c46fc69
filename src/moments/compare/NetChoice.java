package moments.compare;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import moments.data.Normalize;
import moments.nn.Nets;
import moments.nn.Sequential;

/**
 * A net that can be chosen by name, with the inputs and the batch size of its source.
 *
 * @param factory makes the net with the weights of a seed
 * @param batch the usual number of images in a batch
 */
public record NetChoice(
    String name, LongFunction<Sequential> factory, Normalize normalize, int batch) {
  public static final NetChoice TUTORIAL =
      new NetChoice("tutorial", Nets::tutorial, Normalize.TUTORIAL, 4);
  public static final NetChoice PAPER = new NetChoice("paper", Nets::paper, Normalize.CIFAR10, 128);

  public static Optional<NetChoice> named(String name) {
    return List.of(TUTORIAL, PAPER).stream()
        .filter(net -> net.name.equalsIgnoreCase(name.strip()))
        .findFirst();
  }

  /** The net with the weights of {@code seed}. */
  public Sequential create(long seed) {
    return factory.apply(seed);
  }
}
