package moments.lab;

import java.io.File;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;
import jdk.jshell.spi.ExecutionControl.NotImplementedException;

/**
 * Loads what JShell compiles beside the classes of this program, so that they share their types.
 */
final class SnippetLoader extends URLClassLoader implements LoaderDelegate {
  private final Map<String, byte[]> compiled = new HashMap<>();

  SnippetLoader() {
    super(new URL[0], SnippetLoader.class.getClassLoader());
  }

  @Override
  public void load(ClassBytecodes[] classes) throws ClassInstallException {
    for (ClassBytecodes type : classes) {
      compiled.put(type.name(), CellBytecode.guarded(type.bytecodes()));
    }
    boolean[] installed = new boolean[classes.length];
    try {
      for (int i = 0; i < classes.length; i++) {
        loadClass(classes[i].name());
        installed[i] = true;
      }
    } catch (ClassNotFoundException | LinkageError e) {
      throw new ClassInstallException("load: " + e, installed);
    }
  }

  /**
   * Gives loaded classes new method bodies; their objects and static fields stay as they are.
   *
   * @throws ClassInstallException if more than bodies changed: the JVM cannot do that
   * @throws NotImplementedException if this JVM was not started with {@link HotSwap#OPTIONS}
   */
  void redefine(ClassBytecodes[] classes) throws ClassInstallException, NotImplementedException {
    Instrumentation jvm =
        HotSwap.instrumentation()
            .orElseThrow(() -> new NotImplementedException("this JVM cannot redefine classes"));
    Map<String, byte[]> changed = new HashMap<>();
    List<ClassDefinition> definitions = new ArrayList<>();
    for (ClassBytecodes type : classes) {
      byte[] code = CellBytecode.guarded(type.bytecodes());
      changed.put(type.name(), code);
      Class<?> loaded = findLoadedClass(type.name());
      if (loaded != null) {
        definitions.add(new ClassDefinition(loaded, code));
      }
    }
    try {
      jvm.redefineClasses(definitions.toArray(ClassDefinition[]::new));
    } catch (ClassNotFoundException
        | UnmodifiableClassException
        | UnsupportedOperationException
        | LinkageError e) {
      throw new ClassInstallException("redefine: " + e, new boolean[classes.length]);
    }
    compiled.putAll(changed);
  }

  /** JShell's report that classes have changed, which {@link #redefine} has handled. */
  @Override
  public void classesRedefined(ClassBytecodes[] classes) {}

  @Override
  public void addToClasspath(String path) throws InternalException {
    try {
      for (String entry : path.split(Pattern.quote(File.pathSeparator))) {
        addURL(new File(entry).toURI().toURL());
      }
    } catch (MalformedURLException e) {
      throw new InternalException(e.toString());
    }
  }

  /** Public, unlike its ancestors': JShell asks here for the classes that it handed over. */
  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    Class<?> loaded = findLoadedClass(name);
    byte[] code = compiled.get(name);
    if (loaded != null) {
      return loaded;
    }
    return code == null ? super.findClass(name) : defineClass(name, code, 0, code.length);
  }
}
