package assignment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a submission may call: it runs in the grader's JVM and must not end it, and it is to be the
 * learner's own. This catches slips and shortcuts, not an attack.
 */
final class Rules {
  private static final List<String> OURS =
      List.of("moments.optim.Optimizer.", "moments.nn.Parameter.", "moments.tensor.");

  private static final List<String> FORBIDDEN =
      List.of(
          "moments.",
          "assignment",
          "java.lang.System.exit",
          "java.lang.Runtime.",
          "java.lang.Process",
          "java.lang.ClassLoader.",
          "java.lang.Class.forName",
          "java.lang.reflect.",
          "java.lang.invoke.MethodHandles");

  private Rules() {}

  /**
   * Looks through the classes in {@code folder}.
   *
   * @param file what messages call their source
   * @throws IllegalArgumentException with the line of a call that is not allowed
   */
  static void check(Path folder, String file) throws IOException {
    try (Stream<Path> classes = Files.walk(folder)) {
      for (Path each : classes.filter(path -> path.toString().endsWith(".class")).toList()) {
        new ClassReader(Files.readAllBytes(each)).accept(new Calls(file), 0);
      }
    }
  }

  private static boolean allowed(String call) {
    return OURS.stream().anyMatch(call::startsWith)
        || FORBIDDEN.stream().noneMatch(call::startsWith);
  }

  private static final class Calls extends ClassVisitor {
    private final String file;

    Calls(String file) {
      super(Opcodes.ASM9);
      this.file = file;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        private int line;

        @Override
        public void visitLineNumber(int number, Label start) {
          line = number;
        }

        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String type, boolean isInterface) {
          require(owner, called);
        }

        @Override
        public void visitInvokeDynamicInsn(
            String lambda, String type, Handle bootstrap, Object... arguments) {
          for (Object argument : arguments) {
            if (argument instanceof Handle handle) {
              require(handle.getOwner(), handle.getName());
            }
          }
        }

        private void require(String owner, String called) {
          String call = owner.replace('/', '.') + "." + called;
          if (!allowed(call)) {
            throw new IllegalArgumentException(
                "%s:%s: the assignment may not call %s; do without it"
                    .formatted(file, line, call.replace(".<init>", "")));
          }
        }
      };
    }
  }
}
