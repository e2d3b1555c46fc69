package speed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import moments.checkpoint.Safetensors;
import moments.data.Cifar10;
import moments.data.DataLoader;
import moments.fast.Fast;
import moments.nn.Nets;
import moments.nn.Parameter;
import moments.nn.Sequential;
import moments.tensor.Tensor;

/** The logits of a net with the weights of a file, on the test images that the library carries. */
final class Logits {
  /**
   * Takes the net, {@code tutorial} or {@code paper}, the file of weights, and the file to write.
   */
  public static void main(String[] args) throws IOException {
    Sequential net = args[0].equals("paper") ? Nets.paper(0) : Nets.tutorial(0);
    Map<String, Tensor> weights = Safetensors.read(Path.of(args[1]));
    for (Parameter p : net.parameters()) {
      p.value().set(Objects.requireNonNull(weights.get(p.name()), p.name()));
    }
    net.train(false);
    DataLoader images = DataLoader.inOrder(Cifar10.sample().test(), 500);
    Tensor logits = Fast.of(net).forward(images.epoch(1).iterator().next().x());
    Safetensors.write(Path.of(args[2]), Map.of("logits", logits), Map.of());
  }
}
