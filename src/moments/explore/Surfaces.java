package moments.explore;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * Four surfaces of two variables to try optimizers on, each with its exact gradient.
 *
 * <p>In code x = θ₁ and y = θ₂.
 */
public final class Surfaces {
  /** A surface that can be asked for by its name. */
  record Entry(String name, String label, Surface surface) {
    String formula() {
      return surface.formula();
    }
  }

  private static final List<Entry> ALL =
      List.of(
          new Entry("bowl", "Bowl", bowl()),
          new Entry("rotated", "Bowl, rotated", rotated()),
          new Entry("rosenbrock", "Rosenbrock", rosenbrock()),
          new Entry("saddle", "Saddle", saddle()));

  private Surfaces() {}

  static List<Entry> all() {
    return ALL;
  }

  /**
   * The surface called {@code name}.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Entry named(String name) {
    return ALL.stream()
        .filter(entry -> entry.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown surface \"%s\"; choose one of %s"
                        .formatted(name, ALL.stream().map(Entry::name).collect(joining(", ")))));
  }

  /**
   * A valley along the x axis: f = 0.1x² + 2y², whose curvature is 20 times higher across the
   * valley than along it (κ = 20).
   *
   * <p>Its minimum is 0 at (0, 0). A good start is (−5, −2), on −6 ≤ x ≤ 6, −3 ≤ y ≤ 3. Source:
   * Zhang et al., <em>Dive into Deep Learning</em>, §12.6.
   */
  public static Surface bowl() {
    return new Exact("f = 0.1θ₁² + 2θ₂²") {
      @Override
      double f(double x, double y) {
        return 0.1 * x * x + 2 * y * y;
      }

      @Override
      double[] gradient(double x, double y) {
        return new double[] {0.2 * x, 4 * y};
      }
    };
  }

  /**
   * The {@link #bowl} turned by 45°, so that no axis lies along the valley: f = 0.05(x+y)² +
   * (x−y)².
   *
   * <p>Its minimum is 0 at (0, 0). A good start is (−7/√2, −3/√2), about (−4.95, −2.12): the
   * bowl's, mirrored in its valley and turned. A good map is −6 ≤ x ≤ 6, −6 ≤ y ≤ 6.
   */
  public static Surface rotated() {
    return new Exact("f = 0.05(θ₁+θ₂)² + (θ₁−θ₂)²") {
      @Override
      double f(double x, double y) {
        return 0.05 * (x + y) * (x + y) + (x - y) * (x - y);
      }

      @Override
      double[] gradient(double x, double y) {
        double along = 0.1 * (x + y);
        double across = 2 * (x - y);
        return new double[] {along + across, along - across};
      }
    };
  }

  /**
   * Rosenbrock's valley, bent like a banana: f = (1−x)² + 100(y−x²)².
   *
   * <p>Its minimum is 0 at (1, 1). The usual start is (−1.2, 1), on −2 ≤ x ≤ 2, −1 ≤ y ≤ 3. Source:
   * H. H. Rosenbrock, 1960.
   */
  public static Surface rosenbrock() {
    return new Exact("f = (1−θ₁)² + 100(θ₂−θ₁²)²") {
      @Override
      double f(double x, double y) {
        double off = y - x * x;
        return (1 - x) * (1 - x) + 100 * off * off;
      }

      @Override
      double[] gradient(double x, double y) {
        double off = y - x * x;
        return new double[] {-2 * (1 - x) - 400 * x * off, 200 * off};
      }
    };
  }

  /**
   * A saddle between two hollows: f = x²/2 + y⁴/4 − y²/2.
   *
   * <p>Its saddle point is (0, 0), where f and the gradient are 0; its minima are −1/4 at (0, 1)
   * and (0, −1). A good start is (−1.5, 0.01), almost on the ridge that leads to the saddle point,
   * on −2 ≤ x ≤ 2, −1.5 ≤ y ≤ 1.5.
   */
  public static Surface saddle() {
    return new Exact("f = θ₁²/2 + θ₂⁴/4 − θ₂²/2") {
      @Override
      double f(double x, double y) {
        return x * x / 2 + y * y * y * y / 4 - y * y / 2;
      }

      @Override
      double[] gradient(double x, double y) {
        return new double[] {x, y * y * y - y};
      }
    };
  }

  /** A surface of two variables, x and y. */
  private abstract static class Exact implements Surface {
    private final String formula;

    Exact(String formula) {
      this.formula = formula;
    }

    @Override
    public final String formula() {
      return formula;
    }

    abstract double f(double x, double y);

    abstract double[] gradient(double x, double y);

    @Override
    public final double at(double... theta) {
      return f(theta[0], theta[1]);
    }

    @Override
    public final double[] gradient(double... theta) {
      return gradient(theta[0], theta[1]);
    }
  }
}
