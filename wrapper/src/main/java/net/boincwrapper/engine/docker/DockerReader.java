package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.engine.Engine.ContainerEvent;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.Engine.Sighting;

/**
 * Reads the engine's documents. What is missing or null reads as empty, as engines differ in it.
 */
final class DockerReader {
  private static final Pattern TCP_PORT = Pattern.compile("(\\d{1,5})/tcp");

  private DockerReader() {}

  static ContainerInfo container(JsonNode tree) {
    JsonNode state = tree.path("State");
    ContainerStatus status = status(state.path("Status").asText());
    boolean runs = status == ContainerStatus.RUNNING || status == ContainerStatus.PAUSED;
    String name = tree.path("Name").asText();
    return new ContainerInfo(
        tree.path("Id").asText(),
        name.startsWith("/") ? name.substring(1) : name,
        status,
        tree.path("Image").asText(),
        texts(tree.path("Config").path("Labels")),
        time(state.path("StartedAt")),
        runs ? Optional.empty() : time(state.path("FinishedAt")),
        state.path("ExitCode").asInt(),
        state.path("OOMKilled").asBoolean(),
        state.path("Pid").asLong(),
        state.path("Error").asText(""),
        ports(tree.path("NetworkSettings").path("Ports")));
  }

  /** An entry of a listing. */
  static Sighting sighting(JsonNode summary) {
    return new Sighting(
        summary.path("Id").asText(),
        status(summary.path("State").asText()),
        created(summary.path("Created").asLong()),
        texts(summary.path("Labels")));
  }

  /** Of a moment that no clock can show, the epoch. */
  private static Instant created(long second) {
    boolean known =
        second >= Instant.MIN.getEpochSecond() && second <= Instant.MAX.getEpochSecond();
    return Instant.ofEpochSecond(known ? second : 0);
  }

  /**
   * {@code "80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "32768"}]}, or null for one not
   * published.
   */
  private static Map<Integer, Integer> ports(JsonNode object) {
    Map<Integer, Integer> ports = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      Matcher name = TCP_PORT.matcher(entry.getKey());
      int onHost = entry.getValue().path(0).path("HostPort").asInt();
      if (name.matches() && onHost > 0) {
        ports.put(Integer.valueOf(name.group(1)), onHost);
      }
    }
    return ports;
  }

  static ImageInfo image(JsonNode tree) {
    JsonNode config = tree.path("Config");
    String stopSignal = text(config, "StopSignal");
    return new ImageInfo(
        imageId(tree.path("Id").asText()),
        list(tree.path("RepoDigests")),
        text(config, "User"),
        text(config, "WorkingDir"),
        list(config.path("Entrypoint")),
        list(config.path("Cmd")),
        stopSignal.isEmpty() ? Optional.empty() : Optional.of(stopSignal),
        assignments(list(config.path("Env"))),
        texts(config.path("Labels")),
        list(tree.path("RootFS").path("Layers")),
        names(config.path("Volumes")),
        tree.path("Size").asLong());
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Map<String, String> assignments(List<String> words) {
    Map<String, String> assignments = new TreeMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      assignments.put(
          equals < 0 ? word : word.substring(0, equals),
          equals < 0 ? "" : word.substring(equals + 1));
    }
    return assignments;
  }

  /** An event; empty where the line is about something else. */
  static Optional<ContainerEvent> event(JsonNode tree) {
    String id = tree.path("Actor").path("ID").asText();
    String action = tree.path("Action").asText();
    long nanos = tree.path("timeNano").asLong();
    if (id.isEmpty() || action.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new ContainerEvent(id, action, Instant.ofEpochSecond(0, nanos)));
  }

  /**
   * What Podman's event of an end says, for a container that is removed before anybody can look.
   */
  static OptionalInt exitCode(JsonNode event) {
    JsonNode code = event.path("Actor").path("Attributes").path("containerExitCode");
    // Podman's own word for a code that it has not seen is -1.
    return code.asInt(-1) < 0 ? OptionalInt.empty() : OptionalInt.of(code.asInt());
  }

  static List<String> list(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }

  private static String text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isTextual() ? value.asText() : "";
  }

  /** Podman leaves the algorithm out. */
  static String imageId(String id) {
    return id.isEmpty() || id.contains(":") ? id : "sha256:" + id;
  }

  /** Docker's words and Podman's. */
  private static ContainerStatus status(String word) {
    return switch (word) {
      case "created", "configured", "initialized" -> ContainerStatus.CREATED;
      case "running", "restarting", "stopping" -> ContainerStatus.RUNNING;
      case "paused" -> ContainerStatus.PAUSED;
      case "exited", "stopped" -> ContainerStatus.EXITED;
      default -> ContainerStatus.DEAD;
    };
  }

  /** "Never" is the year 1. */
  private static Optional<Instant> time(JsonNode text) {
    try {
      Instant time = Instant.parse(text.asText());
      return time.getEpochSecond() > 0 ? Optional.of(time) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
