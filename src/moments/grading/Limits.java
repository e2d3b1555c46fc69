package moments.grading;

import java.time.Duration;

/**
 * What one submission may use.
 *
 * @param call for one answer
 * @param compile for the compiler, its JVM included
 * @param start for a JVM to be ready
 * @param cpu processor time; a JVM that has ended is charged by the clock
 * @param processes with threads; where the system counts them for a submission alone
 * @param file the longest file in bytes, where a file can be written at all
 */
record Limits(
    Duration call,
    Duration test,
    Duration submission,
    Duration compile,
    Duration start,
    Duration cpu,
    int heapMegabytes,
    long addressSpace,
    int processes,
    long file) {
  static final Limits DEFAULT =
      new Limits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(120),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          256,
          3L << 29,
          100,
          1 << 20);

  /** Those of an assignment. */
  static Limits of(Assignment assignment) {
    Time time = assignment.time();
    return new Limits(
        Duration.ofSeconds(time.call()),
        Duration.ofSeconds(time.test()),
        Duration.ofSeconds(time.submission()),
        DEFAULT.compile,
        DEFAULT.start,
        Duration.ofSeconds(time.cpu()),
        DEFAULT.heapMegabytes,
        DEFAULT.addressSpace,
        DEFAULT.processes,
        DEFAULT.file);
  }

  /** The same with another time for a call. */
  Limits withCall(Duration other) {
    return new Limits(
        other, test, submission, compile, start, cpu, heapMegabytes, addressSpace, processes, file);
  }

  /** The same with other times for all that one submission does. */
  Limits withSubmission(Duration clock, Duration processor) {
    return new Limits(
        call, test, clock, compile, start, processor, heapMegabytes, addressSpace, processes, file);
  }
}
