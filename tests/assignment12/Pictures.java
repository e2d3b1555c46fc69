package assignment12;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import moments.data.Cifar10;
import moments.data.Dataset;

/**
 * The sample of CIFAR-10 in an order that the seed draws; the seed also decides whether images are
 * mirrored and which class has which number, so labels learnt by heart do not help.
 */
final class Pictures {
  private static final int CLASSES = 10;
  private static final int CHANNELS = 3;
  private static final int SIDE = 32;

  private final Dataset data;
  private final List<Integer> order;
  private final List<Integer> numbers;
  private final boolean mirrored;

  private Pictures(Dataset data, Random random, List<Integer> numbers, boolean mirrored) {
    this.data = data;
    this.numbers = numbers;
    this.mirrored = mirrored;
    order = shuffled(data.size(), random);
  }

  /** Those to train on and those to test on. */
  static List<Pictures> of(Random random) {
    Cifar10 sample = Cifar10.sample();
    List<Integer> numbers = shuffled(CLASSES, random);
    boolean mirrored = random.nextBoolean();
    return List.of(
        new Pictures(sample.train(), random, numbers, mirrored),
        new Pictures(sample.test(), random, numbers, mirrored));
  }

  private static List<Integer> shuffled(int count, Random random) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(all, random);
    return all;
  }

  byte[] labels() {
    byte[] labels = new byte[order.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = numbers.get(data.label(order.get(i))).byteValue();
    }
    return labels;
  }

  byte[] images() {
    int pixels = CHANNELS * SIDE * SIDE;
    byte[] images = new byte[order.size() * pixels];
    for (int i = 0; i < order.size(); i++) {
      float[] image = data.image(order.get(i)).data();
      for (int p = 0; p < pixels; p++) {
        int from = mirrored ? p / SIDE * SIDE + SIDE - 1 - p % SIDE : p;
        images[i * pixels + p] = (byte) Math.round(255 * image[from]);
      }
    }
    return images;
  }
}
