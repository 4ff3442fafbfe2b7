package net.boincwrapper.cli.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.boincwrapper.harness.Eventually;

/** Chromium without a window, spoken to by the DevTools protocol. */
final class Browser implements AutoCloseable {
  static final Path PROGRAM = Path.of("/usr/bin/chromium");

  private static final long SECONDS_FOR_AN_ANSWER = 30;

  private final Process process;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
  private final List<JsonObject> events = new CopyOnWriteArrayList<>();
  private int calls;

  private Browser(Process process, HttpClient client, URI page) {
    this.process = process;
    this.socket = client.newWebSocketBuilder().buildAsync(page, new Ear()).join();
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      call(domain + ".enable");
    }
  }

  /**
   * Starts it.
   *
   * @param profile a directory of its own
   */
  static Browser start(Path profile) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--headless=new",
                "--no-sandbox", // which root may not have, and the pages are our own
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("output").toFile());
    builder.environment().put("TMPDIR", profile.toString());
    Process process = builder.start();
    Path port = profile.resolve("DevToolsActivePort");
    Eventually.await(
        "Chromium's port",
        Duration.ofSeconds(60),
        () -> Files.exists(port) && Files.size(port) > 0,
        () -> "alive: " + process.isAlive());
    HttpClient client = HttpClient.newHttpClient();
    return new Browser(process, client, page(client, Files.readAllLines(port).get(0)));
  }

  private static URI page(HttpClient client, String port) throws IOException, InterruptedException {
    URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
    String answer =
        client
            .send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    for (JsonElement target : JsonParser.parseString(answer).getAsJsonArray()) {
      if (target.getAsJsonObject().get("type").getAsString().equals("page")) {
        return URI.create(target.getAsJsonObject().get("webSocketDebuggerUrl").getAsString());
      }
    }
    throw new IOException("Chromium has no page: " + answer);
  }

  /** Opens a page, and forgets what happened in the one before. */
  void open(Path page) {
    events.clear();
    call("Page.navigate", "url", page.toUri().toString());
    Eventually.await(
        "the page is loaded",
        Duration.ofSeconds(30),
        () -> events("Page.loadEventFired").findAny().isPresent(),
        events::toString);
  }

  /** What has happened in the page. */
  Stream<JsonObject> events(String method) {
    return events.stream()
        .filter(event -> event.get("method").getAsString().equals(method))
        .map(event -> event.getAsJsonObject("params"));
  }

  /** The value of an expression in the page, as JSON. */
  JsonElement evaluate(String expression) {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("expression", expression);
    parameters.addProperty("returnByValue", true);
    JsonObject answer = call("Runtime.evaluate", parameters);
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer);
    }
    return answer.getAsJsonObject("result").get("value");
  }

  /** The page as it looks, as PNG. */
  byte[] picture() {
    return Base64.getDecoder().decode(call("Page.captureScreenshot").get("data").getAsString());
  }

  void width(int pixels) {
    JsonObject size = new JsonObject();
    size.addProperty("width", pixels);
    size.addProperty("height", 1600);
    size.addProperty("deviceScaleFactor", 1);
    size.addProperty("mobile", pixels < 600);
    call("Emulation.setDeviceMetricsOverride", size);
  }

  /**
   * What the reader prefers.
   *
   * @param medium {@code screen} or {@code print}
   * @param scheme {@code light} or {@code dark}
   */
  void medium(String medium, String scheme) {
    JsonObject feature = new JsonObject();
    feature.addProperty("name", "prefers-color-scheme");
    feature.addProperty("value", scheme);
    JsonArray features = new JsonArray();
    features.add(feature);
    JsonObject media = new JsonObject();
    media.addProperty("media", medium);
    media.add("features", features);
    call("Emulation.setEmulatedMedia", media);
  }

  void scripts(boolean allowed) {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("value", !allowed);
    call("Emulation.setScriptExecutionDisabled", parameters);
  }

  JsonObject call(String method) {
    return call(method, new JsonObject());
  }

  private JsonObject call(String method, String name, String value) {
    JsonObject parameters = new JsonObject();
    parameters.addProperty(name, value);
    return call(method, parameters);
  }

  private JsonObject call(String method, JsonObject parameters) {
    int id = ++calls;
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    answers.put(id, answer);
    JsonObject message = new JsonObject();
    message.addProperty("id", id);
    message.addProperty("method", method);
    message.add("params", parameters);
    socket.sendText(message.toString(), true).join();
    JsonObject received = answer.orTimeout(SECONDS_FOR_AN_ANSWER, TimeUnit.SECONDS).join();
    if (received.has("error")) {
      throw new AssertionError(method + ": " + received);
    }
    return received.getAsJsonObject("result");
  }

  @Override
  public void close() {
    socket.abort();
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    process.destroyForcibly().onExit().join();
  }

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder heard = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      heard.append(part);
      if (last) {
        JsonObject message = JsonParser.parseString(heard.toString()).getAsJsonObject();
        heard.setLength(0);
        if (message.has("id")) {
          answers.remove(message.get("id").getAsInt()).complete(message);
        } else {
          events.add(message);
        }
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }
}
