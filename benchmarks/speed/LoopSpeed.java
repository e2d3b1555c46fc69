package speed;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One kernel at a time under JMH, and the limits, in GFLOP/s or GB/s: {@code amount}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class LoopSpeed {
  @Param({
    "fma",
    "gemm 256",
    "gemm 1024",
    "forward tutorial conv1",
    "backward tutorial conv1",
    "forward tutorial conv2",
    "backward tutorial conv2",
    "forward paper conv2",
    "backward paper conv2",
    "forward paper fc1",
    "backward paper fc1",
    "stream 10000000",
    "sgd 10000000",
    "momentum 10000000",
    "adam 10000000"
  })
  private String work = "";

  @Param("1")
  private int threads;

  private Contestant.Work prepared = new Contestant.Work(0, () -> 0);

  /** What JMH divides by the time. */
  @AuxCounters
  @State(Scope.Thread)
  public static class Done {
    public double amount;
  }

  @Setup
  public void prepare() {
    prepared = new Moments().prepare(threads, work.split(" "));
  }

  @Benchmark
  public double run(Done done) {
    done.amount += prepared.amount();
    return prepared.step().getAsDouble();
  }
}
