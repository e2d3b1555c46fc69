import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import moments.kernel.Kernels;
import moments.kernel.Workers;
import moments.nn.Loss;
import moments.nn.Nets;
import moments.nn.Sequential;
import moments.optim.Adam;
import moments.tensor.Tensor;

/** The Java side of against_pytorch.py: answers each line of work with one line of results. */
final class TrainingStep {
  private static final int STEPS_BEFORE_THE_CLOCK = 10;

  private TrainingStep() {}

  public static void main(String[] args) throws IOException {
    System.out.printf("Java %s, %s%n", System.getProperty("java.version"), Kernels.description());
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] work = line.split(" ");
      System.out.println(
          run(
              work[0],
              Integer.parseInt(work[1]),
              Integer.parseInt(work[2]),
              Double.parseDouble(work[3])));
    }
  }

  /** Trains a new net for some seconds; returns images per second and the mean loss. */
  private static String run(String netName, int batch, int threads, double seconds)
      throws IOException {
    Workers.setThreads(threads);
    Data data = Data.read(batch);
    Sequential net = netName.equals("paper") ? Nets.paper(1) : Nets.tutorial(1);
    var adam = new Adam(net.parameters());
    double losses = 0;
    int steps = 0;
    long start = 0;
    double elapsed = 0;
    for (int i = 0; elapsed < seconds; i++) {
      if (i == STEPS_BEFORE_THE_CLOCK) {
        start = System.nanoTime();
      }
      int k = i % data.x.length;
      adam.zeroGrad();
      Loss loss = Loss.crossEntropy(net.forward(data.x[k]), data.labels[k]);
      net.backwardParameters(loss.grad());
      adam.step();
      if (i >= STEPS_BEFORE_THE_CLOCK) {
        losses += loss.value();
        steps++;
        elapsed = (System.nanoTime() - start) * 1e-9;
      }
    }
    return String.format(Locale.ROOT, "%.1f %.4f", steps * batch / elapsed, losses / steps);
  }

  /** The carried images in batches: image i of the cycle is record 1009·i mod 2000. */
  private record Data(Tensor[] x, int[][] labels) {
    private static final int RECORDS = 2000;
    private static final int PIXELS = 3 * 32 * 32;

    static Data read(int batch) throws IOException {
      byte[] records = Files.readAllBytes(Path.of("src/moments/data/sample-train.bin"));
      var data = new Data(new Tensor[RECORDS / batch], new int[RECORDS / batch][batch]);
      for (int k = 0; k < data.x.length; k++) {
        float[] pixels = new float[batch * PIXELS];
        for (int n = 0; n < batch; n++) {
          int record = 1009 * (k * batch + n) % RECORDS * (1 + PIXELS);
          data.labels[k][n] = records[record];
          for (int p = 0; p < PIXELS; p++) {
            pixels[n * PIXELS + p] = ((records[record + 1 + p] & 0xff) / 255f - 0.5f) / 0.5f;
          }
        }
        data.x[k] = Tensor.of(pixels, batch, 3, 32, 32);
      }
      return data;
    }
  }
}
