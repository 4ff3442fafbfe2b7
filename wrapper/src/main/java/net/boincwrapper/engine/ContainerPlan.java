package net.boincwrapper.engine;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import net.boincwrapper.job.Job.Ulimit;

/**
 * Everything that is sent to the engine to create a container: what {@code dry-run} prints is what
 * runs.
 *
 * @param name name of the container, in the form that the client's clean-up expects; empty: the
 *     engine makes one up
 * @param image id or reference of the image
 * @param user {@code uid:gid}
 * @param workingDirectory where the app starts
 * @param entrypoint replaces the image's; empty: the image's own
 * @param environment variables, in order of their names
 * @param labels labels; ours begin with {@code net.boincwrapper.}
 * @param mounts through the Mounts API only, in the order in which they are made
 * @param network {@link #NO_NETWORK} or {@link #BRIDGE}
 * @param ports published on 127.0.0.1
 * @param devices the GPU
 * @param memoryBytes limit, swap included; empty: no limit of its own
 * @param shmBytes size of {@code /dev/shm}; empty: the engine's default
 * @param cpus quota in CPUs; empty: none
 * @param cpuShares relative weight, 2 to 262144; {@link #UNLIMITED}: the engine's default
 * @param pids most processes and threads at a time; {@link #UNLIMITED}: the engine limits none
 * @param ulimits by name
 * @param stopSignal name of the signal; empty: the image's own
 * @param stopTimeoutSeconds grace period when the engine or the host stops the container by itself
 * @param hostname host name inside the container; empty: the engine's choice
 * @param readOnlyRoot whether the container's own file system is read-only
 * @param withoutLabel whether the engine leaves out the SELinux label that would keep the container
 *     from the slot; the files keep theirs
 * @param engine the kind of engine that it is for: each wants the same wish in other words
 * @param grants what the owner of the host has decided
 */
public record ContainerPlan(
    String name,
    String image,
    String user,
    String workingDirectory,
    Optional<List<String>> entrypoint,
    Map<String, String> environment,
    Map<String, String> labels,
    List<Mount> mounts,
    String network,
    List<PublishedPort> ports,
    Devices devices,
    OptionalLong memoryBytes,
    OptionalLong shmBytes,
    Optional<Double> cpus,
    int cpuShares,
    int pids,
    Map<String, Ulimit> ulimits,
    Optional<String> stopSignal,
    int stopTimeoutSeconds,
    Optional<String> hostname,
    boolean readOnlyRoot,
    boolean withoutLabel,
    Engine.Kind engine,
    OwnerGrants grants) {

  /** To engines and their runtimes, too, 0 means that nothing is asked for. */
  public static final int UNLIMITED = 0;

  /** No network but the container's own loopback. */
  public static final String NO_NETWORK = "none";

  /** The bridge of this program's containers; created in the engine if missing. */
  public static final String BRIDGE = "boincwrapper";

  /** The host's interface of that bridge, where an engine lets it be named; 15 bytes at most. */
  public static final String BRIDGE_INTERFACE = "boincwrapper0";

  /** Label of the result that a container works for. */
  public static final String LABEL_RESULT = "net.boincwrapper.result";

  /** Label of the slot directory that is mounted in a container. */
  public static final String LABEL_SLOT = "net.boincwrapper.slot";

  /** Label that stands for the whole plan, so that a change is noticed. */
  public static final String LABEL_PLAN = "net.boincwrapper.plan";

  /** Label of the signal that asks the app to end, where the engine does not know it. */
  public static final String LABEL_STOP_SIGNAL = "net.boincwrapper.stop-signal";

  /** Label of a container whose first process is the app, because its engine has no init. */
  public static final String LABEL_NO_INIT = "net.boincwrapper.no-init";

  /** Label of the volunteer's client, by its data directory. */
  public static final String LABEL_BOINC_DIRECTORY = "net.boincwrapper.boinc-dir";

  /** Label of what the owner of the host granted, where there is a policy. */
  public static final String LABEL_GRANTED = "net.boincwrapper.granted";

  public ContainerPlan {
    entrypoint = entrypoint.map(List::copyOf);
    environment = sorted(environment);
    labels = sorted(labels);
    mounts = List.copyOf(mounts);
    ports = List.copyOf(ports);
    ulimits = sorted(ulimits);
  }

  /** A container about which the owner of the host has decided nothing. */
  public ContainerPlan(
      String name,
      String image,
      String user,
      String workingDirectory,
      Optional<List<String>> entrypoint,
      Map<String, String> environment,
      Map<String, String> labels,
      List<Mount> mounts,
      String network,
      List<PublishedPort> ports,
      Devices devices,
      OptionalLong memoryBytes,
      OptionalLong shmBytes,
      Optional<Double> cpus,
      int cpuShares,
      int pids,
      Map<String, Ulimit> ulimits,
      Optional<String> stopSignal,
      int stopTimeoutSeconds,
      Optional<String> hostname,
      boolean readOnlyRoot,
      boolean withoutLabel,
      Engine.Kind engine) {
    this(
        name,
        image,
        user,
        workingDirectory,
        entrypoint,
        environment,
        labels,
        mounts,
        network,
        ports,
        devices,
        memoryBytes,
        shmBytes,
        cpus,
        cpuShares,
        pids,
        ulimits,
        stopSignal,
        stopTimeoutSeconds,
        hostname,
        readOnlyRoot,
        withoutLabel,
        engine,
        OwnerGrants.NONE);
  }

  private static <V> Map<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }

  /** The same plan with other variables and labels. */
  public ContainerPlan with(Map<String, String> otherEnvironment, Map<String, String> otherLabels) {
    return with(name, otherEnvironment, otherLabels);
  }

  /**
   * The same plan under another name. Its label {@link #LABEL_PLAN} stays: it is the same
   * container.
   */
  public ContainerPlan withName(String otherName) {
    return with(otherName, environment, labels);
  }

  /**
   * The same plan for an engine that has no init process to offer. Its label {@link #LABEL_PLAN}
   * stays.
   */
  public ContainerPlan withoutInit() {
    Map<String, String> more = new TreeMap<>(labels);
    more.put(LABEL_NO_INIT, "true");
    return with(name, environment, more);
  }

  /** The same container, made from another image, in another network, with other mounts. */
  public ContainerPlan elsewhere(String otherImage, String otherNetwork, List<Mount> otherMounts) {
    return with(name, otherImage, environment, labels, otherMounts, otherNetwork);
  }

  private ContainerPlan with(
      String otherName, Map<String, String> otherEnvironment, Map<String, String> otherLabels) {
    return with(otherName, image, otherEnvironment, otherLabels, mounts, network);
  }

  private ContainerPlan with(
      String otherName,
      String otherImage,
      Map<String, String> otherEnvironment,
      Map<String, String> otherLabels,
      List<Mount> otherMounts,
      String otherNetwork) {
    return new ContainerPlan(
        otherName,
        otherImage,
        user,
        workingDirectory,
        entrypoint,
        otherEnvironment,
        otherLabels,
        otherMounts,
        otherNetwork,
        ports,
        devices,
        memoryBytes,
        shmBytes,
        cpus,
        cpuShares,
        pids,
        ulimits,
        stopSignal,
        stopTimeoutSeconds,
        hostname,
        readOnlyRoot,
        withoutLabel,
        engine,
        grants);
  }

  /** Something mounted into the container. */
  public sealed interface Mount {
    /** Absolute path in the container. */
    String target();
  }

  /**
   * A file or directory of the host. The source must exist.
   *
   * @param follows whether what the host mounts below it later is seen in the container
   */
  public record Bind(String source, String target, boolean readOnly, boolean follows)
      implements Mount {
    /** As it is now. */
    public Bind(String source, String target, boolean readOnly) {
      this(source, target, readOnly, false);
    }
  }

  /**
   * A file system in memory, empty when the container starts, whatever the image has there.
   *
   * @param sizeBytes empty: no limit of its own
   * @param mode permissions, such as 01777
   */
  public record TmpfsMount(String target, OptionalLong sizeBytes, int mode, boolean exec)
      implements Mount {}

  /** A port on 127.0.0.1; an empty host port leaves the choice to the engine. */
  public record PublishedPort(OptionalInt hostPort, int containerPort, String protocol) {}
}
