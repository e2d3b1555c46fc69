package assignment12;

import static moments.grading.Text.numbers;

import assignments.Draw;
import assignments.OptimizerTrial;
import assignments.Tolerance;
import assignments.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import moments.grading.Assignment;
import moments.grading.Failure;
import moments.grading.Given;
import moments.grading.Points;
import moments.grading.Student;
import moments.grading.Time;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The milestone, 30 points: a convolution, an Adam, and what both learn of CIFAR-10. */
@Assignment(
    title = "Milestone: your own convolution and your own Adam",
    files = {"MyConv2d.java", "MyAdam.java"},
    library = {
      "moments.tensor",
      "moments.nn.Flatten",
      "moments.nn.Init",
      "moments.nn.Layer",
      "moments.nn.Linear",
      "moments.nn.Loss",
      "moments.nn.MaxPool2d",
      "moments.nn.Parameter",
      "moments.nn.Relu",
      "moments.nn.Sequential",
      "moments.nn.ShapeException",
      "moments.nn.Window",
      "moments.optim.Optimizer"
    },
    time = @Time(call = 60, test = 60, submission = 300, cpu = 240),
    answers = CnnAnswers.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class CnnExam {
  private static final int[] PIXEL = {1, 1, 3, 3, 1, 2};
  private static final int[] SEVERAL = {2, 3, 5, 7, 4, 3};
  private static final int[] OF_THE_NET = {10, 3, 32, 32, 6, 5};
  private static final double CLOSE = 1e-3;
  private static final double LEAST = 1e-4;
  private static final int FEW = 12;
  private static final double ENOUGH = 0.22;

  private final Draw draw = new Draw();
  private final CnnQuestions student = Student.answering(CnnQuestions.class);

  /** What a convolution gives: y, dx, dW, db, and then x and dy as they were left. */
  private enum Part {
    Y("y"),
    DX("dx"),
    DW("dW"),
    DB("db"),
    X("x"),
    DY("dy");

    private final String elements;

    Part(String elements) {
      this.elements = elements;
    }
  }

  /** One part of a convolution of random numbers. */
  private void convolution(String hint, Part part, int times, int... sizes) {
    int places = (sizes[2] - sizes[5] + 1) * (sizes[3] - sizes[5] + 1);
    double[] x = draw.between(-2, 2, sizes[0] * sizes[1] * sizes[2] * sizes[3]);
    double[] w = draw.between(-2, 2, sizes[4] * sizes[1] * sizes[5] * sizes[5]);
    double[] b = draw.between(1, 2, sizes[4]);
    double[] dy = draw.between(-2, 2, sizes[0] * sizes[4] * places);
    Function<PlainConvolution.Slip, double[]> by =
        slip -> {
          PlainConvolution plain = new PlainConvolution(slip, sizes);
          return switch (part) {
            case Y -> plain.forward(x, w, b);
            case DX -> plain.dx(w, dy);
            case DW -> plain.dw(x, dy, times);
            case DB -> plain.db(dy, times);
            case X -> x;
            case DY -> dy;
          };
        };
    double[] expected = by.apply(PlainConvolution.Slip.NONE);
    double[] got = student.convolve(sizes, x, w, b, dy, times)[part.ordinal()];
    if (got.length != expected.length) {
      throw new Failure(
          "expected %s %s, got %s\nHint: %s"
              .formatted(expected.length, part.elements, got.length, hint),
          hint);
    }
    int k = firstWrong(expected, got);
    Trial<PlainConvolution.Slip> trial = new Trial<>(PlainConvolution.Slip.NONE, hint);
    trial.expect(
        "x %s, W %s%s%s; element %s of %s"
            .formatted(
                shown(x, Arrays.copyOf(sizes, 4)),
                shown(w, sizes[4], sizes[1], sizes[5], sizes[5]),
                part == Part.Y ? ", b [%s]".formatted(numbers(b)) : ", dy " + shown(dy, dy.length),
                times == 1 ? "" : ", backward called %s times".formatted(times),
                k,
                part.elements),
        new Tolerance(CLOSE, LEAST),
        slip -> by.apply(slip)[k],
        () -> got[k]);
    trial.check();
  }

  private static int firstWrong(double[] expected, double... got) {
    int k = 0;
    while (k < got.length - 1
        && Math.abs(got[k] - expected[k]) <= Math.max(LEAST, CLOSE * Math.abs(expected[k]))) {
      k++;
    }
    return k;
  }

  /** All numbers where they are few, else the shape. */
  private static String shown(double[] all, int... shape) {
    return all.length <= FEW ? "[%s]".formatted(numbers(all)) : Arrays.toString(shape);
  }

  private static OptimizerTrial<PlainAdam.Slip> adam(String hint) {
    return new OptimizerTrial<>("MyAdam", PlainAdam.Slip.NONE, PlainAdam::new, hint)
        .named("α", "β₁", "β₂", "ε")
        .with(0.001, 0.9, 0.999, 1e-8);
  }

  /** So that nobody waits for a training which cannot succeed. */
  private void requireRightNumbers() {
    String hint = "training begins when these numbers are right; see the tests above";
    for (Part part : Part.values()) {
      convolution(hint, part, 2, SEVERAL);
      convolution(hint, part, 1, OF_THE_NET);
    }
    adam(hint).longRun(20, 6 * 3 * 5 * 5, 6, 10 * 6 * 7 * 7, 10).check();
  }

  /** How many of the test images are classified as they should be, as a share of all. */
  private void train(String what) {
    requireRightNumbers();
    Random random = Student.random();
    List<Pictures> pictures = Pictures.of(random);
    byte[] right = pictures.get(1).labels();
    byte[] got =
        student.classify(
            pictures.get(0).images(),
            pictures.get(0).labels(),
            pictures.get(1).images(),
            random.nextInt());
    double share = 0;
    for (int i = 0; i < right.length && got.length == right.length; i++) {
      share += got[i] == right[i] ? 1.0 / right.length : 0;
    }
    if (!(share >= ENOUGH)) {
      String hint = "numbers that are nearly right learn slowly; begin with the tests above";
      throw new Failure(
          "%s, 2,000 images once, in batches of 10: expected %s %% of 500 others right, got %s %%\nHint: %s"
              .formatted(what, Math.round(100 * ENOUGH), Math.round(1000 * share) / 10.0, hint),
          hint);
    }
  }

  @Test
  @Order(1)
  @Points(2)
  @DisplayName("forward: one channel, one output")
  void forwardOfOnePixel() {
    convolution("each y is b plus the sum of kernel × kernel products", Part.Y, 1, PIXEL);
  }

  @Test
  @Order(2)
  @Points(2)
  @DisplayName("forward: images, channels and outputs, several of each")
  void forwardOfSeveral() {
    convolution(
        "x is [N, in, H, W] and W [out, in, kernel, kernel]; x.at(n, c, i, j) counts for you",
        Part.Y,
        1,
        SEVERAL);
  }

  @Test
  @Order(3)
  @Points(1)
  @DisplayName("mistake: the bias is left out")
  void biasMissing() {
    convolution("b[o] is added to each y of output o", Part.Y, 1, 1, 2, 3, 3, 3, 1);
  }

  @Test
  @Order(4)
  @Points(1)
  @DisplayName("mistake: the filter is turned by 180°")
  void filterTurned() {
    convolution("W[u, v] meets x[i + u, j + v], not x[i − u, j − v]", Part.Y, 1, 1, 1, 4, 3, 1, 2);
  }

  @Test
  @Order(5)
  @Points(1)
  @DisplayName("mistake: the channels of x are not summed")
  void channelsNotSummed() {
    convolution("each y sums over u and v and over all channels c", Part.Y, 1, 1, 4, 2, 3, 1, 2);
  }

  @Test
  @Order(6)
  @Points(2)
  @DisplayName("backward: db")
  void biasGradient() {
    convolution(
        "each dy of output o counts for b[o], of all images and all places", Part.DB, 1, SEVERAL);
  }

  @Test
  @Order(7)
  @Points(2)
  @DisplayName("backward: dW")
  void weightGradient() {
    convolution(
        "the product W·x sends g·x to dW, at every place and for every image", Part.DW, 1, SEVERAL);
  }

  @Test
  @Order(8)
  @Points(2)
  @DisplayName("backward: dx")
  void inputGradient() {
    convolution("the product W·x sends g·W to dx, for every output", Part.DX, 1, SEVERAL);
  }

  @Test
  @Order(9)
  @Points(1)
  @DisplayName("mistake: a pixel keeps only what one window sends back")
  void windowsOverlap() {
    convolution("windows overlap; add to dx", Part.DX, 1, 1, 1, 3, 4, 1, 2);
  }

  @Test
  @Order(10)
  @Points(1)
  @DisplayName("mistake: the filter is turned on the way back")
  void filterTurnedOnTheWayBack() {
    convolution(
        "what went from x[i + u] by W[u] to y[i] comes back by the same W[u]",
        Part.DX,
        1,
        1,
        1,
        3,
        2,
        1,
        2);
  }

  @Test
  @Order(11)
  @Points(1)
  @DisplayName("mistake: backward overwrites the gradients of W and b")
  void gradientsOverwritten() {
    convolution(
        "add to weight.grad() and bias.grad(); zeroGrad is the business of others",
        Part.DW,
        2,
        PIXEL);
    convolution(
        "add to weight.grad() and bias.grad(); zeroGrad is the business of others",
        Part.DB,
        2,
        PIXEL);
  }

  @Test
  @Order(12)
  @Points(1)
  @DisplayName("mistake: x or dy is changed")
  void argumentsAreOnlyRead() {
    String hint = "write to y, dx and the gradients of W and b only";
    convolution(hint, Part.Y, 1, PIXEL);
    convolution(hint, Part.DX, 1, PIXEL);
    convolution(hint, Part.X, 1, SEVERAL);
    convolution(hint, Part.DY, 1, SEVERAL);
  }

  @Test
  @Order(13)
  @Points(1)
  @DisplayName("Adam: the first step is α long")
  void adamsFirstStep() {
    adam("yours of lesson 8 will do")
        .lastStep(draw.between(2, 9))
        .lastStep(-draw.between(0.01, 0.09))
        .check();
  }

  @Test
  @Order(14)
  @Points(2)
  @DisplayName("Adam: hundreds of steps for parameters of several sizes")
  void adamsLongRun() {
    adam("yours of lesson 8 will do").longRun(300, 1).longRun(300, 3, 1, 2).check();
  }

  @Test
  @Order(15)
  @Points(3)
  @Given("MyAdam")
  @DisplayName("your convolution learns, with our Adam")
  void yourConvolutionLearns() {
    train("your convolution with our Adam");
  }

  @Test
  @Order(16)
  @Points(3)
  @Given("MyConv2d")
  @DisplayName("your Adam learns, with our convolution")
  void yourAdamLearns() {
    train("our convolution with your Adam");
  }

  @Test
  @Order(17)
  @Points(4)
  @DisplayName("your convolution and your Adam learn together")
  void bothLearn() {
    train("your convolution with your Adam");
  }
}
