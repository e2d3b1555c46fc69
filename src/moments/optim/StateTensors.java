package moments.optim;

import static java.util.Objects.requireNonNull;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moments.nn.Parameter;
import moments.tensor.Tensor;

/** What an optimizer keeps beside its parameters: for each a tensor of every name, 0 at first. */
final class StateTensors {
  private final String optimizer;
  private final List<Parameter> parameters;

  /** Keyed by the array of θ: a reshaped tensor is still the same parameter. */
  private final Map<float[], Map<String, Tensor>> states = new IdentityHashMap<>();

  StateTensors(String optimizer, List<Parameter> parameters, String... names) {
    this.optimizer = optimizer;
    this.parameters = List.copyOf(parameters);
    for (Parameter p : parameters) {
      Map<String, Tensor> state = new LinkedHashMap<>();
      for (String name : names) {
        state.put(name, Tensor.zerosLike(p.value()));
      }
      if (states.put(p.value().data(), state) != null) {
        throw invalid("parameter \"%s\" is there twice; pass each once".formatted(p.name()));
      }
    }
  }

  /** The tensors of {@code p} by name, live. */
  Map<String, Tensor> of(Parameter p) {
    Map<String, Tensor> state = states.get(p.value().data());
    if (state == null) {
      throw invalid("parameter \"%s\" is not one of this optimizer's".formatted(p.name()));
    }
    return state;
  }

  /** The tensors of {@code p}, live and of its shape, and then {@code t}. */
  Map<String, Tensor> with(long t, Parameter p) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    of(p).forEach((name, tensor) -> state.put(name, tensor.reshape(p.value().shape())));
    state.put("t", Tensor.of(new float[] {t}));
    return state;
  }

  /** Copies of all tensors, with {@code t} and {@code more} numbers. */
  OptimizerState save(long t, Map<String, Double> more) {
    Map<String, Double> numbers = new LinkedHashMap<>(Map.of("t", (double) t));
    numbers.putAll(more);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter p : parameters) {
      for (Map.Entry<String, Tensor> entry : of(p).entrySet()) {
        if (tensors.put(p.name() + "." + entry.getKey(), entry.getValue().copy()) != null) {
          throw invalid(
              "two parameters are called \"%s\"; name them to save their state"
                  .formatted(p.name()));
        }
      }
    }
    return new OptimizerState(optimizer, numbers, tensors);
  }

  /** Takes the tensors of {@code saved}, which fits; returns its t. */
  long load(OptimizerState saved) {
    for (Parameter p : parameters) {
      Map<String, Tensor> own = of(p);
      own.forEach((name, x) -> x.set(requireNonNull(saved.tensors().get(p.name() + "." + name))));
    }
    return requireNonNull(saved.numbers().get("t")).longValue();
  }

  private IllegalArgumentException invalid(String message) {
    return new IllegalArgumentException(optimizer + ": " + message);
  }
}
