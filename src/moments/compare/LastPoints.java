package moments.compare;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import moments.train.History;
import moments.train.History.Point;

/**
 * The last point of every run, by optimizer in the order in which they ran.
 *
 * @param end the last step of a finished run
 */
record LastPoints(Map<String, List<Point>> points, long end) {
  static LastPoints of(History history, long end) {
    Map<List<Object>, Point> last = new LinkedHashMap<>();
    history.points().forEach(p -> last.put(List.of(p.optimizer(), p.seed()), p));
    return new LastPoints(
        last.values().stream().collect(groupingBy(Point::optimizer, LinkedHashMap::new, toList())),
        end);
  }

  Set<String> optimizers() {
    return points.keySet();
  }

  /** The number of seeds that the comparison has come to. */
  int seeds() {
    return points.values().stream().mapToInt(List::size).max().orElse(0);
  }

  List<Point> of(String optimizer) {
    return points.getOrDefault(optimizer, List.of());
  }

  List<Point> finished(String optimizer) {
    return of(optimizer).stream().filter(this::isFinished).toList();
  }

  List<Point> unfinished(String optimizer) {
    return of(optimizer).stream().filter(p -> !isFinished(p)).toList();
  }

  private boolean isFinished(Point p) {
    return p.step() == end && !Double.isNaN(p.testAccuracy());
  }

  /** {@code 3 of 6} if not all seeds are finished, and empty if they are, or if there is one. */
  String share(String optimizer) {
    int finished = finished(optimizer).size();
    return seeds() > 1 && finished < seeds() ? finished + " of " + seeds() : "";
  }

  /** Why the only run of {@code optimizer} is not finished; empty if it is. */
  String ending(String optimizer) {
    boolean stopped = unfinished(optimizer).stream().noneMatch(p -> Double.isNaN(p.testAccuracy()));
    return unfinished(optimizer).isEmpty() ? "" : stopped ? "stopped" : "diverged";
  }
}
