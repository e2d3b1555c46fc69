package moments.fast;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import moments.nn.Dropout;
import moments.nn.Layer;
import moments.tensor.Tensor;

/** Forward and backward of compiled layers, over and over until they are as fast as they get. */
final class WarmUp {
  /** Steps that must pass without a faster one. */
  private static final int PATIENCE = 20;

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** What has been warm in this JVM. */
  private static final Set<String> WARM = ConcurrentHashMap.newKeySet();

  private final List<CompiledLayers> layers = new ArrayList<>();

  /** Of {@code parts}, the compiled ones up to the first that is neither compiled nor dropout. */
  WarmUp(List<Layer> parts) {
    for (Layer part : parts) {
      if (part instanceof CompiledLayers compiled) {
        layers.add(compiled);
      } else if (!(part instanceof Dropout)) {
        break;
      }
    }
  }

  void run(Tensor x, long most) {
    if (!WARM.add(layers + " " + x.shapeText())) {
      return;
    }
    long start = System.nanoTime();
    long best = Long.MAX_VALUE;
    int waited = 0;
    for (int i = 0; i < most && waited < PATIENCE; i++) {
      long before = System.nanoTime();
      step(x);
      long now = System.nanoTime();
      waited = now - before < best * 0.9 ? 0 : waited + 1;
      best = Math.min(best, now - before);
      if (now - start > MOST_NANOS || Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }

  private void step(Tensor x) {
    Tensor y = x;
    for (CompiledLayers part : layers) {
      y = part.forward(y);
    }
    Tensor dy = y;
    for (int i = layers.size() - 1; i > 0; i--) {
      dy = layers.get(i).backward(dy);
    }
    if (!layers.isEmpty()) {
      layers.get(0).backwardParameters(dy);
    }
  }
}
