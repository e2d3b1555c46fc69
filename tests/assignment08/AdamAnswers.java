package assignment08;

import assignments.OptimizerAnswers;
import java.util.Map;
import moments.grading.child.StudentClasses;

/** Has a submission's MyAdam take steps. */
public final class AdamAnswers extends OptimizerAnswers {
  /** Answers by {@code student}. */
  public AdamAnswers(StudentClasses student) {
    super(student, Map.of("MyAdam", 4));
  }
}
