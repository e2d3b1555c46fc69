package moments.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import moments.fetch.Tiny;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class DatasetTest {
  @Test
  void readsAHandMadeFile() {
    Dataset data = Dataset.ofRecords("three.bin", Tiny.records(4, 0, 9));

    assertEquals(3, data.size());
    assertEquals(4, data.label(0));
    assertEquals(9, data.label(2));
    Tensor image = data.image(2);
    assertTrue(image.hasShape(3, 32, 32));
    for (int c = 0; c < 3; c++) {
      for (int row = 0; row < 32; row += 31) {
        for (int column = 0; column < 32; column++) {
          int k = (c * 32 + row) * 32 + column;
          assertEquals(Tiny.pixel(9, k) / 255f, image.get(c, row, column));
        }
      }
    }
  }

  @Test
  void bytesAbove127AreNotNegative() {
    byte[] white = new byte[Dataset.RECORD];
    white[Dataset.RECORD - 1] = (byte) 255;

    assertEquals(1f, Dataset.ofRecords("white", white).image(0).get(2, 31, 31));
  }

  @Test
  void skipKeepsTheLastImages() {
    Dataset data = Dataset.ofRecords("data", Tiny.records(4, 0, 9, 7)).limit(3).skip(1);

    assertEquals(2, data.size());
    assertEquals(0, data.label(0));
    assertEquals(9, data.label(1));
    assertEquals(Tiny.pixel(9, 0) / 255f, data.image(1).get(0, 0, 0));
    assertEquals(9, data.skip(1).label(0));
    assertMessage(
        IllegalArgumentException.class,
        () -> data.skip(2),
        "Dataset.skip: expected 0 … 1, one less than the number of images, got 2");
  }

  @Test
  void limitKeepsTheFirstImages() {
    Dataset data = Dataset.ofRecords("data", Tiny.records(4, 0, 9)).limit(2);

    assertEquals(2, data.size());
    assertEquals(0, data.label(1));
    assertMessage(
        IndexOutOfBoundsException.class, () -> data.label(2), "Index 2 out of bounds for length 2");
  }

  @Test
  void limitOutsideTheDataNamesBothNumbers() {
    Dataset data = Dataset.ofRecords("data", Tiny.records(4, 0, 9));
    String message = "Dataset.limit: expected 1 … 3, the number of images, got ";

    assertMessage(IllegalArgumentException.class, () -> data.limit(4), message + 4);
    assertMessage(IllegalArgumentException.class, () -> data.limit(0), message + 0);
  }

  @Test
  void anEmptyFileIsRefused() {
    assertMessage(
        IllegalArgumentException.class,
        () -> Dataset.ofRecords("a.bin", new byte[0]),
        "a.bin: expected one or more records of 3073 bytes, got 0 bytes in all; get the file"
            + " again");
  }

  @Test
  void aFileThatEndsWithinARecordIsRefused() {
    assertMessage(
        IllegalArgumentException.class,
        () -> Dataset.ofRecords("a.bin", new byte[3072]),
        "a.bin: expected one or more records of 3073 bytes, got 3072 bytes in all; get the file"
            + " again");
  }

  @Test
  void aLabelOutsideTheClassesNamesTheRecord() {
    assertMessage(
        IllegalArgumentException.class,
        () -> Dataset.ofRecords("a.bin", Tiny.records(3, 10)),
        "a.bin: record 1 (counted from 0) has label 10, expected 0 … 9; get the file again");
  }

  private static void assertMessage(Class<? extends Exception> type, Executable code, String text) {
    assertEquals(text, assertThrows(type, code).getMessage());
  }
}
