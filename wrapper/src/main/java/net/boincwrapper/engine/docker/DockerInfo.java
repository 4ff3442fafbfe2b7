package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.Kind;
import net.boincwrapper.engine.EngineAbilities;
import net.boincwrapper.engine.EngineAbilities.Limit;
import net.boincwrapper.engine.EngineAbilities.Storage;
import net.boincwrapper.engine.EngineVersion;
import net.boincwrapper.engine.http.CallLimits;
import net.boincwrapper.engine.http.HttpAnswer;
import net.boincwrapper.engine.http.HttpRequest;

/** Who the engine is, and which run of its daemon. */
final class DockerInfo {
  /** Changes with every boot; Linux, {@code drivers/char/random.c}. */
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");

  private final DockerConnection connection;

  DockerInfo(DockerConnection connection) {
    this.connection = connection;
  }

  EngineInfo read() throws IOException {
    CallLimits limits = CallLimits.call(connection.callTime());
    try (HttpAnswer answer = connection.open(HttpRequest.get("/info"), limits, null)) {
      JsonNode tree = DockerJson.read(answer.body());
      Kind kind = connection.isPodman() ? Kind.PODMAN : Kind.DOCKER;
      boolean rootless = isRootless(tree);
      Set<Limit> kept =
          kind == Kind.DOCKER ? PodmanLimits.told(tree) : podmanLimits(tree, rootless);
      return new EngineInfo(
          kind,
          tree.path("ServerVersion").asText(),
          kind == Kind.DOCKER ? dockerInstance(tree) : podmanInstance(rootless),
          rootless,
          tree.path("CgroupVersion").asInt(1),
          tree.path("CgroupDriver").asText(),
          tree.path("NCPU").asInt(),
          tree.path("MemTotal").asLong(),
          names(tree.path("Runtimes")),
          abilities(tree, DockerConnection.api(answer), kept),
          architecture(tree.path("Architecture").asText()));
    }
  }

  /**
   * Docker's daemon deletes its default bridge network at each start and makes another under the
   * same name, so that network's id belongs to one run of the daemon (moby, {@code
   * daemon/daemon_unix.go:configureNetworking}). With live restore and running containers it keeps
   * it; but then its own end does not end containers either. A daemon without the bridge cannot be
   * told from its next run.
   */
  private String dockerInstance(JsonNode info) throws IOException {
    return connection
        .find("/networks/bridge")
        .map(bridge -> bridge.path("Id").asText())
        .filter(bridge -> !bridge.isEmpty())
        .map(bridge -> info.path("ID").asText() + "/" + bridge)
        .orElse("");
  }

  /**
   * Podman has no daemon whose end would end containers; the host's boot takes its place. Rootless
   * containers also end with the user's last session, which shows elsewhere (task.EngineRun).
   */
  private static String podmanInstance(boolean rootless) throws IOException {
    return rootless || !Files.isReadable(BOOT_ID) ? "" : Files.readString(BOOT_ID).strip();
  }

  private Set<Limit> podmanLimits(JsonNode info, boolean rootless) {
    return new PodmanLimits(CONTROL_GROUPS, owner(connection.socket())).of(info, rootless);
  }

  /** A rootless Podman is the one of whoever has made its socket, which can be another user. */
  private static int owner(Path socket) {
    try {
      return (int) Files.getAttribute(socket, "unix:uid");
    } catch (IOException e) {
      return Engines.effectiveUser();
    }
  }

  /**
   * {@code name=userns} is of a daemon of root's with userns-remap, and never of a rootless one
   * (moby, {@code daemon/info.go:fillSecurityOptions}). Docker has {@code name=selinux} where its
   * daemon labels containers, which it does not by default; Podman wherever the kernel knows labels
   * ({@code podman/pkg/api/handlers/compat/info.go:getSecOpts}), which it does by default.
   */
  private EngineAbilities abilities(JsonNode info, String api, Set<Limit> limits)
      throws IOException {
    return new EngineAbilities(
        api,
        storage(info),
        limits,
        says(info, "name=userns"),
        says(info, "name=selinux"),
        info.path("DefaultRuntime").asText(),
        connection.isPodman()
            ? podmanCdi(info.path("ServerVersion").asText())
            : DockerReader.list(info.path("CDISpecDirs")));
  }

  /**
   * Through Docker's API Podman takes such devices from 5.4 on ({@code
   * pkg/api/handlers/compat/containers_create.go:cliOpts}; 5.3 ignores the request), and looks
   * where all do by default ({@code container-device-interface/pkg/cdi/spec-dirs.go}).
   */
  private static List<String> podmanCdi(String version) {
    return EngineVersion.of(version).isAtLeast(5, 4)
        ? List.of("/etc/cdi", "/var/run/cdi")
        : List.of();
  }

  private static Storage storage(JsonNode info) {
    return new Storage(
        info.path("Driver").asText(),
        status(info, "Backing Filesystem"),
        info.path("DockerRootDir").asText());
  }

  /** A line of what the storage driver says of itself, which is pairs of strings. */
  private static String status(JsonNode info, String name) {
    for (JsonNode pair : info.path("DriverStatus")) {
      if (pair.path(0).asText().equals(name)) {
        return pair.path(1).asText();
      }
    }
    return "";
  }

  /** Podman 4.3.1 says it in a field of its own, and not among its options (tried). */
  private static boolean isRootless(JsonNode tree) {
    return tree.path("Rootless").asBoolean() || says(tree, "name=rootless");
  }

  private static boolean says(JsonNode info, String securityOption) {
    return DockerReader.list(info.path("SecurityOptions")).contains(securityOption);
  }

  /**
   * The kernel's, unless the engine is a program of 32 bits under a kernel of 64, as on a Raspberry
   * Pi with its maker's system: then it builds for 32.
   */
  private String architecture(String kernel) throws IOException {
    boolean both = kernel.equals("aarch64") || kernel.equals("arm64");
    return both && version().equals("arm") ? "armv8l" : kernel;
  }

  private String version() throws IOException {
    return connection.find("/version").map(version -> version.path("Arch").asText()).orElse("");
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
