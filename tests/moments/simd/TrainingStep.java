package moments.simd;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import moments.nn.Loss;
import moments.nn.Nets;
import moments.nn.Sequential;
import moments.optim.Adam;
import moments.optim.Optimizer;
import moments.tensor.Tensor;

/** A net, Adam and one batch: the work that {@link Workers} and the kernels are for. */
public final class TrainingStep {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Sequential net;
  private final Optimizer adam;
  private final Tensor x;
  private final int[] labels;
  private final Tensor grad;

  public TrainingStep(Sequential net, Tensor x, int[] labels) {
    this.net = net;
    this.adam = new Adam(net.parameters());
    this.x = x;
    this.labels = labels;
    this.grad = Tensor.zerosLike(net.forward(x));
  }

  public static TrainingStep ofTutorial(int batch) {
    return new TrainingStep(
        Nets.tutorial(1), normal(batch, 3, 32, 32), new Random(2).ints(batch, 0, 10).toArray());
  }

  public static Tensor normal(int... shape) {
    Tensor x = Tensor.zeros(shape);
    Random random = new Random(1);
    for (int i = 0; i < x.size(); i++) {
      x.data()[i] = (float) random.nextGaussian();
    }
    return x;
  }

  /** One step; returns its loss. */
  public double run() {
    adam.zeroGrad();
    double loss = Loss.crossEntropy(net.forward(x), labels, grad);
    net.backwardParameters(grad);
    adam.step();
    return loss;
  }

  /** All weights, one parameter after the other. */
  public float[] weights() {
    float[] all = new float[net.parameters().stream().mapToInt(p -> p.value().size()).sum()];
    int at = 0;
    for (var p : net.parameters()) {
      System.arraycopy(p.value().data(), 0, all, at, p.value().size());
      at += p.value().size();
    }
    return all;
  }

  /** What the calling thread and {@code helpers} have allocated so far; allocates nothing. */
  public static long allocatedBytes(Thread[] helpers) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    for (Thread helper : helpers) {
      bytes += THREADS.getThreadAllocatedBytes(helper.getId());
    }
    return bytes;
  }

  public static long cpuNanosOfHelpers() {
    long nanos = 0;
    for (Thread helper : helpers()) {
      nanos += THREADS.getThreadCpuTime(helper.getId());
    }
    return nanos;
  }

  public static Thread[] helpers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("moments-worker-"))
        .toArray(Thread[]::new);
  }
}
