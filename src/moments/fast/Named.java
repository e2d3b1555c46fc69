package moments.fast;

import java.util.ArrayList;
import java.util.List;
import moments.nn.Layer;
import moments.nn.Sequential;
import moments.nn.ShapeException;

/**
 * A layer of a net with its name, and the names of the nets within nets that it is in.
 *
 * @param names the innermost first
 */
record Named(Layer layer, List<String> names) {
  /** The layers of {@code net} in order, those of nets within it among them. */
  static List<Named> layersOf(Layer net) {
    List<Named> all = new ArrayList<>();
    collect(new Named(net, List.of()), all);
    return all;
  }

  private static void collect(Named outer, List<Named> all) {
    if (!(outer.layer instanceof Sequential net)) {
      all.add(outer);
      return;
    }
    for (int i = 0; i < net.layers().size(); i++) {
      List<String> names = new ArrayList<>(List.of(net.names().get(i)));
      names.addAll(outer.names);
      collect(new Named(net.layers().get(i), names), all);
    }
  }

  /** {@code e} as the net itself tells it. */
  ShapeException told(ShapeException e) {
    ShapeException told = e;
    for (String name : names) {
      told = told.in(name);
    }
    return told;
  }
}
