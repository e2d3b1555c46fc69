package moments.fast;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import moments.nn.Layer;
import moments.nn.Loss;
import moments.nn.Nets;
import moments.nn.Sequential;
import moments.optim.Adam;
import moments.optim.Optimizer;
import moments.tensor.Tensor;

/** A compiled net, Adam and one batch: the work that the engine is for. */
final class TrainingStep {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Layer net;
  private final Optimizer adam;
  private final Tensor x;
  private final int[] labels;
  private final Tensor grad;

  TrainingStep(Sequential net, Tensor x, int[] labels) {
    this.net = Fast.of(net);
    this.adam = new Adam(net.parameters());
    this.x = x;
    this.labels = labels;
    this.grad = Tensor.zerosLike(this.net.forward(x));
  }

  static TrainingStep ofTutorial(int batch) {
    return new TrainingStep(
        Nets.tutorial(1), normal(batch, 3, 32, 32), new Random(2).ints(batch, 0, 10).toArray());
  }

  static Tensor normal(int... shape) {
    Tensor x = Tensor.zeros(shape);
    Random random = new Random(1);
    for (int i = 0; i < x.size(); i++) {
      x.data()[i] = (float) random.nextGaussian();
    }
    return x;
  }

  /** One step; returns its loss. */
  double run() {
    adam.zeroGrad();
    double loss = Loss.crossEntropy(net.forward(x), labels, grad);
    net.backwardParameters(grad);
    adam.step();
    return loss;
  }

  /** All weights, one parameter after the other. */
  float[] weights() {
    float[] all = new float[net.parameters().stream().mapToInt(p -> p.value().size()).sum()];
    int at = 0;
    for (var p : net.parameters()) {
      System.arraycopy(p.value().data(), 0, all, at, p.value().size());
      at += p.value().size();
    }
    return all;
  }

  /** What the calling thread and {@code helpers} have allocated so far; allocates nothing. */
  static long allocatedBytes(Thread[] helpers) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    for (Thread helper : helpers) {
      bytes += THREADS.getThreadAllocatedBytes(helper.getId());
    }
    return bytes;
  }

  static Thread[] helpers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("moments-worker-"))
        .toArray(Thread[]::new);
  }
}
