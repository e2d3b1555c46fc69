package moments.fast;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import moments.nn.Layer;
import moments.nn.Parameter;
import moments.nn.Values;
import moments.tensor.Tensor;

/** What one forward and one backward give: y, dx and the gradient of each parameter. */
record Pass(Map<String, Tensor> results) {
  /** The results of {@code layer} for x and dy, with the gradients of {@code owner} from 0. */
  static Pass of(Layer layer, Layer owner, Tensor x, Tensor dy) {
    owner.parameters().forEach(p -> p.grad().fill(0));
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("y", layer.forward(x).copy());
    results.put("dx", layer.backward(dy).copy());
    for (Parameter p : owner.parameters()) {
      results.put("d" + p.name(), p.grad().copy());
    }
    return new Pass(results);
  }

  Tensor get(String name) {
    return requireNonNull(results.get(name), name);
  }

  /** {@code ‖this − plain‖ / ‖plain‖} of each result. */
  Map<String, Double> distances(Pass plain) {
    Map<String, Double> distances = new LinkedHashMap<>();
    results.forEach((name, t) -> distances.put(name, distance(t, plain.get(name))));
    return distances;
  }

  private static double distance(Tensor a, Tensor b) {
    return b.norm() == 0 ? a.norm() : Values.distance(a, b);
  }
}
