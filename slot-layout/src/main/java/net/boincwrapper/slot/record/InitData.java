package net.boincwrapper.slot.record;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the client tells a task in {@code init_data.xml} ({@code
 * lib/app_ipc.cpp:write_init_data_file}), without the authenticator, which nothing here may hold.
 *
 * @param clientVersion the client's version
 * @param appName short name of the application
 * @param planClass plan class of the app version; empty where it has none
 * @param projectDirectory absolute directory of the project's files
 * @param boincDirectory absolute data directory of the client
 * @param workunitName name of the workunit
 * @param resultName name of the result, unique within the project
 * @param slot number of the slot directory, 0 or more
 * @param clientPid the client's process; empty where it gave none
 * @param checkpointedCpuSeconds CPU time at the last checkpoint, 0 or more
 * @param startingElapsedSeconds elapsed time at the last checkpoint, 0 or more
 * @param checkpointPeriodSeconds least time between two checkpoints that the volunteer wants, above
 *     0
 * @param gpuType vendor name of the assigned GPU ({@code NVIDIA}, {@code ATI}, …); empty without
 *     one
 * @param gpuDevice index of the assigned GPU; empty without one
 * @param cpus CPUs that the task may use, above 0
 * @param memoryBoundBytes the workunit's {@code rsc_memory_bound}; empty where 0
 * @param diskBoundBytes the workunit's {@code rsc_disk_bound}; empty where 0
 * @param host what the client knows of the host
 * @param proxy the client's proxy settings; empty where it uses none
 * @param cpuUsageLimitPercent the volunteer's {@code cpu_usage_limit}, above 0 and at most 100
 * @param leaveAppsInMemory the volunteer's {@code leave_apps_in_memory}
 * @param appFiles physical names of the app version's files, in order
 */
public record InitData(
    ClientVersion clientVersion,
    String appName,
    Optional<String> planClass,
    Path projectDirectory,
    Path boincDirectory,
    String workunitName,
    String resultName,
    int slot,
    OptionalLong clientPid,
    double checkpointedCpuSeconds,
    double startingElapsedSeconds,
    double checkpointPeriodSeconds,
    Optional<String> gpuType,
    OptionalInt gpuDevice,
    double cpus,
    OptionalLong memoryBoundBytes,
    OptionalLong diskBoundBytes,
    HostInfo host,
    Optional<ProxyInfo> proxy,
    double cpuUsageLimitPercent,
    boolean leaveAppsInMemory,
    List<String> appFiles) {

  public InitData {
    appFiles = List.copyOf(appFiles);
  }

  /** Last element of the project directory: the project's name in container and image names. */
  public String projectName() {
    return String.valueOf(projectDirectory.getFileName());
  }

  /** Version of the client, ordered as numbers. */
  public record ClientVersion(int major, int minor, int release)
      implements Comparable<ClientVersion> {
    /** Where there is no client. */
    public static final ClientVersion NONE = new ClientVersion(0, 0, 0);

    @Override
    public int compareTo(ClientVersion other) {
      int byMajor = Integer.compare(major, other.major);
      int byMinor = Integer.compare(minor, other.minor);
      return byMajor != 0
          ? byMajor
          : byMinor != 0 ? byMinor : Integer.compare(release, other.release);
    }
  }

  /** The engine that the client found ({@code host_info.docker_type}: 1 Docker, 2 Podman). */
  public enum EngineKind {
    DOCKER,
    PODMAN
  }

  /**
   * The host.
   *
   * @param cpus {@code p_ncpus}, 1 or more
   * @param memoryBytes {@code m_nbytes}, 0 where unknown
   * @param engine the engine that the client found; empty before client 8 and where it found none
   */
  public record HostInfo(int cpus, long memoryBytes, Optional<EngineKind> engine) {}

  /**
   * Proxies, as the variables that programs read ({@code http_proxy} and so on) want them.
   *
   * @param http URL of the HTTP proxy, with user and password where set
   * @param socks URL of the SOCKS5 proxy, with user and password where set
   * @param noProxy comma-separated hosts to reach directly; may be empty
   */
  public record ProxyInfo(Optional<String> http, Optional<String> socks, String noProxy) {
    /** Without the URLs: they can hold a password. */
    @Override
    public String toString() {
      return "ProxyInfo[http=" + http.isPresent() + ", socks=" + socks.isPresent() + "]";
    }
  }
}
