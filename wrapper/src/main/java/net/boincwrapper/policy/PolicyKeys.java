package net.boincwrapper.policy;

import java.util.List;
import net.boincwrapper.job.Sizes;
import net.boincwrapper.toml.Key;
import net.boincwrapper.toml.Schema;

/**
 * Every key of {@code host.toml}: at the top it holds for all projects, in {@code [project."URL"]}
 * for one.
 */
final class PolicyKeys {
  static final String PROJECT = "project";
  static final String LIMITS = "limits";
  static final String MOUNTS = "mount";

  private static final long LEAST_LAYER = 1L << 20;
  private static final int DAYS = 3_650;

  static final Key ENGINE =
      Key.wordOrNone(
          "engine",
          List.of("docker", "podman"),
          "the engine that tasks use; none: the one that the client found, or the first that"
              + " answers");
  static final Key SOCKET =
      Key.text(
          "socket", Key.NONE, "absolute path", "where that engine listens; none: the usual places");
  static final Key NETWORK =
      Key.word(
          "network",
          List.of("project", "none", "bridge"),
          "which network containers get; project: the one that the job asks for; bridge: all of"
              + " them get one");
  static final Key LAN_RULES =
      Key.bool(
          "require_lan_rules",
          false,
          "whether a bridge is given only while the rules that keep it from your own network are in"
              + " force");
  static final Key CPUSET =
      Key.text("cpuset", Key.NONE, "such as \"0-3,8\"", "CPUs that containers may use; none: all");
  static final Key NUMA_NODES =
      Key.text(
          "numa_nodes",
          Key.NONE,
          "such as \"0\"",
          "memory nodes that containers may use; none: all");
  static final Key GPUS =
      Key.bool("gpus", true, "whether a job may use the GPU that the client assigns to it");
  static final Key CAPABILITIES =
      Key.texts(
          "capabilities", "names such as \"SYS_ADMIN\"", "capabilities that a job may ask for");
  static final Key DEVICES =
      Key.texts("devices", "paths such as \"/dev/fuse\"", "devices that a job may ask for");
  static final Key SECCOMP =
      Key.text(
          "seccomp",
          Key.NONE,
          "absolute path",
          "profile of allowed system calls, a file of root's; none: the engine's own");
  static final Key RUNTIME =
      Key.text(
          "runtime",
          Key.NONE,
          "a name such as \"runsc\"",
          "OCI runtime that the engine knows by this name; none: the engine's own");
  static final Key BUILDS =
      Key.bool("builds", true, "whether Dockerfiles may be built; false: finished images only");
  static final Key IMAGE_BUDGET =
      Key.size("image_budget", 0, "disk that images of ours may take; none: 10 GiB");
  static final Key KEEP_DAYS =
      Key.integer(
          "keep_days", "14", 0, DAYS, "days that an image is kept although nobody has used it");
  static final Key ON_QUIT =
      Key.word(
          "on_quit",
          List.of("auto", "stop", "pause"),
          "what a quit of the client does to containers; auto: what the job says");

  static final Key MEMORY =
      Key.size("limits.memory", Sizes.LEAST_MEMORY, "most memory of a container; none: no ceiling");
  static final Key CPUS = Key.number("limits.cpus", 0, 8192, "most CPUs; none: no ceiling");
  static final Key PIDS =
      Key.integer(
          "limits.pids",
          Key.NONE,
          1,
          4_194_304,
          "most processes and threads of a container; none: no ceiling");
  static final Key LAYER =
      Key.size(
          "limits.layer",
          LEAST_LAYER,
          "most disk for what a container writes outside its mounts; none: no ceiling");

  static final Key MOUNT_NAME =
      Key.text("mount[].name", Key.NONE, "a-z, 0-9, - and _", "how jobs ask for it");
  static final Key MOUNT_SOURCE =
      Key.text("mount[].source", Key.NONE, "absolute path", "directory of the host");
  static final Key MOUNT_TARGET =
      Key.text(
          "mount[].target",
          Key.NONE,
          "absolute path",
          "where it is in the container; none: as on the host");
  static final Key MOUNT_READ_ONLY =
      Key.bool("mount[].read_only", true, "whether containers can only read it");
  static final Key MOUNT_PROPAGATION =
      Key.word(
          "mount[].propagation",
          List.of("private", "rslave"),
          "rslave: what is mounted below it later, as autofs does, is seen in containers");

  /** In order of the reference. */
  static final List<Key> ALL =
      List.of(
          ENGINE,
          SOCKET,
          NETWORK,
          LAN_RULES,
          GPUS,
          CPUSET,
          NUMA_NODES,
          CAPABILITIES,
          DEVICES,
          SECCOMP,
          RUNTIME,
          BUILDS,
          IMAGE_BUDGET,
          KEEP_DAYS,
          ON_QUIT,
          MEMORY,
          CPUS,
          PIDS,
          LAYER,
          MOUNT_NAME,
          MOUNT_SOURCE,
          MOUNT_TARGET,
          MOUNT_READ_ONLY,
          MOUNT_PROPAGATION);

  static final Schema SCHEMA = Schema.withSections(ALL, PROJECT);

  private PolicyKeys() {}
}
