package moments.lab;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The wish to stop the running cell.
 *
 * <p>First the cell's thread is interrupted, and code that polls {@link Thread#interrupted()} may
 * end as it likes. After {@link #GRACE_NANOS} every loop written in a cell throws {@link Stop}.
 * What runs on after {@link #PATIENCE_NANOS} is in a loop of a library and is left to itself.
 */
public final class Interruption {
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

  private static volatile boolean requested;
  private static volatile long since;

  private Interruption() {}

  /** Ends a loop of a cell; an error, so that {@code catch (Exception e)} lets it pass. */
  static final class Stop extends Error {
    private static final long serialVersionUID = 1;
  }

  static void request() {
    since = System.nanoTime();
    requested = true;
  }

  static void clear() {
    requested = false;
  }

  static boolean isRequested() {
    return requested;
  }

  static boolean isIgnored() {
    return requested && System.nanoTime() - since > PATIENCE_NANOS;
  }

  /** Called by every loop of a cell, once a round; the code of cells must be able to see it. */
  public static void check() {
    if (requested && System.nanoTime() - since > GRACE_NANOS) {
      throw new Stop();
    }
  }

  /** The class with a call of {@link #check} before each jump backwards. */
  static byte[] withChecks(byte[] bytecodes) {
    ClassReader reader;
    try {
      reader = new ClassReader(bytecodes);
    } catch (IllegalArgumentException e) {
      // The class file is of a newer JDK than the reader knows: runs, only less stoppable.
      return bytecodes;
    }
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String signature, String[] exceptions) {
            return new Checks(super.visitMethod(access, name, type, signature, exceptions));
          }
        },
        0);
    return writer.toByteArray();
  }

  /** A jump to a label that has been passed goes backwards. */
  private static final class Checks extends MethodVisitor {
    private final Set<Label> passed = new HashSet<>();

    Checks(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      if (passed.contains(label)) {
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, "moments/lab/Interruption", "check", "()V", false);
      }
      super.visitJumpInsn(opcode, label);
    }
  }
}
