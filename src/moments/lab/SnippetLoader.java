package moments.lab;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.InternalException;

/**
 * Loads what JShell compiles beside the classes of this program, so that they share their types.
 */
final class SnippetLoader extends URLClassLoader implements LoaderDelegate {
  private final Map<String, byte[]> compiled = new HashMap<>();

  SnippetLoader() {
    super(new URL[0], SnippetLoader.class.getClassLoader());
  }

  @Override
  public void load(ClassBytecodes[] classes) {
    for (ClassBytecodes type : classes) {
      compiled.put(type.name(), Interruption.withChecks(type.bytecodes()));
    }
  }

  @Override
  public void classesRedefined(ClassBytecodes[] classes) {
    load(classes);
  }

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
