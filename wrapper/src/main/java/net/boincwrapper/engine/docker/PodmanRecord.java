package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.engine.Engine.ContainerEvent;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.http.CallLimits;
import net.boincwrapper.engine.http.HttpAnswer;
import net.boincwrapper.engine.http.HttpRequest;

/**
 * What Podman's own record of a container tells in place of its events. Under systemd, Podman's
 * events are in the journal (containers/common, {@code pkg/config/systemd.go:defaultEventsLogger}),
 * and what a system user such as {@code boinc} has written there, only root may read (systemd,
 * journald.conf(5), {@code SplitMode}): such a user's Podman remembers no event. Nor does one with
 * {@code events_logger="none"} in its configuration.
 *
 * <p>An end is recorded when Podman has read the exit code that the container's monitor noted
 * ({@code libpod/container_internal.go:handleExitFile}), and a signal that it was told to send
 * since 4.7 ({@code StoppedByUser} in {@code libpod/define/container_inspect.go}).
 */
final class PodmanRecord {
  private static final String VERSION_HEADER = "Libpod-API-Version";
  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\..*");
  private static final int MAJOR = 4;
  private static final int MINOR = 7;

  private final DockerConnection connection;

  PodmanRecord(DockerConnection connection) {
    this.connection = connection;
  }

  /** None of a container that runs, or where the record does not tell of signals. */
  List<ContainerEvent> events(String id) throws IOException {
    String path = DockerPaths.libpod(id, "/json").toString();
    CallLimits limits = CallLimits.call(connection.callTime());
    try (HttpAnswer answer = connection.open(HttpRequest.get(path), limits, null)) {
      List<String> version = answer.headers().getOrDefault(VERSION_HEADER, List.of());
      boolean tellsAll = version.stream().anyMatch(PodmanRecord::tellsOfSignals);
      return tellsAll ? events(id, DockerJson.read(answer.body())) : List.of();
    }
  }

  private static boolean tellsOfSignals(String version) {
    Matcher parts = VERSION.matcher(version);
    if (!parts.matches()) {
      return false;
    }
    int major = Integer.parseInt(parts.group(1));
    return major > MAJOR || (major == MAJOR && Integer.parseInt(parts.group(2)) >= MINOR);
  }

  private static List<ContainerEvent> events(String id, JsonNode tree) {
    ContainerInfo container = DockerReader.container(tree);
    boolean hasEnded = container.pid() == 0 && container.isEndKnown();
    if (!hasEnded) {
      return List.of();
    }
    Instant end = container.finishedAt().orElseThrow();
    ContainerEvent died = new ContainerEvent(id, "died", end);
    return tree.path("State").path("StoppedByUser").asBoolean()
        ? List.of(new ContainerEvent(id, "kill", end), died)
        : List.of(died);
  }
}
