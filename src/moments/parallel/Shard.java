package moments.parallel;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One of {@code count} shares of a list, for processes that divide work among them.
 *
 * @param index counted from 0
 */
public record Shard(int index, int count) {
  /** All of it. */
  public static final Shard WHOLE = new Shard(0, 1);

  /** A share; fails unless 0 ≤ index &lt; count. */
  public Shard {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException("expected 0 … %s, got %s".formatted(count - 1, index));
    }
  }

  /** Every {@code count}th of {@code all}, from {@code index} on. */
  public <T> List<T> of(List<T> all) {
    return IntStream.range(0, all.size())
        .filter(i -> i % count == index)
        .mapToObj(all::get)
        .toList();
  }
}
