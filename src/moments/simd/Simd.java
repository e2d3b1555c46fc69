package moments.simd;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;

/** Chooses the kernel once, when it is first asked for. */
public final class Simd {
  /** Set to {@code off} to run without the Vector API. */
  public static final String VECTORS_PROPERTY = "moments.vectors";

  private static final String MODULE = "jdk.incubator.vector";
  private static final Loops BEST = choose();

  private Simd() {}

  /** The fastest kernel that this JVM runs. */
  public static Loops best() {
    return BEST;
  }

  /** The plain loops. */
  public static Loops scalar() {
    return new ScalarLoops();
  }

  /**
   * What decides the bits of a result: {@code 16 float lanes}, of any vectors, or {@code scalar}.
   */
  public static String arithmetic() {
    return BEST instanceof ScalarLoops ? "scalar" : Loops.LANES + " float lanes";
  }

  /** What runs, for reports: vectors of {@code 16 float lanes}, 8 or 4, or {@code scalar}. */
  public static String description() {
    return BEST.toString();
  }

  private static Loops choose() {
    if ("off".equals(System.getProperty(VECTORS_PROPERTY))) {
      return new ScalarLoops();
    }
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      System.err.println(
          "moments: running without SIMD, several times slower; start Java with --add-modules "
              + MODULE);
      return new ScalarLoops();
    }
    if (!fusesMultiplyAdd()) {
      System.err.println(
          "moments: running without SIMD, as this processor or a flag leaves out FMA instructions");
      return new ScalarLoops();
    }
    try {
      // By name, so that no vector class is touched where the module is absent.
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Class<?> vector = lookup.findClass("moments.simd.VectorLoops");
      return (Loops) lookup.findConstructor(vector, MethodType.methodType(void.class)).invoke();
    } catch (Throwable e) {
      throw new LinkageError("moments: the vector kernel does not load: " + e, e);
    }
  }

  /**
   * Without the instruction, {@code fma} is computed exactly in software, a thousand times slower.
   */
  private static boolean fusesMultiplyAdd() {
    try {
      return Boolean.parseBoolean(
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
              .getVMOption("UseFMA")
              .getValue());
    } catch (RuntimeException | LinkageError e) {
      return true; // not HotSpot, or a processor whose FMA has no flag
    }
  }
}
