package net.boincwrapper.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import net.boincwrapper.engine.EngineAbilities.Limit;

/**
 * A container engine, reduced to what a task needs.
 *
 * <p>Every verb has a time limit, and "already so" is success: starting what runs, pausing what is
 * paused and removing what is gone all succeed. Verbs may be called from several threads.
 */
public interface Engine extends AutoCloseable {
  /** Label of each stage that we build. */
  String LABEL_STAGE = "net.boincwrapper.stage";

  /** Asks the engine what it is, which also proves that it answers. */
  EngineInfo info() throws EngineException;

  /** Looks an image up by name, tag, digest or id, locally. */
  Optional<ImageInfo> findImage(String reference) throws EngineException;

  /**
   * Pulls an image. Ends within 1 s of {@code cancelled} turning true, which is asked from another
   * thread.
   */
  void pull(String reference, Consumer<String> progress, BooleanSupplier cancelled)
      throws EngineException;

  /**
   * Builds an image. Ends within 1 s of {@code cancelled} turning true, which is asked from another
   * thread. {@code BUILD_FAILED} includes a base image that cannot be obtained: pull it first.
   */
  void build(BuildRequest request, Consumer<String> progress, BooleanSupplier cancelled)
      throws EngineException;

  /**
   * Loads what an archive holds ({@code docker load}), under the names in it. Ends within 1 s of
   * {@code cancelled} turning true, which is asked from another thread. What the archive's writer
   * throws is the cause of what this throws. {@code FINAL} where the engine cannot use it, and also
   * where it lacks the disk space; the message then says so.
   */
  void load(Context archive, Consumer<String> progress, BooleanSupplier cancelled)
      throws EngineException;

  /** As {@link Inventory#images}. */
  List<Inventory.KeptImage> images() throws EngineException;

  /** As {@link Inventory#removeImage}. */
  boolean removeImage(String reference) throws EngineException;

  /** Containers in any state that carry all these labels. */
  List<ContainerInfo> list(Map<String, String> labels) throws EngineException;

  /** As {@link #list}, but in one call for all of them, and with less about each. */
  List<Sighting> sight(Map<String, String> labels) throws EngineException;

  /** One container by id or name; empty where it is not there. */
  Optional<ContainerInfo> inspect(String idOrName) throws EngineException;

  /** Creates a container and returns its id. */
  String create(ContainerPlan plan) throws EngineException;

  void start(String id) throws EngineException;

  void pause(String id) throws EngineException;

  void unpause(String id) throws EngineException;

  /**
   * Changes how much of the host's processors a container may use from now on.
   *
   * @param cpus as {@link ContainerPlan#cpus}
   */
  void limitCpus(String id, double cpus) throws EngineException;

  /**
   * Stops a container: sends its stop signal, and kills it after {@code grace}. Returns when it has
   * ended.
   */
  void stop(String id, Duration grace) throws EngineException;

  /**
   * Sends a signal by name, such as {@code SIGUSR1}. If the container has ended, that is success.
   */
  void signal(String id, String signal) throws EngineException;

  /** Removes a container in any state, with its anonymous volumes. */
  void remove(String id) throws EngineException;

  /**
   * Waits in the background for the end of a container, without polling. If the container has not
   * been started, this is its first end. The listener is called once, on a thread of the engine's,
   * with the exit code; empty if the engine or the container went away. It is not called after
   * {@code close}.
   */
  Subscription awaitExit(String id, Consumer<OptionalInt> onEnd) throws EngineException;

  /** Subscribes to the events of one container. The listener must not block. */
  Subscription watch(String id, Instant since, Consumer<ContainerEvent> onEvent)
      throws EngineException;

  /** Events of one container since a moment, oldest first, as far as the engine remembers. */
  List<ContainerEvent> events(String id, Instant since) throws EngineException;

  /** One sample, without waiting; empty where the container does not run. */
  Optional<Usage> usage(String id) throws EngineException;

  /**
   * The owner and the permissions of a directory or a file, as the container sees them; empty where
   * it is not there. Links to directories are followed.
   */
  Optional<Ownership> ownership(String id, String path) throws EngineException;

  /**
   * What has been added, changed or deleted in the container's own layer since its creation, in the
   * engine's order: it is lost with the container. What is written to a mount is in no layer; the
   * points where mounts stand are left out. Directories are listed like files.
   */
  List<Change> changes(String id) throws EngineException;

  /**
   * How much disk the container's own layer takes, in bytes; empty where the engine does not say.
   * The engine may have to look at each of its files.
   */
  OptionalLong layerBytes(String id) throws EngineException;

  /**
   * Name of the host's interface of a network that the engine has made; empty where there is no
   * such network, or its interface is not known.
   */
  Optional<String> bridgeInterface(String network) throws EngineException;

  /**
   * What stands at a path of a container, which need not run; empty where nothing does. A link is
   * not followed.
   *
   * @param path absolute
   */
  Optional<PathStat> stat(String id, String path) throws EngineException;

  /**
   * Regular files of a container, which need not run, without what is mounted in it. All of its
   * file system passes by, so this takes seconds.
   *
   * @param wanted is asked for each absolute path
   * @param maxBytes of one file; a longer one is left out
   * @return contents by path
   */
  Map<String, byte[]> files(String id, Predicate<String> wanted, long maxBytes)
      throws EngineException;

  /** The last bytes of the container's output, standard output and error in the order they came. */
  byte[] logTail(String id, int maxBytes) throws EngineException;

  @Override
  void close();

  /** Something that goes on in the background until it is closed. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /** Kinds of engines. */
  enum Kind {
    DOCKER,
    PODMAN
  }

  /**
   * An engine.
   *
   * @param instance tells one run of the engine's daemon from the next; the empty string where that
   *     cannot be seen
   * @param rootless whether the engine runs without root
   * @param cgroupVersion 1 or 2
   * @param cgroupDriver {@code cgroupfs} or {@code systemd}
   * @param cpus CPUs of the host as the engine sees them
   * @param memoryBytes memory of the host as the engine sees it
   * @param runtimes names of the OCI runtimes
   * @param abilities what it can do for a container
   * @param architecture of the host, in the kernel's words or in Go's
   */
  record EngineInfo(
      Kind kind,
      String version,
      String instance,
      boolean rootless,
      int cgroupVersion,
      String cgroupDriver,
      int cpus,
      long memoryBytes,
      List<String> runtimes,
      EngineAbilities abilities,
      String architecture) {
    private static final String REMAPS =
        "this Docker gives a container's users other ids on the host (userns-remap): the files that"
            + " the app leaves in the slot would belong to ids that neither the app's next start nor"
            + " the BOINC client may use; remove userns-remap from /etc/docker/daemon.json and"
            + " restart Docker, or install Podman and restart the client";

    public EngineInfo {
      runtimes = List.copyOf(runtimes);
    }

    /**
     * Whether it can limit the CPUs of a container: some kernels cannot, and some rootless engines
     * may not.
     */
    public boolean cpuQuota() {
      return abilities.limits().contains(Limit.CPU);
    }

    /**
     * Whether a container gets a control group of its own, as far as can be told beforehand: an
     * engine that can make none keeps no limit.
     */
    public boolean groupsContainers() {
      return !abilities.limits().isEmpty();
    }

    /** Why no task may run on it, and what to do; empty where it may. */
    public Optional<String> objection() {
      return abilities.remapsUsers() ? Optional.of(REMAPS) : Optional.empty();
    }

    /**
     * The same, if a task may run on it.
     *
     * @throws EngineException {@code RETRYABLE} where none may: its owner can change that
     */
    public EngineInfo usable() throws EngineException {
      if (objection().isPresent()) {
        throw new EngineException(EngineException.Kind.RETRYABLE, objection().get());
      }
      return this;
    }
  }

  /**
   * An image.
   *
   * @param id {@code sha256:} and 64 hexadecimal digits
   * @param user the image's user, empty where none
   * @param workingDirectory the image's WORKDIR, empty where none
   * @param stopSignal empty where the image names none
   * @param environment what the image sets for its programs
   * @param layers digests of what it is made of, uncompressed, the lowest first; none where the
   *     engine does not say
   * @param volumes paths at which the engine mounts a new volume in each container
   * @param bytes what its files take; 0 where the engine does not say
   */
  record ImageInfo(
      String id,
      List<String> repoDigests,
      String user,
      String workingDirectory,
      List<String> entrypoint,
      List<String> command,
      Optional<String> stopSignal,
      Map<String, String> environment,
      Map<String, String> labels,
      List<String> layers,
      List<String> volumes,
      long bytes) {
    public ImageInfo {
      layers = List.copyOf(layers);
      volumes = List.copyOf(volumes);
      repoDigests = List.copyOf(repoDigests);
      entrypoint = List.copyOf(entrypoint);
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
      labels = Map.copyOf(labels);
    }
  }

  /** Where a container is in its life. */
  enum ContainerStatus {
    CREATED,
    RUNNING,
    PAUSED,
    EXITED,
    /** Being removed, or broken beyond use. */
    DEAD
  }

  /**
   * A container.
   *
   * @param name without a leading slash
   * @param startedAt empty where never started
   * @param finishedAt empty where it has not ended
   * @param exitCode meaningful once ended; less than 0: the engine did not see it
   * @param oomKilled whether the kernel killed one of its processes for using too much memory
   * @param pid of the main process on the host; 0 where none
   * @param error why its program could not be run, as far as the engine, the log and the program's
   *     first bytes can tell; empty where it ran
   * @param ports where its published TCP ports are on the host, by port in the container; empty
   *     while it does not run
   */
  record ContainerInfo(
      String id,
      String name,
      ContainerStatus status,
      String imageId,
      Map<String, String> labels,
      Optional<Instant> startedAt,
      Optional<Instant> finishedAt,
      int exitCode,
      boolean oomKilled,
      long pid,
      String error,
      Map<Integer, Integer> ports) {
    /** Of a container whose end the engine did not see. */
    public static final int NO_EXIT_CODE = -1;

    public ContainerInfo {
      labels = Map.copyOf(labels);
      ports = Map.copyOf(ports);
    }

    /** Whether it has ended before the engine's eyes, so that its exit code is the app's. */
    public boolean isEndKnown() {
      return finishedAt.isPresent() && exitCode > NO_EXIT_CODE;
    }

    /** The same container, but killed for its memory use: the engine cannot always tell. */
    public ContainerInfo killedForMemory() {
      return with(status, finishedAt, exitCode, true, pid, error, ports);
    }

    /** The same container in another state. */
    public ContainerInfo withStatus(ContainerStatus other) {
      return with(other, finishedAt, exitCode, oomKilled, pid, error, ports);
    }

    /** The same container, whose program could not be run. */
    public ContainerInfo withError(String why) {
      return with(status, finishedAt, exitCode, oomKilled, pid, why, ports);
    }

    /** The same container, ended without its engine having seen how. */
    public ContainerInfo lost() {
      return with(
          ContainerStatus.EXITED, Optional.empty(), NO_EXIT_CODE, oomKilled, 0, error, Map.of());
    }

    /** What a container is stays; what it does changes. */
    private ContainerInfo with(
        ContainerStatus status,
        Optional<Instant> finishedAt,
        int exitCode,
        boolean oomKilled,
        long pid,
        String error,
        Map<Integer, Integer> ports) {
      return new ContainerInfo(
          id,
          name,
          status,
          imageId,
          labels,
          startedAt,
          finishedAt,
          exitCode,
          oomKilled,
          pid,
          error,
          ports);
    }
  }

  /**
   * What a list of containers says about one of them.
   *
   * @param createdAt to the second
   */
  record Sighting(
      String id, ContainerStatus status, Instant createdAt, Map<String, String> labels) {
    public Sighting {
      labels = Map.copyOf(labels);
    }
  }

  /**
   * Something that happened to a container.
   *
   * @param action the engine's word: {@code kill}, {@code die}, {@code oom}, {@code start}, …
   */
  record ContainerEvent(String containerId, String action, Instant at) {}

  /**
   * Use of resources.
   *
   * @param cpuNanos cumulative since the container's start
   * @param workingSetBytes memory in use, without the page cache that can be dropped
   * @param peakBytes most memory so far; 0 where unknown
   */
  record Usage(long cpuNanos, long workingSetBytes, long peakBytes) {}

  /**
   * Who may do what with a file.
   *
   * @param mode permissions of owner, group and others: the low nine bits of {@code st_mode}
   */
  record Ownership(int uid, int gid, int mode) {}

  /**
   * A difference between a container and its image.
   *
   * @param path absolute
   */
  record Change(String path, ChangeKind kind) {}

  /** What has been done to a path of a container. */
  enum ChangeKind {
    /** A file was written, or something in a directory was added or deleted. */
    MODIFIED,
    ADDED,
    DELETED
  }

  /**
   * What stands at a path.
   *
   * @param bytes size; of a directory or a link whatever the file system says
   */
  record PathStat(long bytes, boolean isDirectory, boolean isLink) {}

  /**
   * A build.
   *
   * @param dockerfile its name in the context
   * @param tag name that the image gets
   * @param mark by which its steps are found, where the engine does not end them itself
   */
  record BuildRequest(
      Context context,
      String dockerfile,
      String tag,
      Map<String, String> arguments,
      Map<String, String> labels,
      Optional<String> target,
      boolean noCache,
      long memoryBytes,
      double cpus,
      StepMark mark) {
    public BuildRequest {
      arguments = Map.copyOf(arguments);
      labels = Map.copyOf(labels);
    }
  }

  /** A build context, or an archive: writes itself as a tar. Each call gives the same bytes. */
  interface Context {
    void writeTar(OutputStream out) throws IOException;
  }
}
