package net.boincwrapper.job.options;

import java.util.Optional;
import net.boincwrapper.job.Capabilities;

/**
 * What to do instead of something that is refused, where that depends on the option's value. A task
 * can have, without any special right: memory as a file system, a GPU, a network, files of the
 * slot.
 */
final class RefusalHelp {
  private static final String TMPFS =
      "to have a tmpfs mounted, write a [[scratch]] table, or --tmpfs in its place";
  private static final String GPU =
      "for the assigned GPU write use_gpu = true; otherwise leave it out";
  private static final String OWNER =
      "the app runs as the client's user, so make the files of the image that it needs readable by"
          + " everybody (chmod in the Dockerfile)";
  private static final String NO_CAPABILITY = "an app runs without any; leave it out";

  private RefusalHelp() {}

  /**
   * Empty if the help is the same for every value.
   *
   * @param option its name without dashes
   */
  static Optional<String> of(String option, String value) {
    return switch (option) {
      case "cap-add" -> Optional.of(capability(Capabilities.plain(value)));
      case "device" -> Optional.of(device(value));
      case "sysctl" -> Optional.of(kernelSetting(value));
      default -> Optional.empty();
    };
  }

  private static String capability(String name) {
    return switch (name) {
      case "SYS_ADMIN" -> TMPFS;
      case "IPC_LOCK" -> "to lock memory write --ulimit memlock=-1 in its place";
      case "SYS_RESOURCE" -> "for a higher limit write --ulimit in its place";
      case "NET_ADMIN", "NET_RAW", "NET_BIND_SERVICE", "NET_BROADCAST" ->
          "for a network write network = true in [limits], for a port portmap";
      case "SYS_NICE" -> "the client sets the priority; leave it out";
      case "SYS_PTRACE" -> "an app can trace its own children without it; leave it out";
      case "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "SETUID", "SETGID" ->
          OWNER;
      case "MKNOD" -> GPU;
      default -> NO_CAPABILITY;
    };
  }

  private static String device(String value) {
    if (value.startsWith("/dev/fuse")) {
      return "put the files into the slot or the image";
    }
    return value.startsWith("/dev/shm") ? sharedMemory() : GPU;
  }

  private static String kernelSetting(String value) {
    return value.startsWith("kernel.shm")
        ? sharedMemory()
        : "an app takes the kernel as it is; leave it out";
  }

  private static String sharedMemory() {
    return "for more shared memory write shm in [limits]";
  }
}
