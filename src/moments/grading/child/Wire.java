package moments.grading.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Messages between the grader and a child: a length, then numbers, text and arrays of them; no
 * length is believed before it is checked, and no object is ever deserialized.
 */
public final class Wire {
  /** What the grader asks of a child. */
  public enum Request {
    COMPILE,
    LOAD,
    BEGIN,
    CALL
  }

  /** What becomes of it: the answer, a throwable as text, or one that leaves the JVM unusable. */
  public enum Outcome {
    ANSWERED,
    THREW,
    BROKEN
  }

  /** The longest message in bytes. */
  public static final int LONGEST = 8 << 20;

  private static final String MALFORMED = "malformed message: ";

  private Wire() {}

  /** Writes {@code payload} with its length in front. */
  public static void send(DataOutputStream out, byte[] payload) throws IOException {
    out.writeInt(payload.length);
    out.write(payload);
    out.flush();
  }

  /**
   * The next payload.
   *
   * @throws EOFException if the other side has ended
   * @throws IOException if it is too long to be one
   */
  public static ByteBuffer receive(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException(MALFORMED + "its length is " + length);
    }
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      throw new EOFException();
    }
    return ByteBuffer.wrap(payload);
  }

  /** The bytes of a message: its number, what it is, and {@code values}. */
  public static byte[] message(long id, int kind, Object... values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(id);
    out.writeByte(kind);
    for (Object value : values) {
      write(out, value);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Object value) throws IOException {
    if (value instanceof Boolean b) {
      out.writeBoolean(b);
    } else if (value instanceof Byte b) {
      out.writeByte(b);
    } else if (value instanceof Integer i) {
      out.writeInt(i);
    } else if (value instanceof Long l) {
      out.writeLong(l);
    } else if (value instanceof Float f) {
      out.writeFloat(f);
    } else if (value instanceof Double d) {
      out.writeDouble(d);
    } else if (value instanceof String s) {
      write(out, s.getBytes(UTF_8));
    } else if (value instanceof byte[] b) {
      out.writeInt(b.length);
      out.write(b);
    } else if (value.getClass().isArray()) {
      int length = Array.getLength(value);
      out.writeInt(length);
      for (int i = 0; i < length; i++) {
        write(out, Array.get(value, i));
      }
    } else {
      throw new IllegalArgumentException("not for a message: " + value.getClass());
    }
  }

  /**
   * The next value of {@code in}, an object of {@code type}.
   *
   * @throws IOException if there is none
   */
  public static <T> T read(ByteBuffer in, Class<T> type) throws IOException {
    try {
      @SuppressWarnings("unchecked")
      T value = (T) value(in, type);
      return value;
    } catch (BufferUnderflowException e) {
      throw new IOException(MALFORMED + "it is too short", e);
    }
  }

  /**
   * The last value of {@code in}.
   *
   * @throws IOException if something follows
   */
  public static <T> T readLast(ByteBuffer in, Class<T> type) throws IOException {
    T value = read(in, type);
    if (in.hasRemaining()) {
      throw new IOException(MALFORMED + "it is too long");
    }
    return value;
  }

  private static Object value(ByteBuffer in, Class<?> type) throws IOException {
    if (type == boolean.class || type == Boolean.class) {
      return in.get() != 0;
    } else if (type == byte.class || type == Byte.class) {
      return in.get();
    } else if (type == int.class || type == Integer.class) {
      return in.getInt();
    } else if (type == long.class || type == Long.class) {
      return in.getLong();
    } else if (type == float.class || type == Float.class) {
      return in.getFloat();
    } else if (type == double.class || type == Double.class) {
      return in.getDouble();
    } else if (type == String.class) {
      return new String(read(in, byte[].class), UTF_8);
    } else if (type.isArray()) {
      return array(in, type.getComponentType());
    }
    throw new IllegalArgumentException("not for a message: " + type);
  }

  private static Object array(ByteBuffer in, Class<?> component) throws IOException {
    int length = in.getInt();
    if (length < 0 || length > in.remaining() / smallest(component)) {
      throw new IOException(MALFORMED + "an array of length " + length);
    }
    Object array = Array.newInstance(component, length);
    if (array instanceof byte[] bytes) {
      in.get(bytes);
      return bytes;
    }
    for (int i = 0; i < length; i++) {
      Array.set(array, i, value(in, component));
    }
    return array;
  }

  /** The fewest bytes that a value of {@code type} takes. */
  private static int smallest(Class<?> type) {
    if (type == boolean.class || type == byte.class) {
      return 1;
    }
    return type == long.class || type == double.class ? Long.BYTES : Integer.BYTES;
  }
}
