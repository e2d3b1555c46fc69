package moments.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The points of a logarithmic grid, as many for each optimizer: one that lacks a hyperparameter of
 * the grid has more learning rates instead.
 */
final class Grid {
  private Grid() {}

  /** The number of points: the product of the sizes. */
  static int size(Map<String, Integer> sizes) {
    return sizes.values().stream().reduce(1, Math::multiplyExact);
  }

  /**
   * All points; none if the grid has no sides.
   *
   * @param sizes the number of values by the name of the hyperparameter, {@code lr} among them
   */
  static List<Map<String, Double>> of(Contestant contestant, Map<String, Integer> sizes) {
    if (sizes.isEmpty()) {
      return List.of();
    }
    List<Range> sides = contestant.ranges(sizes.keySet());
    int others =
        sides.stream()
            .filter(range -> !range.name().equals(Contestant.LR))
            .mapToInt(range -> sizes.getOrDefault(range.name(), 1))
            .reduce(1, (a, b) -> a * b);
    List<Map<String, Double>> points = List.of(contestant.defaults());
    for (Range side : sides) {
      boolean rates = side.name().equals(Contestant.LR);
      int values = rates ? size(sizes) / others : sizes.getOrDefault(side.name(), 1);
      points = points.stream().flatMap(point -> along(side, values, point).stream()).toList();
    }
    return points;
  }

  /** {@code point} with each of the values of {@code side}, its ends among them. */
  private static List<Map<String, Double>> along(
      Range side, int values, Map<String, Double> point) {
    List<Map<String, Double>> all = new ArrayList<>();
    for (int i = 0; i < values; i++) {
      Map<String, Double> moved = new LinkedHashMap<>(point);
      moved.put(side.name(), side.at(values == 1 ? 0.5 : (double) i / (values - 1)));
      all.add(moved);
    }
    return all;
  }
}
