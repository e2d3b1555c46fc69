package moments.grading;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How many seconds an assignment allows, if it needs others than most do. */
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface Time {
  /** What one answer may take. */
  int call() default 2;

  /** What one test may take. */
  int test() default 10;

  /** What all that a submission does may take. */
  int submission() default 120;

  /** Processor time. */
  int cpu() default 60;
}
