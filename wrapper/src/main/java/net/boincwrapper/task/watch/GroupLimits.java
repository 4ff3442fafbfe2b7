package net.boincwrapper.task.watch;

import java.util.Optional;
import net.boincwrapper.engine.EngineAbilities.Limit;
import net.boincwrapper.procfs.ContainerGroups;
import net.boincwrapper.procfs.ContainerGroups.Group;

/**
 * Whether a container's limits are in force, whatever its engine has promised: some leave out what
 * they cannot limit, with a warning that nobody sees (Docker, moby {@code
 * daemon/daemon_unix.go:verifyPlatformContainerResources}; Podman, {@code
 * pkg/specgen/generate/validate_linux.go}).
 */
final class GroupLimits {
  private GroupLimits() {}

  /**
   * Looks for the limit in each group of the container's own.
   *
   * @param ifHidden what its engine says, for a group that is not seen from here
   */
  static boolean isLimited(ContainerGroups groups, Limit limit, boolean ifHidden) {
    return switch (limit) {
      case MEMORY -> isIn(groups, "memory", "memory.limit_in_bytes", "memory.max", ifHidden);
      case PIDS -> isIn(groups, "pids", "pids.max", "pids.max", ifHidden);
      case CPU -> isIn(groups, "cpu", "cpu.cfs_quota_us", "cpu.max", ifHidden);
    };
  }

  private static boolean isIn(
      ContainerGroups groups, String controller, String file1, String file2, boolean ifHidden) {
    if (groups.isHidden(controller)) {
      return ifHidden;
    }
    Optional<Group> group = groups.group(controller);
    return group.isPresent() && isIn(group.get(), group.get().unified() ? file2 : file1);
  }

  private static boolean isIn(Group group, String file) {
    return group.directories().stream()
        .anyMatch(own -> GroupFiles.find(own, file, GroupFiles.NUMBER).isPresent());
  }
}
