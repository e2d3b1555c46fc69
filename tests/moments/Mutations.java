package moments;

import java.util.Arrays;
import java.util.Random;

/** Files damaged at random, for readers that have to notice. */
public final class Mutations {
  /** How many damaged files a test reads; {@code -Dmoments.fuzz=10000} for a thorough look. */
  public static final int COUNT = Integer.getInteger("moments.fuzz", 400);

  private Mutations() {}

  /**
   * A copy of {@code good} with a bit or a byte changed, its end cut off or added to, a part
   * erased, or a part overwritten by {@code other}.
   */
  public static byte[] of(byte[] good, byte[] other, Random random) {
    byte[] bytes = good.clone();
    int at = random.nextInt(bytes.length);
    int to = at + random.nextInt(bytes.length - at);
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt();
      case 2 -> bytes = Arrays.copyOf(bytes, at);
      case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
      case 4 -> Arrays.fill(bytes, at, to, (byte) 0);
      default -> System.arraycopy(other, 0, bytes, at, Math.min(other.length, bytes.length - at));
    }
    return bytes;
  }
}
