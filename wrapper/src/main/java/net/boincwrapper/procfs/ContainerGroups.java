package net.boincwrapper.procfs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which control groups a container has of its own, hierarchy by hierarchy: every engine has the
 * container's id in their names. Where it could make none, the container is in a group of others,
 * which is left alone. Some have one in a part of the hierarchies only: on version 1 a user may
 * have been given systemd's own hierarchy and nothing that accounts, limits or freezes (RHEL 8),
 * and on version 2 a group may lack controllers.
 *
 * <p>A process that has ended is shown in the root (measured), and its number may have been reused:
 * then nothing is the container's own.
 */
public final class ContainerGroups {
  private final CgroupMounts groups;
  private final String id;
  private final boolean otherUsers;

  private ContainerGroups(CgroupMounts groups, String id, boolean otherUsers) {
    this.groups = groups;
    this.id = id;
    this.otherUsers = otherUsers;
  }

  /**
   * A group of the container's own.
   *
   * @param directories the group that its processes are in, and those above it that are its own as
   *     well: crun makes a group {@code container} in systemd's scope
   * @param unified whether it is one of version 2
   */
  public record Group(List<Path> directories, boolean unified) {
    public Group {
      directories = List.copyOf(directories);
    }

    /** Where its processes are. */
    public Path directory() {
      return directories.get(0);
    }
  }

  /**
   * The groups of a container.
   *
   * @param proc where procfs is mounted
   * @param pid the container's first process
   * @param id the container's
   * @throws IOException the process has ended, or cannot be seen
   */
  public static ContainerGroups of(Path proc, long pid, String id) throws IOException {
    CgroupMounts groups = CgroupMounts.of(proc, pid);
    return new ContainerGroups(groups, id, hasOtherUsers(proc, pid));
  }

  private static boolean hasOtherUsers(Path proc, long pid) {
    try {
      return !ProcessTable.namespace(proc.resolve(String.valueOf(pid)), "user")
          .equals(ProcessTable.namespace(proc.resolve("self"), "user"));
    } catch (IOException e) {
      return false; // another user's process, such as root's
    }
  }

  /** Whether a group in any hierarchy is its own, be it good for nothing else. */
  public boolean areNamed() {
    return groups.contains(id);
  }

  /**
   * Whether its engine can pause it: by the hierarchy of version 1 that has the freezer, if there
   * is one, or else by version 2, where each group can be frozen. A rootless engine does that on
   * version 2 only, whatever groups its user has been given (Podman 4.3.1 to 5.8.2, {@code
   * libpod/container_internal.go:pause}).
   */
  public boolean canPause() {
    Optional<String> freezer = groups.path("freezer");
    return freezer.isPresent() ? isOwn(freezer.get()) && !otherUsers : hasUnified();
  }

  /** Whether a group of its own counts its CPU time, be it seen from here or not. */
  public boolean haveAccount() {
    return groups.path("cpuacct").filter(this::isOwn).isPresent() || hasUnified();
  }

  /** The group that counts its CPU time; on version 2, each does, whatever controllers it has. */
  public Optional<Group> account() {
    return version1("cpuacct").or(this::unified);
  }

  /**
   * The group in the hierarchy that has a controller; on version 2, the group may lack it all the
   * same.
   *
   * @return empty if it is not the container's own, or not seen from here
   */
  public Optional<Group> group(String controller) {
    return groups.path(controller).isPresent() ? version1(controller) : unified();
  }

  /**
   * Whether the hierarchy that has a controller holds a group of the container's own that cannot be
   * seen from here.
   */
  public boolean isHidden(String controller) {
    Optional<String> version1 = groups.path(controller);
    boolean own = version1.isPresent() ? isOwn(version1.get()) : hasUnified();
    return own && group(controller).isEmpty();
  }

  private boolean hasUnified() {
    return groups.unifiedPath().filter(this::isOwn).isPresent();
  }

  private Optional<Group> version1(String controller) {
    return groups
        .path(controller)
        .filter(this::isOwn)
        .flatMap(path -> groups.directory(controller))
        .map(directory -> new Group(own(directory), false));
  }

  private Optional<Group> unified() {
    return hasUnified()
        ? groups.unified().map(directory -> new Group(own(directory), true))
        : Optional.empty();
  }

  private List<Path> own(Path leaf) {
    List<Path> own = new ArrayList<>(List.of(leaf));
    Path above = leaf.getParent();
    while (above != null && isOwn(above.toString())) {
      own.add(above);
      above = above.getParent();
    }
    return own;
  }

  private boolean isOwn(String path) {
    return path.contains(id);
  }
}
