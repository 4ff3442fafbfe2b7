package net.boincwrapper.task.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.procfs.CgroupMounts;

/**
 * The unit of systemd's that a user's container runs in: the user's manager ({@code
 * user@1000.service}), a session, or the service that the client runs in. When systemd stops one,
 * it ends all that is in its control group, the container included, and the engine's events do not
 * tell of that: an app that catches SIGTERM may exit with 0.
 *
 * <p>A unit's group is there as long as it runs or any process is in it, and no group that is made
 * later has the same inode number until the next boot (Linux, {@code fs/kernfs/dir.c:
 * __kernfs_new_node}).
 */
public final class ContainerUnit {
  private static final String MARK = "unit:";

  /** The service of a Podman ends whenever nobody asks it anything, and its containers go on. */
  private static final String PODMAN = "podman.service";

  private ContainerUnit() {}

  /**
   * What tells one run of a container's unit from the next, one line; empty where the container is
   * in none, or that cannot be seen.
   *
   * @param proc where procfs is mounted
   * @param pid the container's first process
   * @param id the container's
   */
  public static Optional<String> of(Path proc, long pid, String id) {
    try {
      CgroupMounts found = CgroupMounts.of(proc, pid);
      return found
          .unified()
          .flatMap(directory -> unit(directory, id))
          .or(() -> found.directory("name=systemd").flatMap(directory -> unit(directory, id)))
          .map(ContainerUnit::run);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether this is what {@link #of} has returned, perhaps to an earlier process. */
  public static boolean isOne(String run) {
    return run.startsWith(MARK);
  }

  /**
   * The run of the same unit that goes on now: equal to what is given, if it is still the same.
   *
   * @param run as {@link #of} returned it
   */
  public static String now(Path proc, String run) {
    String directory = run.substring(MARK.length(), Math.max(MARK.length(), run.lastIndexOf(':')));
    return run(proc.getFileSystem().getPath(directory));
  }

  /** The innermost; the container's own scope, which bears its id, is none. */
  private static Optional<Path> unit(Path group, String id) {
    for (Path directory = group; directory != null; directory = directory.getParent()) {
      Path name = directory.getFileName();
      if (name != null && isUnit(name.toString()) && !name.toString().contains(id)) {
        return Optional.of(directory);
      }
    }
    return Optional.empty();
  }

  private static boolean isUnit(String name) {
    return (name.endsWith(".service") || name.endsWith(".scope")) && !name.equals(PODMAN);
  }

  private static String run(Path directory) {
    try {
      return MARK + directory + ":" + Files.getAttribute(directory, "unix:ino");
    } catch (IOException e) {
      return MARK + directory + ":gone";
    }
  }
}
