package moments.grading;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test of a task that builds on earlier ones: in it the solution's classes are in the place
 * of the submission's, so that a mistake there costs its own points only.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Given {
  /** The names of the classes. */
  String[] value();
}
