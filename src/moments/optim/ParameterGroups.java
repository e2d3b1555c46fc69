package moments.optim;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import moments.nn.Parameter;
import moments.tensor.Tensor;

/** Several optimizers that step together, each with parameters of its own. */
public final class ParameterGroups implements Optimizer {
  private final List<Optimizer> groups;

  /**
   * One optimizer made of several.
   *
   * @throws IllegalArgumentException if two of them would change the same parameter
   */
  public ParameterGroups(Optimizer... groups) {
    this.groups = List.copyOf(Arrays.asList(groups));
    Set<float[]> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Parameter p : parameters()) {
      if (!seen.add(p.value().data())) {
        throw new IllegalArgumentException(
            "ParameterGroups: parameter \"%s\" is in two groups; put it in one"
                .formatted(p.name()));
      }
    }
  }

  /**
   * For a whole net: {@link Muon} with αₜ for all matrices but the last, the output layer's, and
   * {@link AdamW} with αₜ/20 for the rest, Adam's 0.001 beside Muon's 0.02.
   */
  public static ParameterGroups muonWithAdamW(List<Parameter> parameters, Schedule lr) {
    List<Parameter> matrices = parameters.stream().filter(p -> p.value().rank() >= 2).toList();
    List<Parameter> hidden = matrices.subList(0, Math.max(0, matrices.size() - 1));
    List<Parameter> rest = parameters.stream().filter(p -> !hidden.contains(p)).toList();
    return new ParameterGroups(
        new Muon(hidden, lr, 0.95, 0), new AdamW(rest, t -> lr.at(t) / 20, 0.9, 0.999, 1e-8, 0.01));
  }

  @Override
  public List<Parameter> parameters() {
    return groups.stream().flatMap(group -> group.parameters().stream()).toList();
  }

  @Override
  public void step() {
    groups.forEach(Optimizer::step);
  }

  @Override
  public void zeroGrad() {
    groups.forEach(Optimizer::zeroGrad);
  }

  @Override
  public void train(boolean training) {
    groups.forEach(group -> group.train(training));
  }

  /** The states of the groups, each name with the group's number in front: {@code 0.t}. */
  @Override
  public OptimizerState stateDict() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      String prefix = i + ".";
      OptimizerState group = groups.get(i).stateDict();
      group.numbers().forEach((name, x) -> numbers.put(prefix + name, x));
      group.tensors().forEach((name, x) -> tensors.put(prefix + name, x));
    }
    return new OptimizerState(toString(), numbers, tensors);
  }

  @Override
  public void loadStateDict(OptimizerState saved) {
    saved.requireFits(stateDict());
    for (int i = 0; i < groups.size(); i++) {
      OptimizerState own = groups.get(i).stateDict();
      Map<String, Double> numbers = of(i, own.numbers().keySet(), saved.numbers());
      Map<String, Tensor> tensors = of(i, own.tensors().keySet(), saved.tensors());
      groups.get(i).loadStateDict(new OptimizerState(own.optimizer(), numbers, tensors));
    }
  }

  private static <T> Map<String, T> of(int group, Set<String> names, Map<String, T> all) {
    return names.stream()
        .collect(toMap(name -> name, name -> requireNonNull(all.get(group + "." + name))));
  }

  /** {@code ParameterGroups(Muon, AdamW)}. */
  @Override
  public String toString() {
    return groups.stream()
        .map(group -> group.getClass().getSimpleName())
        .collect(joining(", ", "ParameterGroups(", ")"));
  }

  @Override
  public Map<String, Tensor> state(Parameter p) {
    for (Optimizer group : groups) {
      for (Parameter own : group.parameters()) {
        if (own.value().data() == p.value().data()) {
          return group.state(p);
        }
      }
    }
    throw new IllegalArgumentException(
        "ParameterGroups: parameter \"%s\" is in none of the groups".formatted(p.name()));
  }
}
