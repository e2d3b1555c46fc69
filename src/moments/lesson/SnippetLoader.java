package moments.lesson;

import java.util.Map;
import java.util.TreeMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/**
 * Loads what JShell compiles beside the classes of this program, so that both share their types.
 */
final class SnippetLoader extends ClassLoader implements LoaderDelegate {
  private final Map<String, byte[]> compiled = new TreeMap<>();

  SnippetLoader(ClassLoader parent) {
    super(parent);
  }

  @Override
  public void load(ClassBytecodes[] classes) {
    classesRedefined(classes);
  }

  @Override
  public void classesRedefined(ClassBytecodes[] classes) {
    for (ClassBytecodes type : classes) {
      compiled.put(type.name(), type.bytecodes());
    }
  }

  @Override
  public void addToClasspath(String path) {
    // The parent has it all.
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    Class<?> loaded = findLoadedClass(name);
    if (loaded != null) {
      return loaded;
    }
    byte[] code = compiled.get(name);
    if (code == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, code, 0, code.length);
  }
}
