package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.ContainerPlan.Bind;
import net.boincwrapper.engine.ContainerPlan.PublishedPort;
import net.boincwrapper.engine.ContainerPlan.TmpfsMount;
import net.boincwrapper.engine.Devices;
import net.boincwrapper.engine.Engine.Kind;
import net.boincwrapper.engine.OwnerGrants;
import net.boincwrapper.engine.PodmanPaths;
import net.boincwrapper.engine.TmpfsOptions;

/**
 * Translates a plan into the body of the engine's {@code POST /containers/create}. What isolates is
 * set here for every container, so that no plan can leave it out.
 *
 * <p>docker-java's request would say the same. But Jackson has to learn its classes, a hundred
 * properties and their annotations, while the app's first instruction waits; the package tells what
 * that costs, and what this tree does.
 */
final class DockerCreate {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String HOST = "HostConfig";
  private static final String STORAGE = "StorageOpt";

  private DockerCreate() {}

  /**
   * What is not set is left to the image and the engine.
   *
   * @param healthCheck whether the image may have one, which has to be switched off
   */
  static ObjectNode body(ContainerPlan plan, boolean healthCheck) {
    ObjectNode body = JSON.objectNode();
    body.put("Image", plan.image()).put("User", plan.user());
    body.put("WorkingDir", plan.workingDirectory()).put("StopTimeout", plan.stopTimeoutSeconds());
    body.set("Env", environment(plan.environment()));
    body.set("Labels", DockerJson.object(plan.labels()));
    if (healthCheck) {
      // It would run its processes in the container, for nobody to see.
      body.putObject("Healthcheck").putArray("Test").add("NONE");
    }
    plan.entrypoint().ifPresent(words -> body.set("Entrypoint", DockerJson.array(words)));
    plan.stopSignal().ifPresent(signal -> body.put("StopSignal", signal));
    plan.hostname().ifPresent(name -> body.put("Hostname", name));
    ObjectNode exposed = body.putObject("ExposedPorts");
    plan.ports().forEach(port -> exposed.putObject(name(port)));
    body.set(HOST, host(plan));
    return body;
  }

  /** Whether the container's own layer is to be limited. */
  static boolean hasSize(ObjectNode body) {
    return body.path(HOST).has(STORAGE);
  }

  /** The same body, changed. */
  static ObjectNode withoutSize(ObjectNode body) {
    ((ObjectNode) body.get(HOST)).remove(STORAGE);
    return body;
  }

  private static ObjectNode host(ContainerPlan plan) {
    ObjectNode host = JSON.objectNode();
    host.put("Init", !plan.labels().containsKey(ContainerPlan.LABEL_NO_INIT));
    host.put("ReadonlyRootfs", plan.readOnlyRoot());
    host.putArray("CapDrop").add("ALL");
    ArrayNode security = host.putArray("SecurityOpt").add("no-new-privileges");
    if (plan.withoutLabel()) {
      // Never :z or :Z, with which the engine would give the volunteer's files another label.
      security.add("label=disable");
    }
    if (plan.engine() == Kind.PODMAN) {
      host.put("UsernsMode", "host"); // Whatever PODMAN_USERNS and containers.conf say.
    }
    host.putObject("RestartPolicy").put("Name", "").put("MaximumRetryCount", 0);
    host.set("LogConfig", log());
    host.put("NetworkMode", plan.network());
    host.set("PortBindings", bindings(plan.ports()));
    addLimits(host, plan);
    addMounts(host, plan);
    if (!plan.grants().isNone()) {
      addGrants(host, security, plan);
    }
    return host;
  }

  private static void addGrants(ObjectNode host, ArrayNode security, ContainerPlan plan) {
    OwnerGrants grants = plan.grants();
    grants.cpuset().ifPresent(list -> host.put("CpusetCpus", list));
    grants.numaNodes().ifPresent(list -> host.put("CpusetMems", list));
    grants.runtime().ifPresent(name -> host.put("Runtime", name));
    grants
        .seccomp()
        .map(profile -> plan.engine() == Kind.PODMAN ? profile.path() : profile.text())
        .ifPresent(profile -> security.add("seccomp=" + profile));
    if (!grants.capabilities().isEmpty()) {
      host.set("CapAdd", DockerJson.array(grants.capabilities()));
    }
    if (!grants.devices().isEmpty()) {
      addNodes(host, grants.devices());
    }
    if (grants.layerBytes().isPresent()) {
      host.putObject(STORAGE).put("size", String.valueOf(grants.layerBytes().getAsLong()));
    }
  }

  /** Kept by the engine; 10 MB in all, so that an app that prints for ever fills no disk. */
  private static ObjectNode log() {
    ObjectNode log = JSON.objectNode().put("Type", "json-file");
    log.putObject("Config").put("max-size", "5m").put("max-file", "2");
    return log;
  }

  private static void addLimits(ObjectNode host, ContainerPlan plan) {
    host.put("PidsLimit", plan.pids()).put("CpuShares", plan.cpuShares());
    plan.cpus().ifPresent(cpus -> host.put("NanoCpus", Math.round(cpus * 1e9)));
    plan.shmBytes().ifPresent(bytes -> host.put("ShmSize", bytes));
    // The same number twice: memory and swap together, so no swap.
    plan.memoryBytes().ifPresent(bytes -> host.put("Memory", bytes).put("MemorySwap", bytes));
    ArrayNode ulimits = host.putArray("Ulimits");
    plan.ulimits()
        .forEach(
            (name, limit) ->
                ulimits
                    .addObject()
                    .put("Name", name)
                    .put("Soft", limit.soft())
                    .put("Hard", limit.hard()));
    if (!plan.devices().isEmpty()) {
      addDevices(host, plan.devices());
    }
  }

  /** By CDI, Docker takes them so from 25 on, and Podman from 5.4 ({@code cliOpts}). */
  private static void addDevices(ObjectNode host, Devices devices) {
    ArrayNode requests = JSON.arrayNode();
    if (!devices.requested().isEmpty()) {
      ObjectNode request = requests.addObject();
      request.set("DeviceIDs", DockerJson.array(devices.requested()));
      request.putArray("Capabilities").addArray().add("gpu");
    }
    if (!devices.cdi().isEmpty()) {
      ObjectNode request = requests.addObject().put("Driver", "cdi");
      request.set("DeviceIDs", DockerJson.array(devices.cdi()));
    }
    if (!requests.isEmpty()) {
      host.set("DeviceRequests", requests);
    }
    if (!devices.nodes().isEmpty()) {
      addNodes(host, devices);
    }
  }

  /** After those that are there already: an assigned GPU and what the host's owner has granted. */
  private static void addNodes(ObjectNode host, Devices devices) {
    ArrayNode nodes =
        host.get("Devices") instanceof ArrayNode there ? there : host.putArray("Devices");
    devices.nodes().forEach(path -> node(nodes.addObject(), path));
    addGroups(host, devices.groups());
  }

  private static void node(ObjectNode device, String path) {
    device.put("PathOnHost", path).put("PathInContainer", path).put("CgroupPermissions", "rw");
  }

  /**
   * What Podman's command line makes of {@code keep-groups} ({@code
   * cmd/podman/containers/create.go}); its service takes annotations (seen in 5.4).
   */
  private static void addGroups(ObjectNode host, List<String> groups) {
    if (groups.contains(Devices.OF_THE_USER)) {
      host.putObject("Annotations").put("run.oci.keep_original_groups", "1");
    } else if (!groups.isEmpty()) {
      ArrayNode all =
          host.get("GroupAdd") instanceof ArrayNode there ? there : host.putArray("GroupAdd");
      groups.forEach(all::add);
    }
  }

  private static void addMounts(ObjectNode host, ContainerPlan plan) {
    ArrayNode viaMounts = host.putArray("Mounts");
    ArrayNode viaBinds = host.putArray("Binds");
    ObjectNode viaTmpfs = host.putObject("Tmpfs");
    for (ContainerPlan.Mount mount : plan.mounts()) {
      if (mount instanceof Bind bind) {
        if (plan.engine() == Kind.PODMAN && !PodmanPaths.fitsMounts(bind)) {
          viaBinds.add(PodmanPaths.bind(bind));
        } else {
          viaMounts.add(bind(bind));
        }
      } else if (mount instanceof TmpfsMount tmpfs) {
        if (plan.engine() == Kind.PODMAN || tmpfs.exec()) {
          viaTmpfs.put(tmpfs.target(), TmpfsOptions.of(tmpfs, plan.engine()));
        } else {
          viaMounts.add(tmpfs(tmpfs));
        }
      }
    }
  }

  private static ObjectNode bind(Bind bind) {
    ObjectNode mount =
        JSON.objectNode()
            .put("Type", "bind")
            .put("Source", bind.source())
            .put("Target", bind.target())
            .put("ReadOnly", bind.readOnly());
    if (bind.follows()) {
      mount.putObject("BindOptions").put("Propagation", "rslave");
    }
    return mount;
  }

  private static ObjectNode tmpfs(TmpfsMount tmpfs) {
    ObjectNode mount = JSON.objectNode().put("Type", "tmpfs").put("Target", tmpfs.target());
    ObjectNode options = mount.putObject("TmpfsOptions").put("Mode", tmpfs.mode());
    tmpfs.sizeBytes().ifPresent(bytes -> options.put("SizeBytes", bytes));
    return mount;
  }

  private static ArrayNode environment(Map<String, String> variables) {
    ArrayNode assignments = JSON.arrayNode();
    variables.forEach((name, value) -> assignments.add(name + "=" + value));
    return assignments;
  }

  /** One port of the container may be published as several of the host. */
  private static ObjectNode bindings(List<PublishedPort> ports) {
    ObjectNode bindings = JSON.objectNode();
    for (PublishedPort port : ports) {
      String hostPort = port.hostPort().isPresent() ? "" + port.hostPort().getAsInt() : "";
      String name = name(port);
      ArrayNode published =
          bindings.get(name) instanceof ArrayNode there ? there : bindings.putArray(name);
      published.addObject().put("HostIp", "127.0.0.1").put("HostPort", hostPort);
    }
    return bindings;
  }

  private static String name(PublishedPort port) {
    return port.containerPort() + "/" + port.protocol().toLowerCase(Locale.ROOT);
  }
}
