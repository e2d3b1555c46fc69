package moments.nn;

/** The nets of the experiments: x [N, 3, 32, 32], logits [N, 10], {@link Init#PYTORCH}. */
public final class Nets {
  private Nets() {}

  /** The CNN of PyTorch's CIFAR-10 tutorial: 62,006 parameters. */
  public static Sequential tutorial(long seed) {
    Sequential net =
        new Sequential()
            .add("conv1", new Conv2d(3, 6, 5))
            .add(new Relu())
            .add(new MaxPool2d(2))
            .add("conv2", new Conv2d(6, 16, 5))
            .add(new Relu())
            .add(new MaxPool2d(2))
            .add(new Flatten())
            .add("fc1", new Linear(16 * 5 * 5, 120))
            .add(new Relu())
            .add("fc2", new Linear(120, 84))
            .add(new Relu())
            .add("fc3", new Linear(84, 10));
    return Init.PYTORCH.apply(net, seed);
  }

  /**
   * The CNN c64-c64-c128-1000 of Kingma &amp; Ba 2015, §6.3: 2,371,266 parameters.
   *
   * <p>The paper does not give the padding; here convolutions keep the size and pools halve it.
   */
  public static Sequential paper(long seed) {
    Sequential net = stages(new Sequential()).add("fc2", new Linear(1000, 10));
    return Init.PYTORCH.apply(net, seed);
  }

  /**
   * {@link #paper} with dropout on the input and on the 1000 units, from the same weights.
   *
   * @param seed of the weights; the masks have the next two seeds
   * @param pInput the probability that an input becomes 0, which the paper does not give
   * @param pHidden the same for the 1000 units
   */
  public static Sequential paperWithDropout(long seed, double pInput, double pHidden) {
    Sequential net =
        stages(new Sequential().add(new Dropout(pInput, seed + 1)))
            .add(new Dropout(pHidden, seed + 2))
            .add("fc2", new Linear(1000, 10));
    return Init.PYTORCH.apply(net, seed);
  }

  private static Sequential stages(Sequential net) {
    return net.add("conv1", new Conv2d(3, 64, 5, 1, 2))
        .add(new Relu())
        .add(new MaxPool2d(3, 2, 1))
        .add("conv2", new Conv2d(64, 64, 5, 1, 2))
        .add(new Relu())
        .add(new MaxPool2d(3, 2, 1))
        .add("conv3", new Conv2d(64, 128, 5, 1, 2))
        .add(new Relu())
        .add(new MaxPool2d(3, 2, 1))
        .add(new Flatten())
        .add("fc1", new Linear(128 * 4 * 4, 1000))
        .add(new Relu());
  }
}
