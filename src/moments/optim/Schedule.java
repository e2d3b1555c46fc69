package moments.optim;

/** The learning rate as a function of the step, {@code αₜ} for t = 1, 2, …. */
@FunctionalInterface
public interface Schedule {
  /** The learning rate of step {@code t}, counted from 1. */
  double at(long t);
}
