package net.boincwrapper.engine;

import net.boincwrapper.engine.ContainerPlan.TmpfsMount;
import net.boincwrapper.engine.Engine.Kind;

/**
 * The options of a file system in memory, as they stand in {@code HostConfig.Tmpfs} and after
 * {@code --tmpfs}.
 *
 * <p>That way goes what the Mounts API cannot say: that programs may run there (before Docker's API
 * 1.46), and that Podman must not fill it. Podman copies into a tmpfs what lies beneath it unless
 * told not to (tried with 4.3.1 and 5.4.2), which would show the app what the tmpfs is there to
 * hide; Docker never does, and refuses the word.
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
