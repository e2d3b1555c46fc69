package assignment02;

import static moments.grading.Text.numbers;

import assignments.Tolerance;
import assignments.Trial;
import java.util.function.Function;
import moments.grading.Student;

/** Cases for LinearRelu; tolerances let arithmetic in floats pass. */
final class LayerTrial {
  private static final Tolerance CLOSE = new Tolerance(1e-4, 1e-5);

  private final GradientQuestions student = Student.answering(GradientQuestions.class);
  private final Trial<LayerMistake> trial;
  private final double[] w;
  private final double[] b;
  private double[] x = {};
  private double[] dy = {};
  private int times = 1;

  /** Cases for a layer with these weights, an output after the other, and biases. */
  LayerTrial(String hint, double[] w, double... b) {
    trial = new Trial<>(LayerMistake.NONE, hint);
    this.w = w.clone();
    this.b = b.clone();
  }

  /** What goes forward and what comes back. */
  LayerTrial batch(double[] given, double... sent) {
    x = given.clone();
    dy = sent.clone();
    return this;
  }

  /** How often it goes forward and back before one looks. */
  LayerTrial times(int count) {
    times = count;
    return this;
  }

  LayerTrial dx() {
    return expect("dx", all -> all[0]);
  }

  LayerTrial dw() {
    return expect("dW", all -> all[1]);
  }

  LayerTrial db() {
    return expect("db", all -> all[2]);
  }

  private LayerTrial expect(String what, Function<double[][], double[]> part) {
    trial.expectAll(
        "W = [%s], b = [%s], x = [%s], dy = [%s]%s, %s"
            .formatted(
                numbers(w),
                numbers(b),
                numbers(x),
                numbers(dy),
                times == 1 ? "" : ", forward and back %s times".formatted(times),
                what),
        CLOSE,
        mistake -> part.apply(new PaperLayer(mistake, w, b).backward(x, dy, times)),
        () -> part.apply(student.backward(w, b, x, dy, times)));
    return this;
  }

  /** Throws a Failure with every case, what was expected and got, and the hint. */
  void check() {
    trial.check();
  }
}
