package net.boincwrapper.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.ContainerPlan.Bind;
import net.boincwrapper.engine.ContainerPlan.Mount;
import net.boincwrapper.engine.ContainerPlan.PublishedPort;
import net.boincwrapper.engine.ContainerPlan.TmpfsMount;
import net.boincwrapper.engine.Devices;
import net.boincwrapper.engine.Engine.Kind;
import net.boincwrapper.engine.OwnerGrants;
import net.boincwrapper.engine.TmpfsOptions;

/**
 * The {@code docker create}, or {@code podman create}, that does what the engine is asked to do for
 * a plan.
 */
final class CreateCommand {
  private final ContainerPlan plan;
  private final List<List<String>> parts = new ArrayList<>();

  private CreateCommand(ContainerPlan plan) {
    this.plan = plan;
  }

  /** The command's words, unquoted; no two different plans give the same. */
  static List<String> words(ContainerPlan plan) {
    return parts(plan).stream().flatMap(List::stream).toList();
  }

  /** The same words, grouped by option. */
  static List<List<String>> parts(ContainerPlan plan) {
    CreateCommand command = new CreateCommand(plan);
    command.part(plan.engine() == Kind.PODMAN ? "podman" : "docker", "create");
    command.identity();
    command.isolation();
    command.limits();
    command.surroundings();
    command.program();
    return List.copyOf(command.parts);
  }

  private void identity() {
    if (!plan.name().isEmpty()) {
      option("--name", plan.name());
    }
    plan.labels().forEach((name, value) -> option("--label", name + "=" + value));
    option("--user", plan.user());
    option("--workdir", plan.workingDirectory());
    plan.hostname().ifPresent(name -> option("--hostname", name));
  }

  private void isolation() {
    part("--init");
    option("--cap-drop", Isolation.DROPPED);
    Isolation.SECURITY.forEach(value -> option("--security-opt", value));
    if (plan.withoutLabel()) {
      option("--security-opt", "label=disable");
    }
    if (plan.engine() == Kind.PODMAN) {
      option("--userns", "host");
    }
    if (plan.readOnlyRoot()) {
      part("--read-only");
    }
    part("--no-healthcheck");
    option("--network", plan.network());
    plan.ports().forEach(port -> option("--publish", published(port)));
    option("--log-driver", Isolation.LOG_DRIVER);
    option("--log-opt", "max-size=" + Isolation.LOG_MAX_SIZE);
    option("--log-opt", "max-file=" + Isolation.LOG_MAX_FILES);
  }

  private void limits() {
    plan.memoryBytes()
        .ifPresent(
            bytes -> {
              option("--memory", String.valueOf(bytes));
              option("--memory-swap", String.valueOf(bytes));
            });
    plan.shmBytes().ifPresent(bytes -> option("--shm-size", String.valueOf(bytes)));
    plan.cpus().ifPresent(cpus -> option("--cpus", String.valueOf(cpus)));
    option("--cpu-shares", String.valueOf(plan.cpuShares()));
    option("--pids-limit", String.valueOf(plan.pids()));
    plan.ulimits().forEach((name, u) -> option("--ulimit", name + "=" + u.soft() + ":" + u.hard()));
    plan.stopSignal().ifPresent(signal -> option("--stop-signal", signal));
    option("--stop-timeout", String.valueOf(plan.stopTimeoutSeconds()));
    devices(plan.devices());
    grants(plan.grants());
  }

  private void grants(OwnerGrants grants) {
    grants.cpuset().ifPresent(list -> option("--cpuset-cpus", list));
    grants.numaNodes().ifPresent(list -> option("--cpuset-mems", list));
    grants.capabilities().forEach(name -> option("--cap-add", name));
    devices(grants.devices());
    grants.seccomp().ifPresent(it -> option("--security-opt", "seccomp=" + it.path()));
    grants.runtime().ifPresent(name -> option("--runtime", name));
    grants.layerBytes().ifPresent(bytes -> option("--storage-opt", "size=" + bytes));
  }

  private void devices(Devices devices) {
    if (!devices.requested().isEmpty()) {
      option("--gpus", Csv.line(List.of("device=" + String.join(",", devices.requested()))));
    }
    devices.cdi().forEach(name -> option("--device", name));
    devices.nodes().forEach(path -> option("--device", path));
    devices.groups().forEach(group -> option("--group-add", group));
  }

  private void surroundings() {
    plan.environment().forEach((name, value) -> option("--env", name + "=" + value));
    plan.mounts().forEach(this::mount);
  }

  /** The command line takes one word as entry point; the rest of it goes before the arguments. */
  private void program() {
    List<String> entrypoint = plan.entrypoint().orElse(List.of());
    if (plan.entrypoint().isPresent()) {
      option("--entrypoint", entrypoint.isEmpty() ? "" : entrypoint.get(0));
    }
    List<String> program = new ArrayList<>(List.of(plan.image()));
    program.addAll(entrypoint.subList(Math.min(1, entrypoint.size()), entrypoint.size()));
    parts.add(program);
  }

  private void mount(Mount mount) {
    if (mount instanceof Bind bind) {
      Stream<String> fields =
          Stream.of("type=bind", "source=" + bind.source(), "target=" + bind.target());
      Stream<String> more =
          Stream.concat(
              bind.readOnly() ? Stream.of("readonly") : Stream.empty(),
              bind.follows() ? Stream.of("bind-propagation=rslave") : Stream.empty());
      option("--mount", Csv.line(Stream.concat(fields, more).toList()));
    } else if (mount instanceof TmpfsMount tmpfs) {
      tmpfs(tmpfs);
    }
  }

  /** Only {@code --tmpfs} can say that programs may run there; {@code --mount} says noexec. */
  private void tmpfs(TmpfsMount tmpfs) {
    String mode = Integer.toOctalString(tmpfs.mode());
    if (plan.engine() == Kind.PODMAN || tmpfs.exec()) {
      option("--tmpfs", tmpfs.target() + ":" + TmpfsOptions.of(tmpfs, plan.engine()));
    } else {
      List<String> fields = new ArrayList<>(List.of("type=tmpfs", "target=" + tmpfs.target()));
      tmpfs.sizeBytes().ifPresent(size -> fields.add("tmpfs-size=" + size));
      fields.add("tmpfs-mode=" + mode);
      option("--mount", Csv.line(fields));
    }
  }

  private static String published(PublishedPort port) {
    OptionalInt host = port.hostPort();
    return Isolation.HOST_ADDRESS
        + ":"
        + (host.isPresent() ? String.valueOf(host.getAsInt()) : "")
        + ":"
        + port.containerPort()
        + "/"
        + port.protocol();
  }

  private void option(String name, String value) {
    part(name, value);
  }

  private void part(String... words) {
    parts.add(List.of(words));
  }
}
