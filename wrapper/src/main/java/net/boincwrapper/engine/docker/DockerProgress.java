package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.engine.PlainText;

/**
 * Follows the report of a pull or build: its lines, its result, its failure. The engine has
 * answered 200 before it begins, so that a failure is in the report.
 */
final class DockerProgress {
  private static final int REMEMBERED_LINES = 20;

  private static final Pattern MADE =
      Pattern.compile(" *-{2,3}> (?:Using cache )?([0-9a-f]{10,64})");

  private final Consumer<String> listener;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final PlainText output = new PlainText(this::printed);
  private final Set<String> made = new HashSet<>();
  private String failure = "";
  private String imageId = "";

  DockerProgress(Consumer<String> listener) {
    this.listener = listener;
  }

  void follow(DockerJsonLines lines) throws IOException {
    for (Optional<JsonNode> line = lines.next(); line.isPresent(); line = lines.next()) {
      read(line.get());
    }
    output.end();
  }

  /** What the engine said of its failure; empty where there is none. */
  Optional<String> failure() {
    return failure.isEmpty() ? Optional.empty() : Optional.of(failure);
  }

  /** The id of the image that was built; empty where the report does not name one. */
  Optional<String> imageId() {
    return imageId.isEmpty() ? Optional.empty() : Optional.of(imageId);
  }

  /**
   * The ids of images that the build has made or found in the cache, as far as they are printed:
   * the first digits at least. Docker prints {@code ---> 0123456789ab}, Podman {@code -->
   * 0123456789a}.
   */
  Set<String> made() {
    return Set.copyOf(made);
  }

  /** The last lines, for a message. */
  String lastLines() {
    return String.join("\n", lastLines);
  }

  private void read(JsonNode report) {
    // Output comes in pieces that are not lines.
    output.append(report.path("stream").asText(""));
    boolean tick = report.path("progressDetail").size() > 0;
    if (report.has("status") && !tick) {
      String layer = report.path("id").asText("");
      String status = report.path("status").asText();
      PlainText.of((layer.isEmpty() ? "" : layer + ": ") + status).lines().forEach(this::printed);
    }
    String id = report.path("aux").path("ID").asText("");
    imageId = id.isEmpty() ? imageId : id;
    JsonNode detail = report.path("errorDetail");
    if (report.has("error") || report.has("errorDetail")) {
      failure = detail.path("message").asText(report.path("error").asText("an unnamed error"));
    }
  }

  private void printed(String text) {
    String line = text.stripTrailing();
    if (!line.isEmpty()) {
      line(line);
    }
  }

  private void line(String line) {
    Matcher id = MADE.matcher(line);
    if (id.matches()) {
      made.add(id.group(1));
    }
    if (lastLines.size() == REMEMBERED_LINES) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
    listener.accept(line);
  }
}
