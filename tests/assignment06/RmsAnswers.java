package assignment06;

import assignments.OptimizerAnswers;
import java.util.Map;
import moments.grading.child.StudentClasses;

/** Has a submission's AdaGrad and RMSProp take steps. */
public final class RmsAnswers extends OptimizerAnswers {
  /** Answers by {@code student}. */
  public RmsAnswers(StudentClasses student) {
    super(student, Map.of("AdaGradOptimizer", 2, "RmsPropOptimizer", 3));
  }
}
