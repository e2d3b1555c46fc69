package moments.fast;

/** A pass over the data: reads the wire before it and writes the one after it; and back. */
interface Step {
  /** Writes the value of the wire after it. */
  void forward();

  /**
   * Adds to the gradients of parameters.
   *
   * @param toInput whether the gradient of the wire before it is written too
   */
  void backward(boolean toInput);

  /** Whether it adds to any gradient of a parameter. */
  default boolean hasParameters() {
    return false;
  }
}
