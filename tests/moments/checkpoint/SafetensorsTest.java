package moments.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import moments.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  private final Path file;

  SafetensorsTest(@TempDir Path folder) {
    file = folder.resolve("x.safetensors");
  }

  @Test
  void whatIsWrittenIsReadAgainBitByBit() throws IOException {
    float[] special = {
      1, -0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY
    };
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("b", Tensor.of(special, 2, 1, 3));
    tensors.put("a \"quoted\" ü", Tensor.of(new float[] {7}));
    tensors.put("empty", Tensor.zeros(0, 3));
    Safetensors.write(file, tensors, Map.of("made", "here"));

    Map<String, Tensor> read = Safetensors.read(file);

    assertEquals(List.copyOf(tensors.keySet()), List.copyOf(read.keySet()));
    tensors.forEach(
        (name, tensor) -> {
          Tensor same = Objects.requireNonNull(read.get(name));
          assertEquals(tensor.shapeText(), same.shapeText());
          assertArrayEquals(tensor.data(), same.data());
        });
  }

  @Test
  void aTensorWithoutElementsIsReadByItself() throws IOException {
    Safetensors.write(file, Map.of("empty", Tensor.zeros(0, 3)), Map.of());
    Tensor read = Objects.requireNonNull(Safetensors.read(file).get("empty"));
    assertArrayEquals(new int[] {0, 3}, read.shape());
  }

  @Test
  void theTextsAboutTheTensorsAreReadToo() throws IOException {
    Safetensors.write(file, Map.of("x", Tensor.zeros(2)), Map.of("made", "here"));
    assertEquals(Map.of("made", "here"), Safetensors.metadata(file));

    byte[] json = "{}".getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(json.length).put(json).array());
    assertEquals(Map.of(), Safetensors.metadata(file), "a header need not have any");
  }

  /** The layout that the format's own library writes. */
  @Test
  void theLayoutIsThatOfTheFormat() throws IOException {
    Safetensors.write(file, Map.of("x", Tensor.of(new float[] {1, 2}, 2)), Map.of());
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[(int) bytes.getLong()];
    bytes.get(header);
    assertEquals(
        "{\"__metadata__\":{},\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        new String(header, UTF_8).strip());
    assertEquals(0, header.length % 8);
    assertEquals(1, bytes.getFloat());
    assertEquals(2, bytes.getFloat());
    assertEquals(0, bytes.remaining());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'x':{'dtype':'F16','shape':[2],'data_offsets':[0,4]}} | x holds F16, and only F32 is read",
        "{'x':{'dtype':'F32','shape':[2]}} | the header.x has no \"data_offsets\"",
        "{'x':{'dtype':'F32','shape':2,'data_offsets':[0,8]}} | the header.x.shape is 2, expected a",
        "{'x':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | x of shape [-2] is said to be",
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,8]}} | x of shape [1] is said to be at [0, 8]",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}} | at [4, 12] of 8 bytes, expected [0, 8]",
        "{'x':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}} | at [0, 12] of 8 bytes, expected [0, 12]",
        "{'x':{'dtype':'F32','shape':[9999999999,9999999999],'data_offsets':[0,8]}} | is said to be at",
        "{'x':{'dtype':'F32','shape':[-2,0],'data_offsets':[0,0]}} | x of shape [-2, 0] is said to be at",
        "{'x':{'dtype':'F32','shape':[1.5],'data_offsets':[0,8]}} | shape is [1.5], expected a whole",
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | it has 8 bytes of data, expected 4",
        "{'x':1} | the header.x is not an object",
        "{} | it has 8 bytes of data, expected 0",
        "[] | it is not one JSON object",
        "{'x' | it is not JSON",
        "{} {} | it is not JSON",
      })
  void aHeaderThatIsWrongIsRefused(String header, String message) throws IOException {
    byte[] json = header.replace('\'', '"').getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 8).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(json.length).put(json).array());
    assertRefused(message);
  }

  @Test
  void aFileThatIsCutShortIsRefused() throws IOException {
    Safetensors.write(file, Map.of("x", Tensor.of(new float[] {1, 2}, 2)), Map.of());
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertRefused(file + " cannot be used: ");
    }
    Files.delete(file);
    assertRefused(file + " cannot be read (java.nio.file.NoSuchFileException");
  }

  private void assertRefused(String message) {
    String got =
        String.valueOf(
            assertThrows(CheckpointException.class, () -> Safetensors.read(file)).getMessage());
    assertTrue(got.contains(message), got);
  }
}
