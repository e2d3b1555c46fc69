package assignment04;

import assignments.OptimizerAnswers;
import java.util.Map;
import moments.grading.child.StudentClasses;

/** Has a submission's momentum take steps, with Nesterov's idea and without. */
public final class MomentumAnswers extends OptimizerAnswers {
  /** Answers by {@code student}. */
  public MomentumAnswers(StudentClasses student) {
    super(student, Map.of("MomentumOptimizer", 2, "NesterovOptimizer", 2));
  }
}
