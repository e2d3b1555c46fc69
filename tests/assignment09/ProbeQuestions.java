package assignment09;

/** What the exam asks of a student's tests: their names, and what each of them writes down. */
public interface ProbeQuestions {
  /** The names of the tests, in the order of the alphabet. */
  String[] tests();

  /** Of one test first the expectations and then the runs, as {@code moments.explore.Probe} has. */
  double[][][] record(String test);
}
