package moments.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import moments.tensor.Tensor;

/**
 * Tensors by name in one file, in the format of Hugging Face's library, which PyTorch, JAX and
 * others read.
 *
 * <pre>
 * 8 bytes      n, the length of the header, little-endian
 * n bytes      {"fc1.bias": {"dtype": "F32", "shape": [120], "data_offsets": [0, 480]}, …}
 * the rest     the elements, row by row, little-endian, one tensor after the other
 * </pre>
 *
 * <p>Reads and writes 32-bit floats only.
 */
public final class Safetensors {
  private static final String METADATA = "__metadata__";
  private static final String TYPE = "F32";

  /** Data that begin at a multiple of 8 can be mapped into memory; the format pads with blanks. */
  private static final int ALIGNMENT = 8;

  private Safetensors() {}

  /** Writes {@code tensors} and a few texts about them to {@code file}, whole or not at all. */
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    DurableFile.write(file, bytes(tensors, metadata));
  }

  /**
   * The tensors in {@code file}, in the order of its header.
   *
   * @throws CheckpointException if it is not there, not whole, or has other numbers than floats
   */
  public static Map<String, Tensor> read(Path file) {
    return read(file, Safetensors::tensors);
  }

  /**
   * The texts about the tensors in {@code file}.
   *
   * @throws CheckpointException if it is not there or has no such header
   */
  public static Map<String, String> metadata(Path file) {
    return read(file, Safetensors::metadata);
  }

  private static <T> T read(Path file, Function<byte[], T> reader) {
    try {
      return reader.apply(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new CheckpointException("%s cannot be read (%s)".formatted(file, e));
    } catch (CheckpointException e) {
      throw new CheckpointException("%s cannot be used: %s".formatted(file, e.getMessage()));
    }
  }

  static byte[] bytes(Map<String, Tensor> tensors, Map<String, String> metadata) {
    JsonObject header = new JsonObject();
    JsonObject texts = new JsonObject();
    new TreeMap<>(metadata).forEach(texts::addProperty);
    header.add(METADATA, texts);
    int size = 0;
    for (Map.Entry<String, Tensor> each : tensors.entrySet()) {
      int end = Math.addExact(size, Math.multiplyExact(each.getValue().size(), Float.BYTES));
      header.add(each.getKey(), entry(each.getValue(), size, end));
      size = end;
    }
    StringBuilder json = new StringBuilder(header.toString());
    while (json.toString().getBytes(UTF_8).length % ALIGNMENT != 0) {
      json.append(' ');
    }
    byte[] head = json.toString().getBytes(UTF_8);
    ByteBuffer out = littleEndian(new byte[Math.addExact(Long.BYTES + head.length, size)]);
    out.putLong(head.length).put(head);
    for (Tensor tensor : tensors.values()) {
      out.asFloatBuffer().put(tensor.data());
      out.position(out.position() + tensor.size() * Float.BYTES);
    }
    return out.array();
  }

  private static JsonObject entry(Tensor tensor, int from, int to) {
    JsonObject entry = new JsonObject();
    entry.addProperty("dtype", TYPE);
    entry.add("shape", array(tensor.shape()));
    entry.add("data_offsets", array(from, to));
    return entry;
  }

  private static JsonArray array(int... numbers) {
    JsonArray array = new JsonArray();
    for (int number : numbers) {
      array.add(number);
    }
    return array;
  }

  static Map<String, Tensor> tensors(byte[] bytes) {
    ByteBuffer in = littleEndian(bytes);
    return tensors(header(in), in.slice());
  }

  private static Map<String, String> metadata(byte[] bytes) {
    Fields header = header(littleEndian(bytes));
    return header.names().contains(METADATA) ? header.object(METADATA).texts() : Map.of();
  }

  /** Reads up to the data. */
  private static Fields header(ByteBuffer in) {
    long length = in.capacity() < Long.BYTES ? -1 : in.getLong();
    if (length < 0 || length > in.remaining()) {
      throw new CheckpointException(
          "it ends within the header, after %s bytes".formatted(in.capacity()));
    }
    byte[] head = new byte[(int) length];
    in.get(head);
    return new Fields("the header", Json.object(head));
  }

  private static Map<String, Tensor> tensors(Fields header, ByteBuffer data) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    int end = 0;
    for (String name : header.names()) {
      if (!name.equals(METADATA)) {
        Tensor tensor = tensor(name, header.object(name), end, data);
        tensors.put(name, tensor);
        end += tensor.size() * Float.BYTES;
      }
    }
    if (end != data.capacity()) {
      throw new CheckpointException(
          "it has %s bytes of data, expected %s".formatted(data.capacity(), end));
    }
    return tensors;
  }

  private static Tensor tensor(String name, Fields entry, int from, ByteBuffer data) {
    if (!entry.text("dtype").equals(TYPE)) {
      throw new CheckpointException(
          "%s holds %s, and only %s is read here".formatted(name, entry.text("dtype"), TYPE));
    }
    List<Long> shape = entry.wholes("shape");
    boolean possible = shape.stream().allMatch(d -> d >= 0 && d <= Integer.MAX_VALUE);
    long bytes = possible ? Float.BYTES : Integer.MAX_VALUE;
    for (long dimension : possible ? shape : List.<Long>of()) {
      bytes = Math.min(Integer.MAX_VALUE, bytes * dimension);
    }
    List<Long> offsets = entry.wholes("data_offsets");
    if (!offsets.equals(List.of((long) from, from + bytes)) || from + bytes > data.capacity()) {
      throw new CheckpointException(
          "%s of shape %s is said to be at %s of %s bytes, expected [%s, %s]"
              .formatted(name, shape, offsets, data.capacity(), from, from + bytes));
    }
    float[] values = new float[(int) bytes / Float.BYTES];
    data.slice(from, (int) bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return Tensor.of(values, shape.stream().mapToInt(Long::intValue).toArray());
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
