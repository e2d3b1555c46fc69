package moments.explore;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * The heights of a surface of two variables on a grid, with contour lines that show hills and
 * valleys equally well.
 *
 * <p>Each height is replaced by 1000·√(the share of the map that is lower). Equal steps of this are
 * equally spaced ellipses on any bowl, and contour lines do not pile up on steep walls.
 */
final class ContourMap {
  private static final int CELLS = 80;

  private final Surface f;
  private final double[] x;
  private final double[] y;
  private final double[][] heights = new double[CELLS + 1][CELLS + 1];

  ContourMap(Surface f, double[] x, double[] y) {
    this.f = f;
    this.x = x;
    this.y = y;
    for (int i = 0; i <= CELLS; i++) {
      for (int j = 0; j <= CELLS; j++) {
        heights[i][j] = (float) f.at(at(x, j), at(y, i)); // as floats, ties are ties on every JDK
      }
    }
  }

  private static double at(double[] range, int i) {
    return range[0] + (range[1] - range[0]) * i / CELLS;
  }

  JsonObject json() {
    double[] sorted = Arrays.stream(heights).flatMapToDouble(Arrays::stream).sorted().toArray();
    JsonObject json = new JsonObject();
    json.add("x", Numbers.json(axis(x)));
    json.add("y", Numbers.json(axis(y)));
    JsonArray rows = new JsonArray();
    for (double[] row : heights) {
      rows.add(Numbers.json(Arrays.stream(row).map(z -> share(sorted, z)).toArray()));
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
    return Math.rint(1000 * Math.sqrt((double) Math.max(0, rank) / sorted.length));
  }

  /** The lowest points of the map, all at the same height; none if the lowest lie on its edge. */
  List<double[]> minima() {
    List<double[]> minima = new ArrayList<>();
    for (int i = 1; i < CELLS; i++) {
      for (int j = 1; j < CELLS; j++) {
        if (isHollow(i, j)) {
          double[] bottom = descend(at(x, j), at(y, i));
          if (minima.stream().noneMatch(other -> near(other, bottom))) {
            minima.add(bottom);
          }
        }
      }
    }
    DoubleSummaryStatistics map =
        Arrays.stream(heights).flatMapToDouble(Arrays::stream).summaryStatistics();
    double lowest = minima.stream().mapToDouble(f::at).reduce(map.getMin(), Math::min);
    double same = lowest + 1e-9 * (map.getMax() - map.getMin());
    minima.removeIf(minimum -> f.at(minimum) > same);
    return minima;
  }

  /** Whether no neighbour is lower. */
  private boolean isHollow(int i, int j) {
    for (int k = 0; k < 9; k++) {
      if (heights[i + k / 3 - 1][j + k % 3 - 1] < heights[i][j]) {
        return false;
      }
    }
    return true;
  }

  private boolean near(double[] a, double[] b) {
    return Math.abs(a[0] - b[0]) < (x[1] - x[0]) / CELLS
        && Math.abs(a[1] - b[1]) < (y[1] - y[0]) / CELLS;
  }

  private boolean isInside(double... p) {
    return x[0] <= p[0] && p[0] <= x[1] && y[0] <= p[1] && p[1] <= y[1];
  }

  /** Goes downhill to one of eight neighbours; where none is lower, halves their distance. */
  private double[] descend(double... start) {
    double[] best = start;
    for (double h = 1.0 / CELLS; h > 1e-9; ) {
      double[] from = best;
      for (int k = 0; k < 9; k++) {
        double[] next = {
          from[0] + (k % 3 - 1) * h * (x[1] - x[0]), from[1] + (k / 3 - 1) * h * (y[1] - y[0])
        };
        if (isInside(next) && f.at(next) < f.at(best)) {
          best = next;
        }
      }
      if (best == from) {
        h /= 2;
      }
    }
    return best;
  }
}
