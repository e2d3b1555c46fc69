package moments.grading.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import moments.grading.child.Wire.Outcome;
import moments.grading.child.Wire.Request;

/**
 * The child's program: compiles a submission, or loads it and calls it, one request after the
 * other. What it says is an answer to be compared, never a verdict.
 */
public final class Worker {
  private static final int DEEPEST_CAUSE = 10;

  private final Map<String, byte[]> classes = new HashMap<>();
  private String adapter = "";
  private Object answers = this;

  private Worker() {}

  /** Serves requests on standard input and output until the grader closes them. */
  public static void main(String[] args) throws IOException {
    DataInputStream in = new DataInputStream(System.in);
    DataOutputStream out = new DataOutputStream(System.out);
    System.setIn(InputStream.nullInputStream());
    System.setOut(System.err);
    Worker worker = new Worker();
    try {
      while (true) {
        Wire.send(out, worker.reply(Wire.receive(in)));
      }
    } catch (EOFException e) {
      // The grader has no more requests. Threads of the submission may still run.
      Runtime.getRuntime().halt(0);
    }
  }

  private byte[] reply(ByteBuffer request) throws IOException {
    long id = Wire.read(request, long.class);
    Request kind = Request.values()[Wire.read(request, byte.class)];
    try {
      byte[] reply = Wire.message(id, Outcome.ANSWERED.ordinal(), answer(kind, request));
      if (reply.length > Wire.LONGEST) {
        throw new IllegalStateException("the result is too long: " + reply.length + " bytes");
      }
      return reply;
    } catch (StackOverflowError e) {
      return Wire.message(id, Outcome.THREW.ordinal(), StudentClasses.describe(e));
    } catch (Throwable e) {
      Outcome outcome = isFatal(e) ? Outcome.BROKEN : Outcome.THREW;
      return Wire.message(id, outcome.ordinal(), StudentClasses.describe(e));
    }
  }

  private static boolean isFatal(Throwable thrown) {
    Throwable t = thrown;
    for (int depth = 0; t != null && depth < DEEPEST_CAUSE; depth++) {
      if (t instanceof VirtualMachineError && !(t instanceof StackOverflowError)) {
        return true;
      }
      t = t.getCause();
    }
    return false;
  }

  private Object[] answer(Request kind, ByteBuffer request)
      throws IOException, ReflectiveOperationException {
    return switch (kind) {
      case COMPILE ->
          Compilation.of(Wire.read(request, String[].class), Wire.read(request, String[].class));
      case LOAD -> {
        load(Wire.read(request, String[].class), Wire.read(request, byte[][].class));
        adapter = Wire.read(request, String.class);
        yield new Object[0];
      }
      case BEGIN -> new Object[] {begin()};
      case CALL -> call(Wire.read(request, String.class), request);
    };
  }

  private void load(String[] names, byte[][] code) {
    classes.clear();
    for (int i = 0; i < names.length; i++) {
      classes.put(names[i], code[i]);
    }
  }

  private String[] begin() throws ReflectiveOperationException {
    ClassLoader parent = Worker.class.getClassLoader();
    StudentClasses student = new StudentClasses(classes, parent);
    Thread.currentThread().setContextClassLoader(student);
    Class<?> type = Class.forName(adapter, true, parent);
    answers = type.getConstructor(StudentClasses.class).newInstance(student);
    return ((Answers) answers).signatureProblems();
  }

  private Object[] call(String name, ByteBuffer request)
      throws IOException, ReflectiveOperationException {
    Method method =
        Arrays.stream(answers.getClass().getMethods())
            .filter(m -> m.getName().equals(name) && !m.isBridge())
            .findFirst()
            .orElseThrow(() -> new NoSuchMethodException(name));
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = Wire.read(request, types[i]);
    }
    try {
      Object result = method.invoke(answers, arguments);
      return method.getReturnType() == void.class ? new Object[0] : new Object[] {result};
    } catch (InvocationTargetException e) {
      throw new StudentClasses.Thrown(e);
    }
  }
}
