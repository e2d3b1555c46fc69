package moments.tensor;

import java.util.StringJoiner;

/** The values of a tensor as nested brackets; of a long dimension only the first and last ones. */
record TensorText(Tensor x) {
  private static final int MOST = 6;

  String values() {
    return values(0, 0, x.size());
  }

  /** The elements from ≤ i &lt; to, which dimension {@code axis} and those after it span. */
  private String values(int axis, int from, int to) {
    if (axis == x.rank()) {
      return String.valueOf(x.data()[from]);
    }
    StringJoiner items = new StringJoiner(", ", "[", "]");
    int n = x.dim(axis);
    for (int i = 0; i < n; i++) {
      if (n > MOST && i == MOST / 2) {
        items.add("…");
        i = n - MOST / 2;
      }
      int size = (to - from) / n;
      items.add(values(axis + 1, from + i * size, from + (i + 1) * size));
    }
    return items.toString();
  }
}
