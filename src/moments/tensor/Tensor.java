package moments.tensor;

import java.util.Arrays;

/**
 * A dense array of 32-bit floats with a shape, stored row by row.
 *
 * <p>{@code x[i, j, k]} of a tensor of shape {@code [I, J, K]} is {@code data()[(i·J + j)·K + k]}.
 * The array is the tensor: whoever holds {@link #data()} may read and write it.
 */
public final class Tensor {
  private final float[] data;
  private final Shape shape;

  private Tensor(float[] data, Shape shape) {
    this.data = data;
    this.shape = shape;
  }

  /**
   * A tensor over {@code data}, which is shared and not copied.
   *
   * @throws IllegalArgumentException unless the shape holds as many elements
   */
  public static Tensor of(float[] data, int... shape) {
    Shape checked = new Shape(shape);
    if (checked.size() != data.length) {
      throw new IllegalArgumentException(
          "Tensor.of: expected %d values for shape %s, got %d"
              .formatted(checked.size(), checked, data.length));
    }
    return new Tensor(data, checked);
  }

  /** A tensor of zeros. */
  public static Tensor zeros(int... shape) {
    Shape checked = new Shape(shape);
    return new Tensor(new float[checked.length()], checked);
  }

  /** Zeros of the shape of {@code like}. */
  public static Tensor zerosLike(Tensor like) {
    return new Tensor(new float[like.data.length], like.shape);
  }

  /** The dimensions, outermost first (a copy). */
  public int[] shape() {
    return shape.dims();
  }

  /** The shape as text, {@code [2, 3]}. */
  public String shapeText() {
    return shape.toString();
  }

  /** The number of dimensions. */
  public int rank() {
    return shape.rank();
  }

  /** The size of dimension {@code axis}, counted from 0. */
  public int dim(int axis) {
    return shape.dim(axis);
  }

  /** The number of elements. */
  public int size() {
    return data.length;
  }

  /** Whether the shape is exactly {@code expected}. */
  public boolean hasShape(int... expected) {
    return shape.sameAs(new Shape(expected));
  }

  /** Whether {@code other} has the same shape. */
  public boolean sameShape(Tensor other) {
    return shape.sameAs(other.shape);
  }

  /** The elements row by row: the live array, not a copy. */
  public float[] data() {
    return data;
  }

  /** Where {@code x[n, c, i, j]} lies in {@link #data}. */
  public int at(int n, int c, int i, int j) {
    return shape.at(n, c, i, j);
  }

  /** The element at {@code index}, one number for each dimension. */
  public float get(int... index) {
    return data[shape.at(index)];
  }

  /** {@code x[i, j]}. */
  public float get(int i, int j) {
    return data[shape.at(i, j)];
  }

  /** {@code x[n, c, i, j]}. */
  public float get(int n, int c, int i, int j) {
    return data[shape.at(n, c, i, j)];
  }

  /** Sets the element at {@code index}, one number for each dimension. */
  public void set(double value, int... index) {
    data[shape.at(index)] = (float) value;
  }

  /** {@code x[i, j] ← x[i, j] + value}. */
  public void add(float value, int i, int j) {
    data[shape.at(i, j)] += value;
  }

  /** {@code x[n, c, i, j] ← x[n, c, i, j] + value}. */
  public void add(float value, int n, int c, int i, int j) {
    data[shape.at(n, c, i, j)] += value;
  }

  /** The same elements under another shape; the array is shared. */
  public Tensor reshape(int... newShape) {
    Shape checked = new Shape(newShape);
    if (checked.size() != data.length) {
      throw new IllegalArgumentException(
          "Tensor.reshape: %s holds %d values, %s holds %d"
              .formatted(shape, data.length, checked, checked.size()));
    }
    return new Tensor(data, checked);
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
    shape.requireSame("set", source.shape);
    System.arraycopy(source.data, 0, data, 0, data.length);
    return this;
  }

  /** {@code this + other}, element by element, as a new tensor. */
  public Tensor plus(Tensor other) {
    shape.requireSame("plus", other.shape);
    Tensor sum = copy();
    for (int i = 0; i < data.length; i++) {
      sum.data[i] += other.data[i];
    }
    return sum;
  }

  /** {@code this − other}, element by element, as a new tensor. */
  public Tensor minus(Tensor other) {
    shape.requireSame("minus", other.shape);
    return plus(other.times(-1));
  }

  /** {@code factor · this} as a new tensor. */
  public Tensor times(double factor) {
    Tensor product = zerosLike(this);
    for (int i = 0; i < data.length; i++) {
      product.data[i] = (float) (factor * data[i]);
    }
    return product;
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

  /**
   * Shape and values, long dimensions cut short: {@code Tensor [2, 2] [[1.0, 2.0], [3.0, 4.0]]}.
   */
  @Override
  public String toString() {
    return "Tensor %s %s".formatted(shape, new TensorText(this).values());
  }
}
