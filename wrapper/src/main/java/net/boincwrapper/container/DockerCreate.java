package net.boincwrapper.container;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.TmpfsOptions;
import com.github.dockerjava.api.model.Ulimit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.boincwrapper.container.ContainerPlan.Bind;
import net.boincwrapper.container.ContainerPlan.PublishedPort;
import net.boincwrapper.container.ContainerPlan.TmpfsMount;

/**
 * Translates a plan into docker-java's request. What isolates is set here for every container, so
 * that no plan can leave it out.
 */
final class DockerCreate {
  /** Kept by the engine; 10 MB in all, so that an app that prints for ever fills no disk. */
  private static final Map<String, String> LOG_ROTATION = Map.of("max-size", "5m", "max-file", "2");

  private DockerCreate() {}

  /** Fills a request that names the image already. */
  static CreateContainerCmd fill(CreateContainerCmd request, ContainerPlan plan) {
    request
        .withName(plan.name())
        .withUser(plan.user())
        .withWorkingDir(plan.workingDirectory())
        .withEnv(environment(plan.environment()))
        .withLabels(plan.labels())
        .withExposedPorts(plan.ports().stream().map(DockerCreate::exposed).toList())
        // The image's own check would run its processes in the container, for nobody to see.
        .withHealthcheck(new HealthCheck().withTest(List.of("NONE")))
        .withStopTimeout(plan.stopTimeoutSeconds())
        .withHostConfig(host(plan));
    plan.entrypoint().ifPresent(request::withEntrypoint);
    plan.stopSignal().ifPresent(request::withStopSignal);
    plan.hostname().ifPresent(request::withHostName);
    return request;
  }

  private static HostConfig host(ContainerPlan plan) {
    HostConfig host =
        new HostConfig()
            .withInit(true)
            .withCapDrop(Capability.ALL)
            .withSecurityOpts(List.of("no-new-privileges"))
            .withRestartPolicy(RestartPolicy.noRestart())
            .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, LOG_ROTATION))
            .withNetworkMode(plan.network())
            .withPidsLimit((long) plan.pids())
            .withCpuShares(plan.cpuShares())
            .withReadonlyRootfs(plan.readOnlyRoot())
            .withPortBindings(plan.ports().stream().map(DockerCreate::binding).toList())
            .withUlimits(ulimits(plan));
    plan.cpus().ifPresent(cpus -> host.withNanoCPUs(Math.round(cpus * 1e9)));
    plan.shmBytes().ifPresent(host::withShmSize);
    // The same number twice: memory and swap together, so no swap.
    plan.memoryBytes().ifPresent(bytes -> host.withMemory(bytes).withMemorySwap(bytes));
    if (!plan.gpus().isEmpty()) {
      host.withDeviceRequests(List.of(gpus(plan.gpus())));
    }
    addMounts(host, plan.mounts());
    return host;
  }

  /** The Mounts API has no exec before API 1.46, so a tmpfs with exec goes the older way. */
  private static void addMounts(HostConfig host, List<ContainerPlan.Mount> mounts) {
    List<Mount> viaMounts = new ArrayList<>();
    Map<String, String> executable = new LinkedHashMap<>();
    for (ContainerPlan.Mount mount : mounts) {
      if (mount instanceof Bind bind) {
        viaMounts.add(bind(bind));
      } else if (mount instanceof TmpfsMount tmpfs) {
        if (tmpfs.exec()) {
          executable.put(tmpfs.target(), tmpfsOptions(tmpfs));
        } else {
          viaMounts.add(tmpfs(tmpfs));
        }
      }
    }
    host.withMounts(viaMounts);
    if (!executable.isEmpty()) {
      host.withTmpFs(executable);
    }
  }

  private static Mount bind(Bind bind) {
    return new Mount()
        .withType(MountType.BIND)
        .withSource(bind.source())
        .withTarget(bind.target())
        .withReadOnly(bind.readOnly());
  }

  private static Mount tmpfs(TmpfsMount tmpfs) {
    TmpfsOptions options = new TmpfsOptions().withMode(tmpfs.mode());
    tmpfs.sizeBytes().ifPresent(options::withSizeBytes);
    return new Mount()
        .withType(MountType.TMPFS)
        .withTarget(tmpfs.target())
        .withTmpfsOptions(options);
  }

  private static String tmpfsOptions(TmpfsMount tmpfs) {
    StringBuilder options = new StringBuilder("exec,nosuid,nodev,mode=");
    options.append(Integer.toOctalString(tmpfs.mode()));
    tmpfs.sizeBytes().ifPresent(bytes -> options.append(",size=").append(bytes));
    return options.toString();
  }

  private static List<String> environment(Map<String, String> variables) {
    return variables.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  private static List<Ulimit> ulimits(ContainerPlan plan) {
    return plan.ulimits().entrySet().stream()
        .map(e -> new Ulimit(e.getKey(), e.getValue().soft(), e.getValue().hard()))
        .toList();
  }

  private static DeviceRequest gpus(List<String> ids) {
    return new DeviceRequest().withDeviceIds(ids).withCapabilities(List.of(List.of("gpu")));
  }

  private static ExposedPort exposed(PublishedPort port) {
    return new ExposedPort(
        port.containerPort(), InternetProtocol.parse(port.protocol().toLowerCase(Locale.ROOT)));
  }

  private static PortBinding binding(PublishedPort port) {
    Ports.Binding binding =
        port.hostPort().isPresent()
            ? Ports.Binding.bindIpAndPort("127.0.0.1", port.hostPort().getAsInt())
            : Ports.Binding.bindIp("127.0.0.1");
    return new PortBinding(binding, exposed(port));
  }
}
