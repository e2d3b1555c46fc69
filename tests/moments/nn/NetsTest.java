package moments.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.List;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;

class NetsTest {
  private static int size(Sequential net) {
    return net.parameters().stream().mapToInt(p -> p.value().size()).sum();
  }

  @Test
  void haveTheNumbersOfParametersOfTheirSources() {
    assertEquals(62_006, size(Nets.tutorial(1)));
    assertEquals(2_371_266, size(Nets.paper(1)));
    assertEquals(2_371_266, size(Nets.paperWithDropout(1, 0.2, 0.5)));
  }

  @Test
  void callTheirLayersAsTheTutorialDoes() {
    assertEquals(
        List.of(
            "conv1.weight",
            "conv1.bias",
            "conv2.weight",
            "conv2.bias",
            "fc1.weight",
            "fc1.bias",
            "fc2.weight",
            "fc2.bias",
            "fc3.weight",
            "fc3.bias"),
        Nets.tutorial(1).parameters().stream().map(Parameter::name).toList());
  }

  @Test
  void turnImagesIntoTenLogits() {
    Tensor x = Values.normal(1, 1, 3, 32, 32);
    assertArrayEquals(new int[] {1, 10}, Nets.tutorial(1).forward(x).shape());
    assertArrayEquals(new int[] {1, 10}, Nets.paper(1).forward(x).shape());
  }

  @Test
  void startNearTheLossOfGuessing() {
    Tensor x = Values.normal(1, 4, 3, 32, 32);
    double loss = Loss.crossEntropy(Nets.tutorial(1).forward(x), new int[] {0, 3, 6, 9}).value();
    assertEquals(Math.log(10), loss, 0.1);
  }

  @Test
  void dependOnTheSeedAlone() {
    float[] first = weights(Nets.tutorial(1));
    assertArrayEquals(first, weights(Nets.tutorial(1)));
    assertFalse(Arrays.equals(first, weights(Nets.tutorial(2))));
    assertArrayEquals(weights(Nets.paper(1)), weights(Nets.paperWithDropout(1, 0.2, 0.5)));
  }

  @Test
  void haveDropoutOnInputAndHiddenUnits() {
    Sequential net = Nets.paperWithDropout(1, 0.2, 0.5);
    assertEquals("Dropout(0.2)", net.layers().get(0).toString());
    assertSame(net.get("fc2"), net.layers().get(net.layers().size() - 1));
    assertEquals("Dropout(0.5)", net.layers().get(net.layers().size() - 2).toString());
  }

  private static float[] weights(Sequential net) {
    return net.parameters().get(0).value().data();
  }
}
