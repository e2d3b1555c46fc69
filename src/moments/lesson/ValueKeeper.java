package moments.lesson;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Runs snippets within this JVM and keeps the last value, which JShell hands out as text only. */
final class ValueKeeper implements ExecutionControlProvider {
  private final ClassLoader parent;
  private Optional<Object> last = Optional.empty();

  ValueKeeper(ClassLoader parent) {
    this.parent = parent;
  }

  Optional<Object> last() {
    return last;
  }

  @Override
  public String name() {
    return "moments";
  }

  @Override
  public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
    return new DirectExecutionControl(new SnippetLoader(parent)) {
      @Override
      protected String invoke(Method snippet) throws Exception {
        Object value = snippet.invoke(null);
        last = Optional.ofNullable(value);
        return valueString(value);
      }
    };
  }
}
