package moments.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** The fields of a JSON object, each of which has to be there and of its type. */
public final class Fields {
  private final String path;
  private final JsonObject json;

  /** The fields of {@code json}, whose place in the whole is {@code path}. */
  Fields(String path, JsonObject json) {
    this.path = path;
    this.json = json;
  }

  JsonObject json() {
    return json;
  }

  /** The names of the fields. */
  public Set<String> names() {
    return json.keySet();
  }

  /** A text. */
  public String text(String name) {
    return primitive(name, "a text", JsonPrimitive::isString).getAsString();
  }

  /** A whole number. */
  public long whole(String name) {
    return whole(name, get(name));
  }

  /** A whole number from 0 on. */
  public long count(String name) {
    long value = whole(name);
    if (value < 0) {
      throw wrong(name, "a number from 0 on");
    }
    return value;
  }

  /** A number. */
  public double number(String name) {
    return Double.parseDouble(primitive(name, "a number", JsonPrimitive::isNumber).getAsString());
  }

  /** A number, or NaN for {@code null}, as JSON has no NaN. */
  public double numberOrNaN(String name) {
    return get(name).isJsonNull() ? Double.NaN : number(name);
  }

  /** Numbers by name. */
  public Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    names().forEach(name -> numbers.put(name, number(name)));
    return numbers;
  }

  /** Texts by name. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    names().forEach(name -> texts.put(name, text(name)));
    return texts;
  }

  /** An object. */
  public Fields object(String name) {
    return object(path + "." + name, get(name));
  }

  /** A list of objects. */
  public List<Fields> objects(String name) {
    return elements(name).stream().map(each -> object(path + "." + name, each)).toList();
  }

  /** A list of whole numbers, negative ones too. */
  public List<Long> wholes(String name) {
    return elements(name).stream().map(each -> whole(name, each)).toList();
  }

  private Fields object(String place, JsonElement element) {
    if (!element.isJsonObject()) {
      throw new CheckpointException(place + " is not an object");
    }
    return new Fields(place, element.getAsJsonObject());
  }

  private List<JsonElement> elements(String name) {
    if (!(get(name) instanceof JsonArray array)) {
      throw wrong(name, "a list");
    }
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private long whole(String name, JsonElement element) {
    try {
      return Long.parseLong(element.getAsJsonPrimitive().getAsString());
    } catch (IllegalStateException | NumberFormatException e) {
      throw wrong(name, "a whole number");
    }
  }

  private JsonPrimitive primitive(String name, String type, Predicate<JsonPrimitive> isOfType) {
    if (get(name) instanceof JsonPrimitive primitive && isOfType.test(primitive)) {
      return primitive;
    }
    throw wrong(name, type);
  }

  private JsonElement get(String name) {
    JsonElement value = json.get(name);
    if (value == null) {
      throw new CheckpointException("%s has no \"%s\"".formatted(path, name));
    }
    return value;
  }

  private CheckpointException wrong(String name, String expected) {
    return new CheckpointException(
        "%s.%s is %s, expected %s".formatted(path, name, get(name), expected));
  }
}
