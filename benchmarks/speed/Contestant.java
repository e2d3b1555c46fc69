package speed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * One side of a benchmark, as a process: it says its name, reads lines of work, {@code SECONDS
 * THREADS KIND WHAT…}, and answers each with a line, {@code SPEED CHECK}.
 */
interface Contestant {
  /** Steps of most kinds of work that are done before the clock starts. */
  int STEPS_BEFORE_THE_CLOCK = 10;

  /**
   * Work that is set up.
   *
   * @param amount of what is counted, done in a step
   * @param uncounted steps before the clock starts
   * @param step does one, and returns a number by which to check what it did
   */
  record Work(double amount, int uncounted, DoubleSupplier step) {
    Work(double amount, DoubleSupplier step) {
      this(amount, STEPS_BEFORE_THE_CLOCK, step);
    }

    /**
     * Works for some seconds, a step at least: the amount in a second and the mean of the checks.
     */
    private String measure(double seconds) {
      for (int i = 0; i < uncounted; i++) {
        step.getAsDouble();
      }
      double checks = 0;
      double elapsed = 0;
      int steps = 0;
      for (long start = System.nanoTime(); steps == 0 || elapsed < seconds; steps++) {
        checks += step.getAsDouble();
        elapsed = (System.nanoTime() - start) * 1e-9;
      }
      return String.format(Locale.ROOT, "%.6g %.4f", steps * amount / elapsed, checks / steps);
    }
  }

  /** What runs, with its version. */
  String name();

  /** Sets up the work of a line, {@code KIND WHAT…}; later work may reuse nothing of it. */
  Work prepare(int threads, String[] work);

  /** Answers the lines of standard input until it ends. */
  static void serve(Contestant contestant) {
    System.out.println(contestant.name());
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", 3);
        Work work = contestant.prepare(Integer.parseInt(words[1]), words[2].split(" "));
        System.out.println(work.measure(Double.parseDouble(words[0])));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
