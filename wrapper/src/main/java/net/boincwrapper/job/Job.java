package net.boincwrapper.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one job wants: {@code job.toml} after every check, defaults filled in. Immutable.
 *
 * <p>The top-level keys are those of BOINC's docker_wrapper ({@code
 * samples/docker_wrapper/docker_wrapper.cpp:parse_config_file}); the nested records are the tables
 * of {@code job.toml} that this program adds.
 *
 * @param workdir absolute path in the container at which the slot is mounted
 * @param projectDirMount absolute path in the container at which the project directory is mounted,
 *     read-only
 * @param imageName image to use as it is; empty: build the Dockerfile
 * @param useGpu whether the assigned GPU is wanted
 * @param webGraphicsGuestPort port in the container that serves web graphics
 * @param mounts further bind mounts
 * @param ports ports to publish on 127.0.0.1
 * @param buildOptions what {@code build_args} said
 * @param createOptions what {@code create_args} said
 * @param verbosity 0 (quiet), 1 (acts on the container) or 2 (polls too)
 * @param hostMounts named places of the host that the job asks for
 * @param extended whether any of the tables below was written: such a job gets the stricter memory
 *     default
 */
public record Job(
    String workdir,
    String projectDirMount,
    Optional<String> imageName,
    boolean useGpu,
    OptionalInt webGraphicsGuestPort,
    List<MountRequest> mounts,
    List<PortRequest> ports,
    BuildOptions buildOptions,
    CreateOptions createOptions,
    int verbosity,
    ImageRules image,
    CheckpointRules checkpoint,
    ExitRules exit,
    ProgressRules progress,
    RequestRules requests,
    Limits limits,
    List<Scratch> scratch,
    Optional<QuantumNeeds> quantum,
    HostMounts hostMounts,
    boolean extended) {

  public Job {
    mounts = List.copyOf(mounts);
    ports = List.copyOf(ports);
    scratch = List.copyOf(scratch);
  }

  /** Whether it names or brings an image, so that none is built. */
  public boolean hasFinishedImage() {
    return imageName.isPresent() || image.archive().isPresent();
  }

  /** A job that asks for no place of the host. */
  public Job(
      String workdir,
      String projectDirMount,
      Optional<String> imageName,
      boolean useGpu,
      OptionalInt webGraphicsGuestPort,
      List<MountRequest> mounts,
      List<PortRequest> ports,
      BuildOptions buildOptions,
      CreateOptions createOptions,
      int verbosity,
      ImageRules image,
      CheckpointRules checkpoint,
      ExitRules exit,
      ProgressRules progress,
      RequestRules requests,
      Limits limits,
      List<Scratch> scratch,
      Optional<QuantumNeeds> quantum,
      boolean extended) {
    this(
        workdir,
        projectDirMount,
        imageName,
        useGpu,
        webGraphicsGuestPort,
        mounts,
        ports,
        buildOptions,
        createOptions,
        verbosity,
        image,
        checkpoint,
        exit,
        progress,
        requests,
        limits,
        scratch,
        quantum,
        HostMounts.NONE,
        extended);
  }

  /** The same job within other limits. */
  public Job within(
      CreateOptions otherOptions, CheckpointRules otherCheckpoint, Limits otherLimits) {
    return new Job(
        workdir,
        projectDirMount,
        imageName,
        useGpu,
        webGraphicsGuestPort,
        mounts,
        ports,
        buildOptions,
        otherOptions,
        verbosity,
        image,
        otherCheckpoint,
        exit,
        progress,
        requests,
        otherLimits,
        scratch,
        quantum,
        hostMounts,
        extended);
  }

  /** Whether it asks for something that only the host's owner can give. */
  public boolean asksTheOwner() {
    return !hostMounts.isEmpty() || !createOptions.privileges().isEmpty();
  }

  /** Whether something that it asks for needs a network. */
  public boolean wantsNetwork() {
    return limits.network() || !ports.isEmpty() || webGraphicsGuestPort.isPresent();
  }

  /**
   * {@code host_mounts} and {@code host_mounts_optional}: places that the host's owner has a name
   * for.
   *
   * @param needed without these the job cannot run
   * @param optional those that it can do without
   */
  public record HostMounts(List<String> needed, List<String> optional) {
    public static final HostMounts NONE = new HostMounts(List.of(), List.of());

    public HostMounts {
      needed = List.copyOf(needed);
      optional = List.copyOf(optional);
    }

    public boolean isEmpty() {
      return needed.isEmpty() && optional.isEmpty();
    }
  }

  /**
   * A bind mount that the job asks for.
   *
   * @param source relative to the slot, or absolute; where it may lie is checked against the real
   *     directories when the container is planned
   * @param target absolute path in the container
   */
  public record MountRequest(String source, String target, boolean readOnly) {}

  /**
   * A port of the container to publish on 127.0.0.1.
   *
   * @param hostPort 1 to 65535; empty: the engine chooses
   * @param containerPort 1 to 65535
   * @param protocol {@code tcp} or {@code udp}
   */
  public record PortRequest(OptionalInt hostPort, int containerPort, String protocol) {}

  /**
   * The options of {@code docker build} that a job may set.
   *
   * @param arguments build arguments ({@code --build-arg})
   * @param labels labels of the image
   * @param target stage to build
   * @param noCache whether the engine's build cache is not used
   */
  public record BuildOptions(
      Map<String, String> arguments,
      Map<String, String> labels,
      Optional<String> target,
      boolean noCache) {
    public BuildOptions {
      arguments = Map.copyOf(arguments);
      labels = Map.copyOf(labels);
    }
  }

  /**
   * The options of {@code docker create} that a job may set.
   *
   * @param environment variables of the app
   * @param labels labels of the container
   * @param ulimits by name ({@code nofile}), soft and hard; -1: unlimited
   * @param tmpfs mounts in memory
   * @param memoryBytes memory limit
   * @param shmBytes size of {@code /dev/shm}
   * @param cpus CPU limit
   * @param hostname name that the container has for itself
   * @param entrypoint replaces the image's; an empty list: none
   * @param workingDirectory where the app starts, if not in {@code workdir}
   * @param stopSignal name such as {@code SIGTERM}
   * @param capDrop capabilities to drop; all are dropped anyway
   * @param privileges what it gets only where the host's owner allows it
   * @param readOnlyRoot whether the container's own file system is read-only
   */
  public record CreateOptions(
      Map<String, String> environment,
      Map<String, String> labels,
      Map<String, Ulimit> ulimits,
      List<Tmpfs> tmpfs,
      OptionalLong memoryBytes,
      OptionalLong shmBytes,
      Optional<Double> cpus,
      Optional<String> hostname,
      Optional<List<String>> entrypoint,
      Optional<String> workingDirectory,
      Optional<String> stopSignal,
      Set<String> capDrop,
      Privileges privileges,
      boolean readOnlyRoot) {
    public CreateOptions {
      environment = Map.copyOf(environment);
      labels = Map.copyOf(labels);
      ulimits = Map.copyOf(ulimits);
      tmpfs = List.copyOf(tmpfs);
      entrypoint = entrypoint.map(List::copyOf);
      capDrop = Set.copyOf(capDrop);
    }

    /** The same, but with no more CPUs. */
    public CreateOptions withCpus(double most) {
      return new CreateOptions(
          environment,
          labels,
          ulimits,
          tmpfs,
          memoryBytes,
          shmBytes,
          Optional.of(Math.min(most, cpus.orElse(most))),
          hostname,
          entrypoint,
          workingDirectory,
          stopSignal,
          capDrop,
          privileges,
          readOnlyRoot);
    }
  }

  /**
   * What an app has not, unless the owner of the host allows it.
   *
   * @param capabilities by name, without {@code CAP_}
   * @param devices paths below {@code /dev}
   */
  public record Privileges(List<String> capabilities, List<String> devices) {
    public static final Privileges NONE = new Privileges(List.of(), List.of());

    public Privileges {
      capabilities = List.copyOf(capabilities);
      devices = List.copyOf(devices);
    }

    public boolean isEmpty() {
      return capabilities.isEmpty() && devices.isEmpty();
    }
  }

  /** Soft and hard limit; -1: unlimited. */
  public record Ulimit(long soft, long hard) {}

  /**
   * A mount in memory.
   *
   * @param sizeBytes above 0; empty: only the memory limit bounds it
   */
  public record Tmpfs(String target, OptionalLong sizeBytes, boolean exec) {}

  /**
   * {@code [image]}.
   *
   * @param archive file of the app version that holds the image
   * @param digest {@code sha256:} and 64 hexadecimal digits; anything else is refused
   * @param pull whether an image that is not there may be pulled
   */
  public record ImageRules(Optional<String> archive, Optional<String> digest, boolean pull) {}

  /**
   * {@code [checkpoint]}.
   *
   * @param files globs in WORKDIR: the set that is consistent together; empty: the job does not
   *     checkpoint
   * @param signal asks the app for a checkpoint, such as {@code SIGUSR1}; empty: only the stop
   *     signal
   * @param requestFile appears in WORKDIR when a checkpoint is wanted
   * @param grace from asking to killing, 1 to 50 s
   * @param generations sealed copies kept; 0 turns sealing off
   * @param exitCode means "checkpoint written, start me again"
   */
  public record CheckpointRules(
      List<String> files,
      Optional<String> signal,
      Optional<String> requestFile,
      Duration grace,
      int generations,
      OptionalInt exitCode,
      OnQuit onQuit) {
    public CheckpointRules {
      files = List.copyOf(files);
    }

    /** The same, but another answer to a quit. */
    public CheckpointRules onQuit(OnQuit other) {
      return new CheckpointRules(files, signal, requestFile, grace, generations, exitCode, other);
    }

    /** What a quit does to the container. */
    public enum OnQuit {
      /** Stop if there are checkpoint files, else pause. */
      AUTO,
      STOP,
      PAUSE
    }
  }

  /**
   * {@code [exit]}.
   *
   * @param retry exit codes that are worth another try from the checkpoint
   */
  public record ExitRules(Set<Integer> retry, int retryLimit, Duration retryDelay) {
    public ExitRules {
      retry = Set.copyOf(retry);
    }
  }

  /**
   * {@code [progress]}.
   *
   * @param file file in WORKDIR that holds a number from 0 to 1
   * @param timeout an app that shows no sign of life for this long is stopped; empty: never
   */
  public record ProgressRules(String file, Optional<Duration> timeout) {}

  /**
   * {@code [requests]}: files at the top of WORKDIR with which the app asks for something while it
   * runs; close to those of vboxwrapper's {@code vbox_job.xml}.
   *
   * @param trickleUp each is sent to the project and removed; its name is the message's variety
   * @param complete the task is done ({@code completion_trigger_file})
   * @param temporaryExit the task is to go on later ({@code temporary_exit_trigger_file})
   */
  public record RequestRules(
      List<String> trickleUp, Optional<String> complete, Optional<String> temporaryExit) {
    public RequestRules {
      trickleUp = List.copyOf(trickleUp);
    }
  }

  /**
   * {@code [limits]}, and what {@code create_args} said about the same.
   *
   * @param memoryBytes memory limit; empty: the workunit's bound
   * @param shmBytes size of {@code /dev/shm}; empty: the engine's default
   * @param pids most processes and threads
   * @param time most seconds of running; empty: only the client's bound
   * @param network whether the job asks for the network by itself ({@code portmap} and graphics
   *     imply it)
   * @param memoryCeiling the most memory whatever the job and the workunit say, in bytes; empty: no
   *     such limit
   */
  public record Limits(
      OptionalLong memoryBytes,
      OptionalLong shmBytes,
      int pids,
      Optional<Duration> time,
      boolean network,
      OptionalLong memoryCeiling) {
    /** What a job can say. */
    public Limits(
        OptionalLong memoryBytes,
        OptionalLong shmBytes,
        int pids,
        Optional<Duration> time,
        boolean network) {
      this(memoryBytes, shmBytes, pids, time, network, OptionalLong.empty());
    }
  }

  /**
   * A {@code [[scratch]]} table: hot intermediate data in memory, gone with the container.
   *
   * @param path absolute path in the container
   * @param sizeBytes above 0, counts towards the memory limit
   */
  public record Scratch(String path, long sizeBytes, boolean exec) {}

  /**
   * {@code [quantum]}: what the job is made for. A circuit may be smaller, not larger.
   *
   * @param qubits 1 or more; empty: the circuit says it
   * @param method empty: nothing is known of the memory
   * @param bytesPerAmplitude 8 (single precision) or 16
   * @param depth gate depth; empty: unknown
   * @param gates 1 or more; empty: unknown
   * @param memoryBase bytes that the app takes without a state; empty: unknown
   * @param stateCopies how many states it holds at once, 1 or more; empty: unknown
   * @param clifford what the app uses for a circuit of Clifford gates alone; empty: {@code method}
   */
  public record QuantumNeeds(
      OptionalInt qubits,
      Optional<StateMethod> method,
      int bytesPerAmplitude,
      OptionalInt depth,
      OptionalInt gates,
      OptionalLong memoryBase,
      OptionalDouble stateCopies,
      Optional<StateMethod> clifford) {}
}
