package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.boincwrapper.engine.EngineVersion;

/**
 * The network of a build's steps on Podman. Whoever does not ask its API for another gets the
 * host's own (4.3.1 to 5.8, {@code pkg/api/handlers/compat/images_build.go}): a Dockerfile would
 * reach the client's RPC port and whatever else trusts the loopback device, and abstract sockets.
 */
final class PodmanBuildNetwork {
  private static final String OWN = "[{\"Name\":\"network\",\"Host\":false}]";

  /** What makes a network for a user who is not root. */
  private static final Path TUN = Path.of("/dev/net/tun");

  private PodmanBuildNetwork() {}

  /** Parameters of a build. */
  static Map<String, String> parameters(DockerConnection connection) throws IOException {
    JsonNode info =
        connection
            .find(DockerPaths.libpodInfo().toString())
            .orElseThrow(() -> new IOException("Podman does not tell what it has"));
    return parameters(info, Files.exists(TUN));
  }

  /**
   * A network of its own; none where a rootless Podman cannot have one, for it would fail then.
   * Through its API, a rootless Podman 4.3.1 calls what makes networks for root ("netavark: setns:
   * Operation not permitted"), so that no step ran; 5.4.2 and 5.8.6 do it right. Before 5.4, which
   * is the first that was tried, steps keep the host's network, as that Podman would have it.
   *
   * @param info Podman's own, not Docker's
   * @param tun whether the host has devices for such a network
   */
  static Map<String, String> parameters(JsonNode info, boolean tun) {
    JsonNode host = info.path("host");
    boolean rootless = host.path("security").path("rootless").asBoolean();
    if (rootless && !EngineVersion.of(version(info)).isAtLeast(5, 4) && hasProgram(host, tun)) {
      return Map.of();
    }
    boolean possible = !rootless || hasProgram(host, tun);
    return possible
        ? Map.of("nsoptions", OWN)
        : Map.of("nsoptions", OWN, "networkmode", "NetworkDisabled");
  }

  private static String version(JsonNode info) {
    return info.path("version").path("Version").asText();
  }

  private static boolean hasProgram(JsonNode host, boolean tun) {
    return tun && (has(host, "slirp4netns") || has(host, "pasta"));
  }

  private static boolean has(JsonNode host, String program) {
    return !host.path(program).path("executable").asText("").isEmpty();
  }
}
