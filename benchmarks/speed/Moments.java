package speed;

import java.util.Iterator;
import java.util.List;
import moments.data.Batch;
import moments.data.DataLoader;
import moments.data.Dataset;
import moments.fast.Fast;
import moments.nn.Conv2d;
import moments.nn.Flatten;
import moments.nn.Init;
import moments.nn.Layer;
import moments.nn.Linear;
import moments.nn.Loss;
import moments.nn.MaxPool2d;
import moments.nn.Nets;
import moments.nn.Parameter;
import moments.nn.Relu;
import moments.nn.Sequential;
import moments.optim.Adam;
import moments.optim.ElementwiseOptimizer;
import moments.optim.Momentum;
import moments.optim.Sgd;
import moments.parallel.Workers;
import moments.simd.IndexedProduct;
import moments.simd.Loops;
import moments.simd.Simd;
import moments.tensor.Tensor;

/** This library as a contestant. */
final class Moments implements Contestant {
  private static final int BATCH_OF_EPOCH = 4;
  private static final int CLASSES = 10;

  public static void main(String[] args) {
    Contestant.serve(new Moments());
  }

  @Override
  public String name() {
    return "Java %s, %s".formatted(System.getProperty("java.version"), Simd.description());
  }

  @Override
  public Work prepare(int threads, String[] work) {
    Workers.setThreads(threads);
    return switch (work[0]) {
      case "train" -> train(Fast.of(net(work[1])), Integer.parseInt(work[2]));
      case "infer" -> infer(Fast.of(net(work[1])), Integer.parseInt(work[2]));
      case "epoch" -> epoch(Fast.of(net(work[1])), Integer.parseInt(work[2]));
      case "gemm" -> gemm(Integer.parseInt(work[1]));
      case "forward", "backward" -> layer(work[0], work[1], work[2]);
      case "sgd", "momentum", "adam" -> optimizer(work[0], Integer.parseInt(work[1]));
      case "fma" -> new Work(Limits.FLOPS * 1e-9, Limits::fma);
      case "stream" -> stream(Integer.parseInt(work[1]));
      default -> throw new IllegalArgumentException("unknown kind of work: " + work[0]);
    };
  }

  /** Images of training steps. */
  private static Work train(Layer net, int batch) {
    var adam = new Adam(net.parameters());
    Iterator<Batch> batches = cycle(batch);
    Tensor grad = Tensor.zeros(batch, CLASSES);
    return new Work(batch, () -> step(net, adam, batches.next(), grad));
  }

  private static double step(Layer net, Adam adam, Batch batch, Tensor grad) {
    adam.zeroGrad();
    double loss = Loss.crossEntropy(net.forward(batch.x()), batch.labels(), grad);
    net.backwardParameters(grad);
    adam.step();
    return loss;
  }

  /** Images whose logits are computed. */
  private static Work infer(Layer net, int batch) {
    net.train(false);
    Iterator<Batch> batches = cycle(batch);
    return new Work(batch, () -> net.forward(batches.next().x()).data()[0]);
  }

  /** Images of whole epochs through the loader: the carried ones over and over. */
  private static Work epoch(Layer net, int images) {
    byte[] carried = Images.records();
    byte[] records = new byte[images * (1 + Images.PIXELS)];
    for (int at = 0; at < records.length; at += carried.length) {
      System.arraycopy(carried, 0, records, at, Math.min(carried.length, records.length - at));
    }
    var loader = new DataLoader(Dataset.ofRecords("repeated", records), BATCH_OF_EPOCH, 1);
    var adam = new Adam(net.parameters());
    Tensor grad = Tensor.zeros(BATCH_OF_EPOCH, CLASSES);
    return new Work(
        images,
        0,
        () -> {
          double losses = 0;
          for (Batch batch : loader.epoch(1)) {
            losses += step(net, adam, batch, grad);
          }
          return losses / loader.steps();
        });
  }

  /** GFLOP of C = A·B, all of them n × n, on one core. */
  private static Work gemm(int n) {
    int[] rows = IndexedProduct.every(n, n);
    IndexedProduct product =
        IndexedProduct.outer(rows, IndexedProduct.every(1, n), rows, rows, n).overwriting();
    Loops loops = Simd.best();
    float[] a = numbers(n * n, 1009);
    float[] b = numbers(n * n, 1013);
    float[] c = new float[n * n];
    return new Work(
        2e-9 * n * n * n,
        () -> {
          loops.outer(product, 0, n, a, 0, b, 0, c, 0);
          return c[n];
        });
  }

  /** GFLOP of one layer for 128 images; backward is towards its input and its parameters. */
  private static Work layer(String direction, String net, String name) {
    Layer layer = Fast.of(net(net).get(name));
    int[] shape =
        switch (net + " " + name) {
          case "tutorial conv1" -> new int[] {128, 3, 32, 32};
          case "tutorial conv2" -> new int[] {128, 6, 14, 14};
          case "paper conv2" -> new int[] {128, 64, 16, 16};
          case "paper fc1" -> new int[] {128, 2048};
          default -> throw new IllegalArgumentException("unknown layer: " + net + " " + name);
        };
    Tensor x = Tensor.zeros(shape);
    x.set(Tensor.of(numbers(x.size(), 1009), shape));
    Tensor y = layer.forward(x);
    Tensor dy = Tensor.of(numbers(y.size(), 1013), y.shape());
    Tensor weight = layer.parameters().get(0).value();
    double flops = 2e-9 * y.size() * weight.size() / weight.dim(0);
    return direction.equals("forward")
        ? new Work(flops, () -> layer.forward(x).data()[0])
        : new Work(2 * flops, () -> layer.backward(dy).data()[0]);
  }

  /** GB of an optimizer's steps over n parameters in one tensor. */
  private static Work optimizer(String name, int n) {
    var p = new Parameter("p", Tensor.zeros(n), Tensor.of(numbers(n, 1009), n));
    ElementwiseOptimizer optimizer =
        switch (name) {
          case "sgd" -> new Sgd(List.of(p), 0.001);
          case "momentum" -> new Momentum(List.of(p), 0.001);
          default -> new Adam(List.of(p), 0.001);
        };
    int states = optimizer.state(p).size() - 1; // beside t
    int floats = 3 + 2 * states; // of θ, g and each state; g is only read
    return new Work(
        4e-9 * floats * n,
        () -> {
          optimizer.step();
          return Math.abs(p.value().data()[1]) / optimizer.t();
        });
  }

  private static Work stream(int n) {
    var stream = new Limits.Stream(n);
    return new Work(28e-9 * n, stream::run);
  }

  private static Sequential net(String name) {
    return switch (name) {
      case "tutorial" -> Nets.tutorial(1);
      case "paper" -> Nets.paper(1);
      default -> twoConvolutions(Integer.parseInt(name));
    };
  }

  /** Two convolutions to so many channels each. */
  private static Sequential twoConvolutions(int channels) {
    return Init.PYTORCH.apply(
        new Sequential(
            new Conv2d(3, channels, 5, 1, 2),
            new Relu(),
            new MaxPool2d(2),
            new Conv2d(channels, channels, 5, 1, 2),
            new Relu(),
            new MaxPool2d(2),
            new Flatten(),
            new Linear(channels * 8 * 8, 10)),
        1);
  }

  /** The carried images for ever. */
  private static Iterator<Batch> cycle(int batch) {
    Images images = Images.inBatchesOf(batch);
    Batch[] batches = new Batch[images.labels().length];
    for (int k = 0; k < batches.length; k++) {
      batches[k] = new Batch(Tensor.of(images.pixels()[k], batch, 3, 32, 32), images.labels()[k]);
    }
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public Batch next() {
        return batches[next++ % batches.length];
      }
    };
  }

  /** Numbers in ±½ that another contestant can make too. */
  private static float[] numbers(int n, int period) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (7919L * i % period + 0.5f) / period - 0.5f;
    }
    return numbers;
  }
}
