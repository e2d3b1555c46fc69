package moments.sweep;

import java.util.HashMap;
import java.util.Map;
import moments.optim.Optimizers;

/** The optimizers that can take part in a sweep, by name: the library's and the reader's own. */
final class Contestants {
  private final Map<String, Contestant> own = new HashMap<>();

  /** Adds one of the reader's own. */
  void add(Contestant contestant) {
    own.put(contestant.label(), contestant);
  }

  /**
   * The optimizer called {@code name}: one that was added, one of the library, or a class.
   *
   * @throws IllegalArgumentException if there is none; the message says what was expected
   */
  Contestant named(String name) {
    return own.computeIfAbsent(name, Contestants::find);
  }

  private static Contestant find(String name) {
    if (OwnOptimizer.isNameOfOne(name)) {
      return OwnOptimizer.load(name);
    }
    String known = Optimizers.named(name).name();
    return new Contestant(
        known,
        SearchSpace.of(known),
        true,
        (parameters, lr, values) -> SearchSpace.create(known, parameters, lr, values));
  }
}
