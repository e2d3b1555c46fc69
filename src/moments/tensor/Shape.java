package moments.tensor;

import java.util.Arrays;

/** The dimensions of a tensor, outermost first, and where each element lies: row by row. */
final class Shape {
  private final int[] dims;

  Shape(int... dims) {
    this.dims = dims.clone();
    for (int d : dims) {
      if (d < 0) {
        throw new IllegalArgumentException("Tensor: negative dimension in shape " + this);
      }
    }
  }

  int rank() {
    return dims.length;
  }

  int dim(int axis) {
    return dims[axis];
  }

  int[] dims() {
    return dims.clone();
  }

  /** The number of elements; {@code Long.MAX_VALUE} stands for any number that does not fit. */
  long size() {
    double size = 1;
    for (int d : dims) {
      size *= d;
    }
    return (long) size;
  }

  /** The length of an array that holds all elements. */
  int length() {
    if (size() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "Tensor.zeros: shape %s holds %d values, at most %d fit; use a smaller batch"
              .formatted(this, size(), Integer.MAX_VALUE - 8));
    }
    return (int) size();
  }

  int at(int i, int j) {
    boolean inside = rank() == 2 && has(i, 0) && has(j, 1);
    return inside ? i * dims[1] + j : at(new int[] {i, j}); // throws
  }

  int at(int n, int c, int i, int j) {
    boolean inside = rank() == 4 && has(n, 0) && has(c, 1) && has(i, 2) && has(j, 3);
    return inside ? ((n * dims[1] + c) * dims[2] + i) * dims[3] + j : at(new int[] {n, c, i, j});
  }

  int at(int[] index) {
    boolean inside = index.length == rank();
    int at = 0;
    for (int axis = 0; inside && axis < rank(); axis++) {
      inside = has(index[axis], axis);
      at = at * dims[axis] + index[axis];
    }
    if (!inside) {
      throw new IndexOutOfBoundsException(
          "Tensor: index %s is outside shape %s".formatted(Arrays.toString(index), this));
    }
    return at;
  }

  private boolean has(int index, int axis) {
    return index >= 0 && index < dims[axis];
  }

  boolean sameAs(Shape other) {
    return Arrays.equals(dims, other.dims);
  }

  void requireSame(String operation, Shape other) {
    if (!sameAs(other)) {
      throw new IllegalArgumentException(
          "Tensor.%s: shapes differ, %s and %s".formatted(operation, this, other));
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
