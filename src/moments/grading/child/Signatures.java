package moments.grading.child;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Compares a submitted class with what the starter declares, and says what differs. */
public final class Signatures {
  private final String name;
  private final Optional<Class<?>> type;
  private final List<String> problems = new ArrayList<>();

  Signatures(StudentClasses student, String name) {
    this.name = name;
    Optional<Class<?>> found = Optional.empty();
    try {
      found = Optional.of(student.loadClass(name));
    } catch (ClassNotFoundException e) {
      problems.add("there is no class %s; keep the starter's name".formatted(name));
    } catch (LinkageError e) {
      problems.add("class %s cannot be loaded: %s".formatted(name, e.getMessage()));
    }
    type = found;
  }

  /** Requires a class that can be made and that is a {@code supertype}. */
  public Signatures is(Class<?> supertype) {
    type.ifPresent(
        t -> {
          if (!supertype.isAssignableFrom(t) || Modifier.isAbstract(t.getModifiers())) {
            problems.add(
                "%s must be a class that implements %s".formatted(name, supertype.getSimpleName()));
          }
        });
    return this;
  }

  /** Requires a constructor with parameters of just these types. */
  public Signatures constructor(Class<?>... types) {
    type.map(Class::getDeclaredConstructors)
        .filter(all -> Arrays.stream(all).noneMatch(c -> takes(c, types)))
        .ifPresent(all -> missing("constructor", name + list(types), Arrays.asList(all), ""));
    return this;
  }

  /** Requires a static method. */
  public Signatures method(Class<?> returned, String method, Class<?>... types) {
    type.map(Class::getDeclaredMethods)
        .filter(all -> Arrays.stream(all).noneMatch(m -> is(m, returned, method, types)))
        .ifPresent(
            all ->
                missing(
                    "method",
                    "static %s %s%s".formatted(returned.getSimpleName(), method, list(types)),
                    Arrays.stream(all).filter(m -> m.getName().equals(method)).toList(),
                    method));
    return this;
  }

  private static boolean is(Method m, Class<?> returned, String name, Class<?>... types) {
    return m.getName().equals(name)
        && m.getReturnType() == returned
        && Modifier.isStatic(m.getModifiers())
        && takes(m, types);
  }

  private static boolean takes(Executable code, Class<?>... types) {
    return Arrays.equals(code.getParameterTypes(), types);
  }

  private void missing(
      String kind, String expected, List<? extends Executable> there, String method) {
    String yours =
        there.stream()
            .map(code -> declaration(code, method.isEmpty() ? name : method))
            .collect(joining(", "));
    problems.add(
        "there is no %s %s%s; keep that of the starter"
            .formatted(kind, expected, yours.isEmpty() ? "" : ", but " + yours));
  }

  private static String declaration(Executable code, String name) {
    String front =
        code instanceof Method m
            ? (Modifier.isStatic(m.getModifiers()) ? "static " : "")
                + m.getReturnType().getSimpleName()
                + " "
            : "";
    return front + name + list(code.getParameterTypes());
  }

  private static String list(Class<?>... types) {
    return Arrays.stream(types).map(Class::getSimpleName).collect(joining(", ", "(", ")"));
  }

  /** What is not as the starter has it; empty if all is. */
  public String[] problems() {
    return problems.toArray(String[]::new);
  }
}
