package assignment12;

import assignments.OptimizerAnswers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import moments.grading.child.StudentClasses;
import moments.nn.Flatten;
import moments.nn.Init;
import moments.nn.Layer;
import moments.nn.Linear;
import moments.nn.Loss;
import moments.nn.MaxPool2d;
import moments.nn.Parameter;
import moments.nn.Relu;
import moments.nn.Sequential;
import moments.optim.Optimizer;
import moments.tensor.Tensor;

/** Has a submission's convolution and Adam compute, and train a net together. */
public final class CnnAnswers extends OptimizerAnswers implements CnnQuestions {
  private static final int BATCH = 10;
  private static final int PIXELS = 3 * 32 * 32;
  private static final Class<?>[] CONVOLUTION = {int.class, int.class, int.class};
  private static final Class<?>[] ADAM = {
    List.class, double.class, double.class, double.class, double.class
  };

  private final StudentClasses student;

  /** Answers by {@code student}. */
  public CnnAnswers(StudentClasses student) {
    super(student, Map.of("MyAdam", 4));
    this.student = student;
  }

  @Override
  public String[] signatureProblems() {
    String[] problems =
        student.signatures("MyConv2d").is(Layer.class).constructor(CONVOLUTION).problems();
    return Stream.of(problems, super.signatureProblems())
        .flatMap(Stream::of)
        .toArray(String[]::new);
  }

  private Layer convolution(int in, int out, int kernel) {
    return student.make(Layer.class, "MyConv2d", CONVOLUTION, in, out, kernel);
  }

  @Override
  public double[][] convolve(
      int[] sizes, double[] x, double[] w, double[] b, double[] dy, int times) {
    int n = sizes[0];
    int kernel = sizes[5];
    Layer layer = convolution(sizes[1], sizes[4], kernel);
    Tensor images = tensor(x, n, sizes[1], sizes[2], sizes[3]);
    Tensor back = tensor(dy, n, sizes[4], sizes[2] - kernel + 1, sizes[3] - kernel + 1);
    Parameter weight = layer.parameters().get(0);
    Parameter bias = layer.parameters().get(1);
    fill(weight.value(), w);
    fill(bias.value(), b);
    double[] y = doubles(layer.forward(images));
    double[] dx = {};
    for (int i = 0; i < times; i++) {
      dx = doubles(layer.backward(back));
    }
    return new double[][] {
      y, dx, doubles(weight.grad()), doubles(bias.grad()), doubles(images), doubles(back)
    };
  }

  private static Tensor tensor(double[] all, int... shape) {
    Tensor tensor = Tensor.zeros(shape);
    fill(tensor, all);
    return tensor;
  }

  private static void fill(Tensor tensor, double... all) {
    for (int i = 0; i < all.length; i++) {
      tensor.data()[i] = (float) all[i];
    }
  }

  private static double[] doubles(Tensor tensor) {
    double[] all = new double[tensor.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = tensor.data()[i];
    }
    return all;
  }

  @Override
  public byte[] classify(byte[] images, byte[] labels, byte[] others, int seed) {
    Sequential net =
        Init.PYTORCH.apply(
            new Sequential(
                convolution(3, 6, 5),
                new Relu(),
                new MaxPool2d(4),
                new Flatten(),
                new Linear(6 * 7 * 7, 10)),
            seed);
    Optimizer adam =
        student.make(Optimizer.class, "MyAdam", ADAM, net.parameters(), 0.003, 0.9, 0.999, 1e-8);
    for (int from = 0; from + BATCH <= labels.length; from += BATCH) {
      int[] right = new int[BATCH];
      for (int i = 0; i < BATCH; i++) {
        right[i] = labels[from + i];
      }
      adam.zeroGrad();
      net.backward(Loss.crossEntropy(net.forward(batch(images, from)), right).grad());
      adam.step();
    }
    byte[] classes = new byte[others.length / PIXELS];
    for (int from = 0; from + BATCH <= classes.length; from += BATCH) {
      Tensor logits = net.forward(batch(others, from));
      for (int i = 0; i < BATCH; i++) {
        classes[from + i] = (byte) highest(logits, i);
      }
    }
    return classes;
  }

  private static Tensor batch(byte[] images, int from) {
    Tensor x = Tensor.zeros(BATCH, 3, 32, 32);
    for (int i = 0; i < x.size(); i++) {
      x.data()[i] = (images[from * PIXELS + i] & 0xff) / 127.5f - 1;
    }
    return x;
  }

  private static int highest(Tensor logits, int row) {
    int best = 0;
    for (int k = 1; k < logits.dim(1); k++) {
      if (logits.get(row, k) > logits.get(row, best)) {
        best = k;
      }
    }
    return best;
  }
}
