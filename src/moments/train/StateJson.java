package moments.train;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.Map;
import moments.checkpoint.Checkpoint;
import moments.checkpoint.CheckpointException;
import moments.checkpoint.Fields;
import moments.optim.OptimizerState;
import moments.tensor.Tensor;
import moments.train.History.Point;

/** A {@link TrainerState} as a checkpoint, and back. */
final class StateJson {
  private static final String WEIGHT = "weight/";
  private static final String STATE = "state/";

  private StateJson() {}

  /**
   * The checkpoint of {@code state}.
   *
   * @param settings that are to be the same later
   * @param loops by which the numbers were computed
   */
  static Checkpoint write(TrainerState state, Map<String, String> settings, String loops) {
    JsonObject json = new JsonObject();
    json.addProperty("loops", loops);
    JsonObject texts = new JsonObject();
    settings.forEach(texts::addProperty);
    json.add("settings", texts);
    json.addProperty("name", state.name());
    json.addProperty("seed", state.seed());
    json.addProperty("data", state.data());
    Progress progress = state.progress();
    json.addProperty("step", progress.step());
    json.addProperty("images", progress.images());
    json.addProperty("nanoseconds", progress.nanoseconds());
    json.addProperty("lossSum", progress.lossSum());
    json.addProperty("batches", progress.batches());
    JsonArray generators = new JsonArray();
    state.generators().forEach(generators::add);
    json.add("generators", generators);
    json.addProperty("optimizer", state.optimizer().optimizer());
    JsonObject numbers = new JsonObject();
    state.optimizer().numbers().forEach(numbers::addProperty);
    json.add("optimizerNumbers", numbers);
    JsonArray points = new JsonArray();
    state.history().forEach(point -> points.add(write(point)));
    json.add("history", points);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    state.weights().forEach((name, x) -> tensors.put(WEIGHT + name, x));
    state.optimizer().tensors().forEach((name, x) -> tensors.put(STATE + name, x));
    return new Checkpoint(json, tensors);
  }

  private static JsonObject write(Point point) {
    JsonObject json = new JsonObject();
    json.addProperty("optimizer", point.optimizer());
    json.addProperty("seed", point.seed());
    json.addProperty("epoch", point.epoch());
    json.addProperty("step", point.step());
    json.addProperty("images", point.images());
    json.addProperty("seconds", point.seconds());
    json.add("trainLoss", orNull(point.trainLoss()));
    json.add("testLoss", orNull(point.testLoss()));
    json.add("testAccuracy", orNull(point.testAccuracy()));
    return json;
  }

  private static JsonElement orNull(double x) {
    return Double.isNaN(x) ? JsonNull.INSTANCE : new JsonPrimitive(x);
  }

  /**
   * The state in {@code checkpoint}.
   *
   * @throws CheckpointException if something is missing or of the wrong type
   */
  static TrainerState read(Checkpoint checkpoint) {
    Fields json = checkpoint.fields();
    return new TrainerState(
        json.text("name"),
        json.whole("seed"),
        json.text("data"),
        new Progress(
            json.count("step"),
            json.count("images"),
            json.count("nanoseconds"),
            json.number("lossSum"),
            json.count("batches")),
        json.wholes("generators"),
        tensors(WEIGHT, checkpoint.tensors()),
        new OptimizerState(
            json.text("optimizer"),
            json.object("optimizerNumbers").numbers(),
            tensors(STATE, checkpoint.tensors())),
        json.objects("history").stream().map(StateJson::point).toList());
  }

  private static Map<String, Tensor> tensors(String kind, Map<String, Tensor> all) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    all.forEach(
        (name, tensor) -> {
          if (name.startsWith(kind)) {
            tensors.put(name.substring(kind.length()), tensor);
          }
        });
    return tensors;
  }

  private static Point point(Fields json) {
    try {
      return new Point(
          json.text("optimizer"),
          json.whole("seed"),
          Math.toIntExact(json.count("epoch")),
          json.count("step"),
          json.count("images"),
          json.number("seconds"),
          json.numberOrNaN("trainLoss"),
          json.numberOrNaN("testLoss"),
          json.numberOrNaN("testAccuracy"));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new CheckpointException("its history is impossible: " + e.getMessage());
    }
  }
}
