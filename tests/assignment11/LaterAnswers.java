package assignment11;

import assignments.OptimizerAnswers;
import java.util.Map;
import moments.grading.child.StudentClasses;

/** Has a submission's three rules take steps. */
public final class LaterAnswers extends OptimizerAnswers {
  /** Answers by {@code student}. */
  public LaterAnswers(StudentClasses student) {
    super(student, Map.of("MyAmsGrad", 4, "MyAdamW", 5, "MyLion", 4));
  }
}
