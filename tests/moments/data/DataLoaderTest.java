package moments.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import moments.fetch.Tiny;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DataLoaderTest {
  private static final Dataset TEN =
      Dataset.ofRecords("ten", Tiny.records(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));

  @Test
  void anEpochHasEachImageOnceAndASmallerBatchAtTheEnd() {
    DataLoader loader = new DataLoader(TEN, 4, 1);
    List<Integer> sizes = new ArrayList<>();
    for (Batch batch : loader.epoch(1)) {
      assertTrue(batch.x().hasShape(batch.size(), 3, 32, 32));
      sizes.add(batch.size());
    }

    assertEquals(List.of(4, 4, 2), sizes);
    assertEquals(3, loader.steps());
    assertEquals(
        List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), labels(loader, 1).stream().sorted().toList());
  }

  @Test
  void theOrderIsTheSameOnEveryMachine() {
    assertEquals(List.of(4, 9, 1, 8, 7, 6, 0, 3, 5, 2), labels(new DataLoader(TEN, 4, 1), 1));
    assertEquals(List.of(2, 8, 1, 4, 5, 6, 0, 9, 7, 3), labels(new DataLoader(TEN, 4, 1), 2));
  }

  @Test
  void theOrderDependsOnSeedAndEpochOnly() {
    DataLoader loader = new DataLoader(TEN, 3, 42);
    List<Integer> first = labels(loader, 1);
    List<Integer> second = labels(loader, 2);

    assertEquals(second, labels(new DataLoader(TEN, 5, 42), 2));
    assertEquals(first, labels(loader, 1));
    assertNotEquals(first, second);
    assertNotEquals(first, labels(new DataLoader(TEN, 3, 43), 1));
    assertNotEquals(second, labels(new DataLoader(TEN, 3, 43), 1));
  }

  @Test
  void inOrderIsTheOrderOfTheFileInEveryEpoch() {
    List<Integer> order = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

    assertEquals(order, labels(DataLoader.inOrder(TEN, 4), 1));
    assertEquals(order, labels(DataLoader.inOrder(TEN, 4), 2));
  }

  @Test
  void imagesGoWithTheirLabelsAndAreNormalised() {
    for (Batch batch : new DataLoader(TEN, 4, 7).epoch(3)) {
      for (int n = 0; n < batch.size(); n++) {
        int label = batch.labels()[n];
        for (int k = 0; k < 3072; k++) {
          float expected = (Tiny.pixel(label, k) / 255f - 0.5f) / 0.5f;
          assertEquals(expected, batch.x().get(n, k / 1024, k / 32 % 32, k % 32));
        }
      }
    }
  }

  @Test
  void imagesGoThroughOneMapAfterTheOther() {
    DataLoader loader =
        DataLoader.inOrder(TEN, 4)
            .through("doubled", x -> x.times(2))
            .through("negated", x -> x.times(-1));
    Tensor plain = DataLoader.inOrder(TEN, 4).epoch(1).iterator().next().x();

    assertEquals(0, loader.epoch(1).iterator().next().x().plus(plain.times(2)).norm());
    assertTrue(loader.description().endsWith(", doubled, negated"), loader.description());
  }

  @Test
  void batchesOfOneSizeShareTheirMemory() {
    Iterator<Batch> batches = new DataLoader(TEN, 4, 1).epoch(1).iterator();

    assertSame(batches.next().x(), batches.next().x());
  }

  @Test
  void aBatchLargerThanTheDataHoldsAllOfThem() {
    DataLoader loader = DataLoader.inOrder(TEN, 64);

    assertEquals(1, loader.steps());
    assertEquals(10, loader.epoch(1).iterator().next().size());
  }

  @Test
  void wrongNumbersAreRefused() {
    assertEquals(
        "DataLoader: expected a batch size ≥ 1, got 0",
        assertThrows(IllegalArgumentException.class, () -> new DataLoader(TEN, 0, 1)).getMessage());
    DataLoader loader = DataLoader.inOrder(TEN, 4);
    assertEquals(
        "DataLoader.epoch: epochs count from 1, got 0",
        assertThrows(IllegalArgumentException.class, () -> loader.epoch(0)).getMessage());
  }

  private static List<Integer> labels(DataLoader loader, int epoch) {
    List<Integer> labels = new ArrayList<>();
    for (Batch batch : loader.epoch(epoch)) {
      for (int label : batch.labels()) {
        labels.add(label);
      }
    }
    return labels;
  }
}
