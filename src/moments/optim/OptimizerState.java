package moments.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import moments.tensor.Tensor;

/**
 * What an optimizer remembers: enough for another of its kind to go on with the same bits.
 *
 * <p>The weights are not in it, nor are learning rate, β and ε, which the constructor takes.
 *
 * @param optimizer the rule that it belongs to, {@code Adam}
 * @param numbers what all parameters share, {@code t} among it
 * @param tensors what is kept beside each parameter, such as {@code conv1.weight.m}
 */
public record OptimizerState(
    String optimizer, Map<String, Double> numbers, Map<String, Tensor> tensors) {
  public OptimizerState {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /**
   * Throws an IllegalArgumentException if this is the state of another rule or of other parameters
   * than {@code own}, the present one, or if it holds a number that cannot be.
   */
  void requireFits(OptimizerState own) {
    if (!optimizer.equals(own.optimizer)) {
      throw new IllegalArgumentException(
          "%s: expected a state of %1$s, got one of %s".formatted(own.optimizer, optimizer));
    }
    requireSame(own.numbers.keySet(), numbers.keySet());
    requireSame(own.tensors.keySet(), tensors.keySet());
    numbers.forEach(this::requirePossible);
    own.tensors.forEach((name, expected) -> requireLike(expected, name));
  }

  private void requireSame(Set<String> expected, Set<String> names) {
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(names);
    require(missing.isEmpty(), "the state lacks %s; pass on all of it".formatted(missing));
    Set<String> strange = new TreeSet<>(names);
    strange.removeAll(expected);
    require(strange.isEmpty(), "the state has %s, which is of no use here".formatted(strange));
  }

  private void requirePossible(String name, double x) {
    boolean steps = name.matches("(\\d+\\.)*t");
    require(
        Double.isFinite(x) && (!steps || (x >= 0 && x == Math.rint(x))),
        "%s of the state is %s, expected %s"
            .formatted(name, x, steps ? "a number of steps" : "a finite number"));
  }

  private void requireLike(Tensor expected, String name) {
    Tensor tensor = Objects.requireNonNull(tensors.get(name), name);
    require(
        tensor.sameShape(expected),
        "%s of the state has shape %s, expected %s"
            .formatted(name, tensor.shapeText(), expected.shapeText()));
    for (int i = 0; i < tensor.size(); i++) {
      require(!Float.isNaN(tensor.data()[i]), name + " of the state holds NaN");
    }
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(optimizer + ": " + message);
    }
  }
}
