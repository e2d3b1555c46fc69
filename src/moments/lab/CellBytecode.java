package moments.lab;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The classes of cells, changed in two ways: each loop looks whether it is to stop, and an exit of
 * the JVM becomes an error.
 */
final class CellBytecode {
  private static final String INTERRUPTION = Type.getInternalName(Interruption.class);
  private static final String EXIT = Type.getInternalName(Exit.class);

  private CellBytecode() {}

  /** The class with a call of {@link Interruption#check} before each jump backwards. */
  static byte[] guarded(byte[] bytecodes) {
    ClassReader reader;
    try {
      reader = new ClassReader(bytecodes);
    } catch (IllegalArgumentException e) {
      // The class file is newer than the reader knows: it runs, but its loops cannot be stopped.
      return bytecodes;
    }
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String signature, String[] exceptions) {
            return new Guard(super.visitMethod(access, name, type, signature, exceptions));
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class Guard extends MethodVisitor {
    private final Set<Label> passed = new HashSet<>();

    Guard(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    /** A jump to a label that was visited before goes backwards. */
    @Override
    public void visitJumpInsn(int opcode, Label label) {
      if (passed.contains(label)) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, INTERRUPTION, "check", "()V", false);
      }
      super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String type, boolean isInterface) {
      boolean exits = type.equals("(I)V") && (name.equals("exit") || name.equals("halt"));
      if (exits && owner.equals("java/lang/System")) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, EXIT, "exit", "(I)V", false);
      } else if (exits && owner.equals("java/lang/Runtime")) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, EXIT, name, "(Ljava/lang/Runtime;I)V", false);
      } else {
        super.visitMethodInsn(opcode, owner, name, type, isInterface);
      }
    }
  }
}
