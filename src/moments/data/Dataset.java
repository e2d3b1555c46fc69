package moments.data;

import java.util.Objects;
import java.util.zip.CRC32C;
import moments.tensor.Tensor;

/**
 * Labelled images of 32 × 32 in three colours, in the binary form of CIFAR-10.
 *
 * <p>An image is a record of 3,073 bytes: its label, then 1,024 values of red, of green and of
 * blue, row by row. They stay bytes until a batch needs them, which takes a quarter of the memory.
 */
public final class Dataset {
  static final int CHANNELS = 3;
  static final int SIDE = 32;
  static final int CLASSES = 10;
  static final int PLANE = SIDE * SIDE;
  static final int RECORD = 1 + CHANNELS * PLANE;

  private final byte[] records;
  private final int first;
  private final int size;

  private Dataset(byte[] records, int first, int size) {
    this.records = records;
    this.first = first;
    this.size = size;
  }

  /**
   * The images in {@code records}, which is not copied.
   *
   * @param name what messages call it
   * @throws IllegalArgumentException if it is empty, ends within a record or has a label outside 0
   *     … 9
   */
  public static Dataset ofRecords(String name, byte[] records) {
    if (records.length == 0 || records.length % RECORD != 0) {
      throw new IllegalArgumentException(
          "%s: expected one or more records of %s bytes, got %s bytes in all; get the file again"
              .formatted(name, RECORD, records.length));
    }
    Dataset data = new Dataset(records, 0, records.length / RECORD);
    for (int i = 0; i < data.size; i++) {
      if (data.label(i) >= CLASSES) {
        throw new IllegalArgumentException(
            "%s: record %s (counted from 0) has label %s, expected 0 … %s; get the file again"
                .formatted(name, i, data.label(i), CLASSES - 1));
      }
    }
    return data;
  }

  /** The number of images. */
  public int size() {
    return size;
  }

  /** The CRC-32C of all records. */
  public long checksum() {
    CRC32C checksum = new CRC32C();
    checksum.update(records, first * RECORD, size * RECORD);
    return checksum.getValue();
  }

  /** The first {@code n} images, 1 ≤ n ≤ size, not copied. */
  public Dataset limit(int n) {
    if (n < 1 || n > size) {
      throw new IllegalArgumentException(
          "Dataset.limit: expected 1 … %s, the number of images, got %s".formatted(size, n));
    }
    return new Dataset(records, first, n);
  }

  /** All but the first {@code n} images, 0 ≤ n &lt; size, not copied. */
  public Dataset skip(int n) {
    if (n < 0 || n >= size) {
      throw new IllegalArgumentException(
          "Dataset.skip: expected 0 … %s, one less than the number of images, got %s"
              .formatted(size - 1, n));
    }
    return new Dataset(records, first + n, size - n);
  }

  /** The class, 0 … 9, of image {@code i}, counted from 0. */
  public int label(int i) {
    return records[(first + Objects.checkIndex(i, size)) * RECORD] & 0xff;
  }

  /** Image {@code i}, values in 0 … 1 [3, 32, 32]. */
  public Tensor image(int i) {
    Tensor image = Tensor.zeros(CHANNELS, SIDE, SIDE);
    copyImage(i, Normalize.NONE.table(), image.data(), 0);
    return image;
  }

  /**
   * Writes image {@code i} to {@code out} from {@code offset} on, mapping bytes by {@code table}.
   */
  void copyImage(int i, float[][] table, float[] out, int offset) {
    int from = (first + Objects.checkIndex(i, size)) * RECORD + 1;
    for (float[] colour : table) {
      for (int p = 0; p < PLANE; p++) {
        out[offset + p] = colour[records[from + p] & 0xff];
      }
      from += PLANE;
      offset += PLANE;
    }
  }
}
