package moments.reproduce;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import moments.nn.Parameter;
import moments.optim.Adam;
import moments.optim.Optimizer;
import moments.optim.Schedule;
import moments.train.Output;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** What Figure 4 has measured so far, as a CSV file. */
final class Figure4Results {
  static final List<Double> BETA1 = List.of(0.0, 0.9);
  static final List<Double> BETA2 = List.of(0.99, 0.999, 0.9999);
  static final List<Double> RATES = List.of(1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1);

  private static final double EPS = 1e-8;
  private static final String HEADER = "beta1,beta2,corrected,lr,seed,cost,cost_evaluated\n";

  /** One training. */
  record Trial(double beta1, double beta2, boolean corrected, double lr, long seed) {
    /** All of one seed. */
    static Stream<Trial> all(long seed) {
      return BETA1.stream()
          .flatMap(
              beta1 ->
                  BETA2.stream()
                      .flatMap(
                          beta2 ->
                              RATES.stream()
                                  .flatMap(
                                      lr ->
                                          Stream.of(true, false)
                                              .map(c -> new Trial(beta1, beta2, c, lr, seed)))));
    }

    Optimizer optimizer(List<Parameter> parameters) {
      return corrected
          ? new Adam(parameters, Schedule.constant(lr), beta1, beta2, EPS)
          : new UncorrectedAdam(parameters, lr, beta1, beta2);
    }

    private static Trial of(CSVRecord row) {
      return new Trial(
          Double.parseDouble(row.get("beta1")),
          Double.parseDouble(row.get("beta2")),
          Boolean.parseBoolean(row.get("corrected")),
          Double.parseDouble(row.get("lr")),
          Long.parseLong(row.get("seed")));
    }
  }

  /**
   * What a training has come to; NaN if it diverged.
   *
   * @param training the mean over the epoch
   * @param evaluated of some training images at its end
   */
  record Cost(double training, double evaluated) {}

  private final Path file;
  private final Map<Trial, Cost> costs = new LinkedHashMap<>();

  /** Those in {@code folder}; none if there is no file. */
  Figure4Results(Path folder) {
    file = file(folder);
    if (Files.exists(file)) {
      try (CSVParser rows = Costs.WITH_HEADER.parse(new StringReader(Files.readString(file)))) {
        for (CSVRecord row : rows) {
          double training = Double.parseDouble(row.get("cost"));
          costs.put(
              Trial.of(row), new Cost(training, Double.parseDouble(row.get("cost_evaluated"))));
        }
      } catch (CharacterCodingException | RuntimeException e) {
        throw new ReproductionException(
            "%s is damaged (%s); delete it and run again".formatted(file, e.getMessage()));
      } catch (IOException e) {
        throw Output.unreadable(file, e);
      }
    }
  }

  static Path file(Path folder) {
    return folder.resolve("figure4.csv");
  }

  boolean has(Trial trial) {
    return costs.containsKey(trial);
  }

  /** Adds a result and writes the file. */
  void add(Trial trial, Cost cost) {
    costs.put(trial, cost);
    StringBuilder csv = new StringBuilder(HEADER);
    costs.forEach(
        (t, c) ->
            csv.append(
                String.format(
                    Locale.ROOT,
                    "%s,%s,%s,%s,%d,%.4f,%.4f\n",
                    t.beta1,
                    t.beta2,
                    t.corrected,
                    t.lr,
                    t.seed,
                    c.training,
                    c.evaluated)));
    Output.write(file, csv.toString());
  }
}
