package net.boincwrapper.engine;

import net.boincwrapper.engine.ContainerPlan.TmpfsMount;
import net.boincwrapper.engine.Engine.Kind;

/**
 * The options of a file system in memory, in the form of {@code HostConfig.Tmpfs} and {@code
 * --tmpfs}.
 *
 * <p>They can say what the Mounts API cannot: that programs may run there (before Docker's API
 * 1.46), and that Podman must not fill it. Unless told not to, Podman copies what the image has at
 * that path into the tmpfs (tried with 4.3.1 and 5.4.2), and the app would see what the tmpfs is
 * there to hide. Docker never copies, and refuses the option.
 */
public final class TmpfsOptions {
  private TmpfsOptions() {}

  public static String of(TmpfsMount tmpfs, Kind engine) {
    StringBuilder options = new StringBuilder(tmpfs.exec() ? "exec" : "noexec");
    options.append(",nosuid,nodev");
    tmpfs.sizeBytes().ifPresent(bytes -> options.append(",size=").append(bytes));
    options.append(",mode=").append(Integer.toOctalString(tmpfs.mode()));
    return engine == Kind.PODMAN ? options.append(",notmpcopyup").toString() : options.toString();
  }
}
