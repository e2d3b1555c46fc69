package moments.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import moments.nn.Parameter;
import moments.optim.Adam;
import moments.optim.AdamW;
import moments.optim.Optimizer;
import moments.optim.Optimizers;
import moments.optim.Schedule;
import moments.optim.Sgd;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  @Test
  void everyRuleHasItsOwn() {
    Set<String> prints = new HashSet<>();
    for (Optimizers.Entry entry : Optimizers.all()) {
      String print = Fingerprint.of(new Contestants().named(entry.name())).orElseThrow();
      assertTrue(prints.add(print), entry.name());
    }
  }

  @Test
  void oneRuleHasOneAndASmallDifferenceShows() {
    String adam = print((p, lr) -> new Adam(p, lr, 0.9, 0.999, 1e-8)).orElseThrow();
    assertEquals(Optional.of(adam), print((p, lr) -> new Adam(p, lr, 0.9, 0.999, 1e-8)));
    Stream<Optional<String>> prints =
        Stream.of(
            Optional.of(adam),
            print((p, lr) -> new Adam(p, lr, 0.9, 0.999, 1e-9)),
            print((p, lr) -> new Adam(p, lr, 0.9, 0.9991, 1e-8)),
            print((p, lr) -> new AdamW(p, lr, 0.9, 0.999, 1e-8, 1e-3)),
            print((p, lr) -> new Adam(p, t -> lr.at(1), 0.9, 0.999, 1e-8)));
    assertEquals(5, prints.distinct().count());
  }

  @Test
  void aRuleWithoutASeedHasNone() {
    Random unseeded = new Random(1); // goes on from one optimizer to the next
    assertEquals(
        Optional.empty(), print((p, lr) -> new Sgd(p, t -> lr.at(t) * unseeded.nextFloat())));
  }

  @Test
  void aRuleForOtherParametersHasNone() {
    assertEquals(Optional.empty(), print((p, lr) -> new Sgd(p.subList(0, 10), lr)));
  }

  private static Optional<String> print(BiFunction<List<Parameter>, Schedule, Optimizer> rule) {
    return Fingerprint.of(
        new Contestant(
            "mine",
            List.of(OwnOptimizer.RATES),
            true,
            (parameters, lr, values) -> rule.apply(parameters, lr)));
  }
}
