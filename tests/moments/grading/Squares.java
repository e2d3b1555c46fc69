package moments.grading;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import moments.grading.child.Compiled;

/** Submissions to {@link SquareExam}, and their grades. */
final class Squares {
  static final Limits QUICK = Limits.DEFAULT.withCall(Duration.ofMillis(700));

  private static final String SOURCE =
      """
      import java.io.*;
      import java.util.*;
      import java.lang.reflect.*;
      import java.nio.*;
      import java.nio.file.*;

      public class Square implements moments.grading.SquareAnswers.Squaring {
        MEMBERS
        static double attack(int test, double x) throws Throwable {
          BODY
        }
        @SuppressWarnings("unchecked")
        static <T extends Throwable> RuntimeException sneaky(Throwable t) throws T { throw (T) t; }
        public double square(int test, double x) {
          try {
            if (test == 5) return attack(test, x);
          } catch (Throwable t) {
            throw Square.<RuntimeException>sneaky(t);
          }
          return x * x;
        }
        public double[] squares(double[] all) {
          return Arrays.stream(all).map(x -> x * x).toArray();
        }
      }
      """;

  private Squares() {}

  /** A right solution but for test 5, in which it does {@code body}. */
  static String withFifth(String body, String members) {
    return SOURCE.replace("BODY", body).replace("MEMBERS", members);
  }

  static Grader grader() {
    return new Grader(new Exam(SquareExam.class), QUICK, 1);
  }

  static Grade grade(Grader grader, String source) {
    Compiled classes = Compiled.of("Square.java", source);
    return grader.grade(classes.names(), classes.code(), 0);
  }

  static boolean exists(String file) {
    return Files.exists(Path.of(file));
  }
}
