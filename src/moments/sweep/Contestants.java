package moments.sweep;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import moments.optim.Optimizers;

/** The optimizers that can take part in a sweep, by name: the library's and the reader's own. */
final class Contestants {
  private final Map<String, Contestant> own = new HashMap<>();
  private final Map<String, Contestant> found = new HashMap<>();

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
    Contestant added = own.get(name);
    return added != null ? added : found.computeIfAbsent(name, Contestants::find);
  }

  /**
   * What tells each of the reader's own among {@code names} from another: the SHA-256 of its file,
   * else its {@link Fingerprint} if it has one.
   */
  Map<String, String> sources(Collection<String> names) {
    Map<String, String> sources = new TreeMap<>();
    for (String name : names) {
      if (OwnOptimizer.isFile(name)) {
        sources.put(name, OwnOptimizer.sha256(name));
      } else if (own.containsKey(name) || OwnOptimizer.isNameOfOne(name)) {
        Fingerprint.of(named(name)).ifPresent(print -> sources.put(name, print));
      }
    }
    return sources;
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
