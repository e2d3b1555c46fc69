package moments.explore;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Optional;

/**
 * The heights of a surface of two variables on a grid, for contour lines that show hill and valley
 * alike.
 *
 * <p>A height is replaced by √(the share of the map that is lower). Equal steps of that are equally
 * spaced ellipses on any bowl, and do not pile up on the walls of a steep valley.
 */
final class Relief {
  private static final int CELLS = 60;

  private final Surface f;
  private final double[] x;
  private final double[] y;
  private final double[][] heights = new double[CELLS + 1][CELLS + 1];

  Relief(Surface f, double[] x, double[] y) {
    this.f = f;
    this.x = x;
    this.y = y;
    for (int i = 0; i <= CELLS; i++) {
      for (int j = 0; j <= CELLS; j++) {
        heights[i][j] = f.at(at(x, j), at(y, i));
      }
    }
  }

  private static double at(double[] range, int i) {
    return range[0] + (range[1] - range[0]) * i / CELLS;
  }

  JsonObject json() {
    double[] sorted = Arrays.stream(heights).flatMapToDouble(Arrays::stream).sorted().toArray();
    JsonObject json = new JsonObject();
    json.add("x", Drawing.numbers(axis(x)));
    json.add("y", Drawing.numbers(axis(y)));
    JsonArray rows = new JsonArray();
    for (double[] row : heights) {
      rows.add(Drawing.numbers(Arrays.stream(row).map(z -> share(sorted, z)).toArray()));
    }
    json.add("z", rows);
    return json;
  }

  private static double[] axis(double[] range) {
    double[] axis = new double[CELLS + 1];
    Arrays.setAll(axis, i -> at(range, i));
    return axis;
  }

  private static double share(double[] sorted, double z) {
    int rank = Arrays.binarySearch(sorted, z);
    return Math.round(1e4 * Math.sqrt((double) Math.max(0, rank) / sorted.length)) / 1e4;
  }

  /** The lowest point of the map, to about nine digits; empty if that lies on its edge. */
  Optional<double[]> lowest() {
    int row = 0;
    int column = 0;
    for (int i = 0; i <= CELLS; i++) {
      for (int j = 0; j <= CELLS; j++) {
        if (heights[i][j] < heights[row][column]) {
          row = i;
          column = j;
        }
      }
    }
    if (row % CELLS == 0 || column % CELLS == 0) {
      return Optional.empty();
    }
    double[] best = {at(x, column), at(y, row)};
    for (double h = 1.0 / CELLS; h > 1e-9; ) {
      double dx = h * (x[1] - x[0]);
      double dy = h * (y[1] - y[0]);
      double[] from = best;
      for (int i = 0; i < 9; i++) {
        double[] near = {from[0] + (i % 3 - 1) * dx, from[1] + (i / 3 - 1) * dy};
        if (f.at(near) < f.at(best)) {
          best = near;
        }
      }
      if (best == from) {
        h /= 2;
      }
    }
    return Optional.of(best);
  }
}
