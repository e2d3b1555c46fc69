package moments.fast;

import moments.parallel.Workers;

/** Prints how many bytes training steps allocate at the least; started in a JVM of its own. */
final class SteadyTraining {
  static final int STEPS = 200;

  /** Until the kernels are compiled, each of their vectors is an object. */
  private static final int ROUNDS = 150;

  private SteadyTraining() {}

  public static void main(String[] args) {
    Workers.setThreads(Integer.parseInt(args[0]));
    TrainingStep step = TrainingStep.ofTutorial(4);
    step.run();
    Thread[] helpers = TrainingStep.helpers();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && least > 0; round++) {
      long before = TrainingStep.allocatedBytes(helpers);
      for (int i = 0; i < STEPS; i++) {
        step.run();
      }
      least = Math.min(least, TrainingStep.allocatedBytes(helpers) - before);
    }
    System.out.println(least);
  }
}
