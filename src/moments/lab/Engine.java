package moments.lab;

import java.util.Map;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Gives a shell the one {@link InProcess} that its kernel talks to as well. */
record Engine(InProcess control) implements ExecutionControlProvider {
  @Override
  public String name() {
    return "moments";
  }

  @Override
  public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
    return control;
  }
}
