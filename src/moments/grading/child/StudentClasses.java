package moments.grading.child;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;

/** The classes of one submission, loaded anew for each test so that no test sees another's. */
public final class StudentClasses extends ClassLoader {
  private static final String NAME = "submission";
  private static final int LONGEST_TEXT = 600;

  private final Map<String, byte[]> classes;

  /** Classes by their names; others are those of {@code parent}. */
  StudentClasses(Map<String, byte[]> classes, ClassLoader parent) {
    super(NAME, parent);
    this.classes = classes;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] code = classes.get(name);
    if (code == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, code, 0, code.length);
  }

  /** The signatures of class {@code name}, to be compared with what the starter has. */
  public Signatures signatures(String name) {
    return new Signatures(this, name);
  }

  /**
   * A new object of class {@code name}, as {@code type}.
   *
   * @param types of the constructor's parameters
   */
  public <T> T make(Class<T> type, String name, Class<?>[] types, Object... arguments) {
    try {
      Constructor<?> constructor = loadClass(name).getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return type.cast(constructor.newInstance(arguments));
    } catch (InvocationTargetException e) {
      throw new Thrown(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What the static method {@code method} of class {@code name} returns; null if it returns
   * nothing.
   *
   * @param types of the method's parameters
   */
  public Object call(String name, String method, Class<?>[] types, Object... arguments) {
    try {
      Method found = loadClass(name).getDeclaredMethod(method, types);
      found.setAccessible(true);
      return found.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      throw new Thrown(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the submission has thrown, on its way through code that declares nothing. */
  static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1;

    Thrown(Throwable cause) {
      super(cause);
    }
  }

  /** {@code thrown} and the line of the submission that it comes from. */
  static String describe(Throwable thrown) {
    Throwable first = thrown;
    while ((first instanceof Thrown
            || first instanceof InvocationTargetException
            || first instanceof ExceptionInInitializerError)
        && first.getCause() != null) {
      first = first.getCause();
    }
    String where =
        Arrays.stream(first.getStackTrace())
            .filter(frame -> NAME.equals(frame.getClassLoaderName()))
            .findFirst()
            .map(frame -> " in line %s of %s".formatted(frame.getLineNumber(), frame.getFileName()))
            .orElse("");
    String text = first.toString();
    return (text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text) + where;
  }
}
