package net.boincwrapper.job.options;

import static net.boincwrapper.job.options.OptionSpec.ignored;
import static net.boincwrapper.job.options.OptionSpec.loosens;
import static net.boincwrapper.job.options.OptionSpec.refused;

import java.util.List;
import java.util.stream.Stream;

/** Every option of {@code docker create} (version 28), and what a job may do with it. */
public final class CreateOptionTable {
  private static final String CPU_TIME = "the client says how much CPU time a task gets";
  private static final String DISK_RATE = "the wrapper does not limit the rate of disks";
  private static final String NO_SWAP = "there is no swap beyond the memory limit";
  private static final String NOT_INTERACTIVE = "a task is not interactive";
  private static final String HEALTH = "the wrapper itself sees whether the app is alive";
  private static final String LOG = "the wrapper rotates the log and keeps its tail";
  private static final String OWN_NAME = "the client's clean-up needs the wrapper's own name";
  private static final String PRIVILEGED =
      "no app needs it: for a tmpfs write [[scratch]], for a GPU use_gpu = true, for a network"
          + " network = true in [limits]";
  private static final String NO_DEVICE =
      "for the assigned GPU write use_gpu = true; there are no other devices";
  private static final String READABLE =
      "make the files of the image that the app needs readable by everybody (chmod in the"
          + " Dockerfile)";
  private static final String ENOUGH_MEMORY = "write the memory that the app needs in [limits]";
  private static final String OWN_FILES =
      "a task has only files of its own; put them into the slot or the image";
  private static final String RESOLVER = "the volunteer's resolver is used; leave it out";
  private static final String ALONE = "a container is alone in its network; leave it out";
  private static final String HOST_FILE =
      "is refused: it names a file of the host; write its content into job.toml";

  /** In no particular order. */
  public static final List<OptionSpec> ALL =
      Stream.of(used(), withoutEffect(), refusedOnes()).flatMap(List::stream).toList();

  private CreateOptionTable() {}

  private static List<OptionSpec> used() {
    return List.of(
        OptionSpec.used("env").shortened('e'),
        OptionSpec.used("label").shortened('l'),
        OptionSpec.used("ulimit"),
        OptionSpec.used("shm-size"),
        OptionSpec.used("tmpfs"),
        OptionSpec.used("memory").shortened('m'),
        OptionSpec.used("cpus"),
        OptionSpec.used("hostname").shortened('h'),
        OptionSpec.used("entrypoint"),
        OptionSpec.used("workdir").shortened('w'),
        OptionSpec.used("stop-signal"),
        OptionSpec.used("volume").shortened('v'),
        OptionSpec.used("mount"),
        OptionSpec.used("publish").shortened('p'),
        OptionSpec.used("cap-drop"),
        OptionSpec.used("cap-add"),
        OptionSpec.used("device"),
        OptionSpec.used("read-only").flag(),
        OptionSpec.used("pids-limit"),
        OptionSpec.used("gpus"),
        OptionSpec.used("network"),
        OptionSpec.used("net"),
        OptionSpec.used("ipc"),
        OptionSpec.used("pid"),
        OptionSpec.used("uts"),
        OptionSpec.used("userns"),
        OptionSpec.used("cgroupns"),
        OptionSpec.used("security-opt"),
        OptionSpec.used("restart"));
  }

  private static List<OptionSpec> withoutEffect() {
    return List.of(
        ignored("init", "").flag(),
        ignored("rm", "").flag(),
        ignored("quiet", "").flag().shortened('q'),
        ignored("help", "").flag(),
        ignored("disable-content-trust", "").flag(),
        ignored("expose", ""),
        ignored("memory-swap", NO_SWAP),
        ignored("memory-swappiness", NO_SWAP),
        ignored("memory-reservation", "only the limit counts"),
        ignored("kernel-memory", "only the memory limit counts"),
        ignored("name", OWN_NAME),
        ignored("interactive", NOT_INTERACTIVE).flag().shortened('i'),
        ignored("tty", NOT_INTERACTIVE).flag().shortened('t'),
        ignored("attach", NOT_INTERACTIVE).shortened('a'),
        ignored("log-driver", LOG),
        ignored("log-opt", LOG),
        ignored("health-cmd", HEALTH),
        ignored("health-interval", HEALTH),
        ignored("health-retries", HEALTH),
        ignored("health-start-interval", HEALTH),
        ignored("health-start-period", HEALTH),
        ignored("health-timeout", HEALTH),
        ignored("no-healthcheck", "").flag(),
        ignored("cpu-shares", CPU_TIME).shortened('c'),
        ignored("cpu-period", CPU_TIME),
        ignored("cpu-quota", CPU_TIME),
        ignored("cpu-count", CPU_TIME),
        ignored("cpu-percent", CPU_TIME),
        ignored("cpuset-cpus", CPU_TIME),
        ignored("cpuset-mems", CPU_TIME),
        ignored("blkio-weight", DISK_RATE),
        ignored("blkio-weight-device", DISK_RATE),
        ignored("device-read-bps", DISK_RATE),
        ignored("device-read-iops", DISK_RATE),
        ignored("device-write-bps", DISK_RATE),
        ignored("device-write-iops", DISK_RATE),
        ignored("io-maxbandwidth", DISK_RATE),
        ignored("io-maxiops", DISK_RATE),
        ignored("stop-timeout", "write grace in [checkpoint]"),
        ignored("pull", "write pull in [image]"),
        ignored("platform", "the image is of the volunteer's own platform"),
        ignored("isolation", "it is for Windows only"),
        ignored("annotation", "nothing reads it"),
        ignored("domainname", "the container needs none"));
  }

  private static List<OptionSpec> refusedOnes() {
    return List.of(
        loosens("privileged", PRIVILEGED).flag(),
        loosens("device-cgroup-rule", NO_DEVICE),
        loosens("group-add", READABLE),
        loosens("cgroup-parent", "write what the app needs in [limits]"),
        loosens("oom-kill-disable", ENOUGH_MEMORY).flag(),
        loosens("oom-score-adj", ENOUGH_MEMORY),
        loosens("cpu-rt-period", CPU_TIME),
        loosens("cpu-rt-runtime", CPU_TIME),
        loosens("runtime", "for the assigned GPU write use_gpu = true, otherwise leave it out"),
        loosens("sysctl", "an app takes the kernel as it is; leave it out"),
        loosens("storage-opt", "the workunit's rsc_disk_bound says how much disk a task gets"),
        loosens("use-api-socket", "no app can reach the engine; leave it out").flag(),
        loosens("volumes-from", OWN_FILES),
        loosens("volume-driver", OWN_FILES),
        loosens("add-host", "let the app use the address, or a name that DNS knows"),
        loosens("dns", RESOLVER),
        loosens("dns-opt", RESOLVER),
        loosens("dns-option", RESOLVER),
        loosens("dns-search", RESOLVER),
        loosens("ip", ALONE),
        loosens("ip6", ALONE),
        loosens("link", ALONE),
        loosens("link-local-ip", ALONE),
        loosens("mac-address", ALONE),
        loosens("network-alias", ALONE),
        loosens("net-alias", ALONE),
        loosens("publish-all", "write each port in portmap").flag().shortened('P'),
        refused("env-file", HOST_FILE),
        refused("label-file", HOST_FILE),
        refused("cidfile", "is refused: it writes a file on the host; leave it out"),
        refused(
                "user",
                "is refused: the app runs as the user of the client, whose files the slot holds;"
                    + " make the files of the image that it needs readable by everybody")
            .shortened('u'));
  }
}
