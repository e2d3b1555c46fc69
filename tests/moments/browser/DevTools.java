package moments.browser;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import moments.lab.FigureSnapshot;
import org.apache.commons.io.FileUtils;

/** A Chromium without a window, told what to do by its DevTools protocol. */
public final class DevTools implements AutoCloseable {
  private static final int SECONDS = 60;

  private final Path profile;
  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
  private final List<String> complaints = new ArrayList<>();
  private int calls;
  private String session = "";

  private DevTools(Path program) throws IOException, InterruptedException {
    profile = Files.createTempDirectory("moments-devtools");
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    socket = connect(address());
    JsonObject target = send("Target.createTarget", Map.of("url", "about:blank"));
    String id = target.get("targetId").getAsString();
    JsonObject attached = send("Target.attachToTarget", Map.of("targetId", id, "flatten", true));
    session = attached.get("sessionId").getAsString();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", Map.of());
    }
  }

  /** The one on the path, if there is one. */
  public static Optional<DevTools> start() throws IOException, InterruptedException {
    Optional<Path> program = FigureSnapshot.chromium();
    return program.isEmpty() ? Optional.empty() : Optional.of(new DevTools(program.get()));
  }

  private URI address() throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    for (int i = 0; i < 20 * SECONDS; i++) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() == 2) {
        return URI.create("ws://127.0.0.1:%s%s".formatted(lines.get(0), lines.get(1)));
      }
      Thread.sleep(50);
    }
    throw new IOException("Chromium did not start");
  }

  private WebSocket connect(URI address) {
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          private final StringBuilder text = new StringBuilder();

          @Override
          public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
              messages.add(JsonParser.parseString(text.toString()).getAsJsonObject());
              text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
          }
        };
    return HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, listener).join();
  }

  /** Asks the browser, or the page once there is one; returns its answer. */
  JsonObject send(String method, Map<String, ?> parameters)
      throws IOException, InterruptedException {
    int id = ++calls;
    JsonObject message = new JsonObject();
    message.addProperty("id", id);
    message.addProperty("method", method);
    message.add("params", new Gson().toJsonTree(parameters));
    if (!session.isEmpty()) {
      message.addProperty("sessionId", session);
    }
    socket.sendText(message.toString(), true).join();
    return await(method, reply -> reply.has("id") && reply.get("id").getAsInt() == id)
        .getAsJsonObject("result");
  }

  private JsonObject await(String what, Predicate<JsonObject> wanted)
      throws IOException, InterruptedException {
    while (true) {
      JsonObject message = messages.poll(SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new IOException("no answer to %s within %d seconds".formatted(what, SECONDS));
      }
      listen(message);
      if (wanted.test(message)) {
        if (message.has("error")) {
          throw new IOException(what + ": " + message.get("error"));
        }
        return message;
      }
    }
  }

  /** Keeps the errors on the console and which servers are asked. */
  private void listen(JsonObject message) {
    String method = message.has("method") ? message.get("method").getAsString() : "";
    JsonObject parameters = message.getAsJsonObject("params");
    switch (method) {
      case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
      case "Runtime.consoleAPICalled" -> complain(parameters, "type");
      case "Log.entryAdded" -> complain(parameters.getAsJsonObject("entry"), "level");
      case "Network.requestWillBeSent" -> {
        String url = parameters.getAsJsonObject("request").get("url").getAsString();
        if (!url.matches("(file|data|blob):.*")) {
          complaints.add("asked for " + url);
        }
      }
      default -> {}
    }
  }

  private void complain(JsonObject message, String kind) {
    if (message.get(kind).getAsString().equals("error")) {
      complaints.add(message.toString());
    }
  }

  /** Opens the page and waits until it is loaded. */
  public void open(Path page) throws IOException, InterruptedException {
    open(page.toUri().toString());
  }

  void open(String address) throws IOException, InterruptedException {
    send("Page.navigate", Map.of("url", address));
    await(address, message -> isEvent(message, "Page.loadEventFired"));
  }

  private static boolean isEvent(JsonObject message, String name) {
    return message.has("method") && message.get("method").getAsString().equals(name);
  }

  /** The value of {@code expression}, which may be a promise, as a string. */
  public String eval(String expression) throws IOException, InterruptedException {
    JsonObject result =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new IOException(result.get("exceptionDetails").toString());
    }
    JsonObject value = result.getAsJsonObject("result");
    return value.has("value") ? value.get("value").getAsString() : "";
  }

  public void width(int pixels) throws IOException, InterruptedException {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  public void prefersDark(boolean dark) throws IOException, InterruptedException {
    Map<String, String> feature =
        Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    send("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  public void scripts(boolean run) throws IOException, InterruptedException {
    send("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
  }

  /** What pages have complained of since the last call, and what they asked servers for. */
  public List<String> complaints() {
    List<String> all = List.copyOf(complaints);
    complaints.clear();
    return all;
  }

  @Override
  public void close() throws InterruptedException {
    socket.abort();
    process.destroy();
    process.waitFor(SECONDS, TimeUnit.SECONDS);
    FileUtils.deleteQuietly(profile.toFile());
  }
}
