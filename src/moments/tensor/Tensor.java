package moments.tensor;

import java.util.Arrays;
import java.util.StringJoiner;

/**
 * A dense array of 32-bit floats with a shape, stored row by row.
 *
 * <p>{@code x[i, j, k]} of a tensor of shape {@code [I, J, K]} is {@code data()[(i·J + j)·K + k]}.
 * The array is the tensor: whoever holds {@link #data()} may read and write it.
 */
public final class Tensor {
  private static final int EXCERPT = 6;

  private final float[] data;
  private final int[] shape;

  private Tensor(float[] data, int[] shape) {
    this.data = data;
    this.shape = shape;
  }

  /**
   * A tensor over {@code data}, which is shared and not copied.
   *
   * @throws IllegalArgumentException if a dimension is negative or the shape holds another number
   *     of elements
   */
  public static Tensor of(float[] data, int... shape) {
    long size = sizeOf(shape);
    if (size != data.length) {
      throw new IllegalArgumentException(
          "Tensor.of: expected %d values for shape %s, got %d"
              .formatted(size, Arrays.toString(shape), data.length));
    }
    return new Tensor(data, shape.clone());
  }

  /** A tensor of zeros. */
  public static Tensor zeros(int... shape) {
    long size = sizeOf(shape);
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "Tensor.zeros: shape %s holds %d values, at most %d fit; use a smaller batch"
              .formatted(Arrays.toString(shape), size, Integer.MAX_VALUE - 8));
    }
    return new Tensor(new float[(int) size], shape.clone());
  }

  /** Zeros of the shape of {@code like}. */
  public static Tensor zerosLike(Tensor like) {
    return zeros(like.shape);
  }

  /** The dimensions, outermost first (a copy). */
  public int[] shape() {
    return shape.clone();
  }

  /** The number of dimensions. */
  public int rank() {
    return shape.length;
  }

  /** The size of dimension {@code axis}, counted from 0. */
  public int dim(int axis) {
    return shape[axis];
  }

  /** The number of elements. */
  public int size() {
    return data.length;
  }

  /** The elements row by row: the live array, not a copy. */
  public float[] data() {
    return data;
  }

  /** The element at {@code index}, one number for each dimension. */
  public float get(int... index) {
    return data[offset(index)];
  }

  /** Sets the element at {@code index}, one number for each dimension. */
  public void set(float value, int... index) {
    data[offset(index)] = value;
  }

  /** The same elements under another shape; the array is shared. */
  public Tensor reshape(int... newShape) {
    if (sizeOf(newShape) != data.length) {
      throw new IllegalArgumentException(
          "Tensor.reshape: %s holds %d values, %s holds %d"
              .formatted(shapeText(), data.length, Arrays.toString(newShape), sizeOf(newShape)));
    }
    return new Tensor(data, newShape.clone());
  }

  /** An independent tensor with the same elements. */
  public Tensor copy() {
    return new Tensor(data.clone(), shape);
  }

  /** Sets every element to {@code value}; returns this tensor. */
  public Tensor fill(float value) {
    Arrays.fill(data, value);
    return this;
  }

  /** Overwrites the elements with those of {@code source}, of the same shape; returns this. */
  public Tensor set(Tensor source) {
    requireSameShape("set", source);
    System.arraycopy(source.data, 0, data, 0, data.length);
    return this;
  }

  /** {@code this + other}, element by element, as a new tensor. */
  public Tensor plus(Tensor other) {
    requireSameShape("plus", other);
    float[] sum = new float[data.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = data[i] + other.data[i];
    }
    return new Tensor(sum, shape);
  }

  /** {@code this − other}, element by element, as a new tensor. */
  public Tensor minus(Tensor other) {
    requireSameShape("minus", other);
    return plus(other.times(-1));
  }

  /** {@code factor · this} as a new tensor. */
  public Tensor times(double factor) {
    float[] product = new float[data.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = (float) (factor * data[i]);
    }
    return new Tensor(product, shape);
  }

  /** The sum of all elements, added up in double precision. */
  public double sum() {
    double sum = 0;
    for (float x : data) {
      sum += x;
    }
    return sum;
  }

  /** The Euclidean length {@code √Σxᵢ²}. */
  public double norm() {
    double squares = 0;
    for (float x : data) {
      squares += (double) x * x;
    }
    return Math.sqrt(squares);
  }

  /** Whether the shape is exactly {@code expected}. */
  public boolean hasShape(int... expected) {
    return Arrays.equals(shape, expected);
  }

  /** Whether {@code other} has the same shape. */
  public boolean sameShape(Tensor other) {
    return Arrays.equals(shape, other.shape);
  }

  /** The shape as text, {@code [2, 3]}. */
  public String shapeText() {
    return Arrays.toString(shape);
  }

  /**
   * Shape and values, long dimensions shortened: {@code Tensor [2, 2] [[1.0, 2.0], [3.0, 4.0]]}.
   */
  @Override
  public String toString() {
    return "Tensor %s %s".formatted(shapeText(), text(0, 0, data.length));
  }

  /** The elements from ≤ i &lt; to, which dimension {@code axis} and those after it span. */
  private String text(int axis, int from, int to) {
    if (axis == shape.length) {
      return String.valueOf(data[from]);
    }
    StringJoiner items = new StringJoiner(", ", "[", "]");
    int n = shape[axis];
    for (int i = 0; i < n; i++) {
      if (n > EXCERPT && i == EXCERPT / 2) {
        items.add("…");
        i = n - EXCERPT / 2;
      }
      int size = (to - from) / n;
      items.add(text(axis + 1, from + i * size, from + (i + 1) * size));
    }
    return items.toString();
  }

  private int offset(int[] index) {
    boolean inside = index.length == shape.length;
    int offset = 0;
    for (int a = 0; inside && a < index.length; a++) {
      inside = index[a] >= 0 && index[a] < shape[a];
      offset = offset * shape[a] + index[a];
    }
    if (!inside) {
      throw new IndexOutOfBoundsException(
          "Tensor: index %s is outside shape %s".formatted(Arrays.toString(index), shapeText()));
    }
    return offset;
  }

  private void requireSameShape(String operation, Tensor other) {
    if (!sameShape(other)) {
      throw new IllegalArgumentException(
          "Tensor.%s: shapes differ, %s and %s"
              .formatted(operation, shapeText(), other.shapeText()));
    }
  }

  /** The number of elements; {@code Long.MAX_VALUE} stands for all that do not fit. */
  private static long sizeOf(int[] shape) {
    double size = 1;
    for (int d : shape) {
      if (d < 0) {
        throw new IllegalArgumentException(
            "Tensor: negative dimension in shape %s".formatted(Arrays.toString(shape)));
      }
      size *= d;
    }
    return (long) size;
  }
}
