package moments.grading;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import moments.grading.child.Answers;

/** Marks the class that holds the tests of an assignment. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Assignment {
  /** As reports have it. */
  String title();

  /** The files to submit; anything else in a submission is left out. */
  String[] files();

  /** Classes of this library that submissions may use, or whole packages of it. */
  String[] library() default {};

  /** Calls the submission, in the child. */
  Class<? extends Answers> answers();

  /** How long a submission may take. */
  Time time() default @Time;
}
