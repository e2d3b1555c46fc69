package moments.train;

import java.util.Random;
import moments.data.Dataset;

/** A few images of noise, the first of class 0, the next of class 1 and so on. */
final class Pictures {
  private static final int RECORD = 3073;

  private Pictures() {}

  static Dataset of(int images) {
    byte[] records = new byte[images * RECORD];
    new Random(5).nextBytes(records);
    for (int i = 0; i < images; i++) {
      records[i * RECORD] = (byte) (i % 10);
    }
    return Dataset.ofRecords("noise", records);
  }
}
