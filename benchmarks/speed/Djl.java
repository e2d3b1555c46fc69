package speed;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;

/** The Deep Java Library with the engine of PyTorch as a contestant: training steps. */
final class Djl implements Contestant {
  private static final Shape TWO = new Shape(2, 2);

  private Model model = Model.newInstance("none", Device.cpu());

  public static void main(String[] args) {
    Contestant.serve(new Djl());
  }

  @Override
  public String name() {
    return "DJL %s, PyTorch %s"
        .formatted(Engine.getDjlVersion(), Engine.getInstance().getVersion());
  }

  @Override
  public Work prepare(int threads, String[] work) {
    if (!work[0].equals("train")) {
      throw new IllegalArgumentException("unknown kind of work: " + work[0]);
    }
    JniUtils.setNumThreads(threads);
    return train(work[1].equals("paper") ? paper() : tutorial(), Integer.parseInt(work[2]));
  }

  /** Images of training steps, with a model that lives until the next. */
  private Work train(Block net, int batch) {
    model.close();
    model = Model.newInstance("net", Device.cpu());
    model.setBlock(net);
    Trainer trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Adam.builder().build())
                .optDevices(new Device[] {Device.cpu()}));
    trainer.initialize(new Shape(batch, 3, 32, 32));
    Images images = Images.inBatchesOf(batch);
    NDList[] x = new NDList[images.labels().length];
    NDList[] labels = new NDList[x.length];
    NDManager memory = trainer.getManager();
    for (int k = 0; k < x.length; k++) {
      x[k] = new NDList(memory.create(images.pixels()[k], new Shape(batch, 3, 32, 32)));
      labels[k] = new NDList(memory.create(images.labels()[k]));
    }
    int[] next = {0};
    return new Work(
        batch,
        () -> {
          int k = next[0]++ % x.length;
          return step(trainer, x[k], labels[k]);
        });
  }

  /** What is computed from x belongs to the manager of x, and is freed with it. */
  private static double step(Trainer trainer, NDList x, NDList labels) {
    try (NDManager memory = trainer.getManager().newSubManager()) {
      x.attach(memory);
      NDArray loss;
      try (GradientCollector gradients = trainer.newGradientCollector()) {
        loss = trainer.getLoss().evaluate(labels, trainer.forward(x));
        gradients.backward(loss);
      }
      trainer.step();
      double value = loss.getFloat();
      x.attach(trainer.getManager());
      return value;
    }
  }

  private static Block tutorial() {
    return new SequentialBlock()
        .add(convolution(6, new Shape(0, 0)))
        .add(Activation::relu)
        .add(Pool.maxPool2dBlock(TWO, TWO))
        .add(convolution(16, new Shape(0, 0)))
        .add(Activation::relu)
        .add(Pool.maxPool2dBlock(TWO, TWO))
        .add(Blocks.batchFlattenBlock())
        .add(linear(120))
        .add(Activation::relu)
        .add(linear(84))
        .add(Activation::relu)
        .add(linear(10));
  }

  private static Block paper() {
    SequentialBlock net = new SequentialBlock();
    for (int channels : new int[] {64, 64, 128}) {
      net.add(convolution(channels, TWO))
          .add(Activation::relu)
          .add(Pool.maxPool2dBlock(new Shape(3, 3), TWO, new Shape(1, 1)));
    }
    return net.add(Blocks.batchFlattenBlock())
        .add(linear(1000))
        .add(Activation::relu)
        .add(linear(10));
  }

  private static Block convolution(int channels, Shape padding) {
    return Conv2d.builder()
        .setKernelShape(new Shape(5, 5))
        .optPadding(padding)
        .setFilters(channels)
        .build();
  }

  private static Block linear(int units) {
    return Linear.builder().setUnits(units).build();
  }
}
