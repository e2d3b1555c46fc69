package moments.nn;

import moments.tensor.Tensor;

/** How a convolution hands on its outputs, from wide images to tensors, and takes its gradients. */
interface Outlet {
  /** Writes image {@code n} of y, from that of {@code wide}. */
  void take(int n, Spaced wide, Tensor y);

  /** Writes the one image {@code dWide}, from image {@code n} of dy. */
  void put(int n, Spaced wide, Tensor dy, Spaced dWide);

  /** As they are. */
  Outlet PLAIN =
      new Outlet() {
        @Override
        public void take(int n, Spaced wide, Tensor y) {
          wide.take(n, y);
        }

        @Override
        public void put(int n, Spaced wide, Tensor dy, Spaced dWide) {
          dWide.put(0, dy, n);
        }
      };
}
