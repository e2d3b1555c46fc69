package moments.fast;

import static java.util.stream.Collectors.joining;

import java.util.List;
import moments.nn.Layer;
import moments.nn.Parameter;
import moments.nn.ShapeException;
import moments.tensor.Tensor;

/** Neighbouring layers that the engine knows, compiled anew when the shape of x changes. */
final class CompiledLayers implements Layer {
  private final List<Named> layers;
  private boolean training = true;
  private Compiled compiled = Compiled.NOTHING;

  CompiledLayers(List<Named> layers) {
    this.layers = layers;
  }

  @Override
  public void train(boolean on) {
    training = on;
  }

  @Override
  public Tensor forward(Tensor x) {
    if (!compiled.suits(x, training)) {
      compiled = Plan.of(layers, x, training);
    }
    return compiled.forward(x);
  }

  @Override
  public Tensor backward(Tensor dy) {
    requireGradient(dy);
    return compiled.backward(dy, true);
  }

  @Override
  public void backwardParameters(Tensor dy) {
    requireGradient(dy);
    compiled.backward(dy, false);
  }

  private void requireGradient(Tensor dy) {
    if (compiled == Compiled.NOTHING) {
      throw new IllegalStateException("Fast.backward: call forward first");
    }
    if (!compiled.training()) {
      throw new IllegalStateException(
          "Fast.backward: the last forward was in evaluation; call train(true) before it");
    }
    Tensor y = compiled.leaving().value;
    if (!dy.sameShape(y)) {
      ShapeException e =
          new ShapeException(
              "Fast.backward",
              "expected dy %s, the shape of y, got %s".formatted(y.shapeText(), dy.shapeText()));
      throw layers.get(layers.size() - 1).told(e);
    }
  }

  @Override
  public String toString() {
    return layers.stream().map(named -> named.layer().toString()).collect(joining(", "));
  }

  @Override
  public List<Parameter> parameters() {
    return layers.stream().flatMap(named -> named.layer().parameters().stream()).toList();
  }
}
