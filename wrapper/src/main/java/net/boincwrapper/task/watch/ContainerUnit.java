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
 *
 * @param directory of its group
 * @param inode number of that
 */
record ContainerUnit(Path directory, String inode) implements Lifeline {
  static final String MARK = "unit:";

  /** The service of a Podman ends whenever nobody asks it anything, and its containers go on. */
  private static final String PODMAN = "podman.service";

  /**
   * That of a container; empty where it is in none, or that cannot be seen.
   *
   * @param proc where procfs is mounted
   * @param pid the container's first process
   * @param id the container's
   */
  static Optional<ContainerUnit> of(Path proc, long pid, String id) {
    try {
      CgroupMounts found = CgroupMounts.of(proc, pid);
      return found
          .unified()
          .flatMap(directory -> unit(directory, id))
          .or(() -> found.directory("name=systemd").flatMap(directory -> unit(directory, id)))
          .flatMap(ContainerUnit::run);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads what {@link #text} gave.
   *
   * @param text begins with {@link #MARK}
   */
  static ContainerUnit parse(Path proc, String text) {
    int end = Math.max(MARK.length(), text.lastIndexOf(':'));
    return new ContainerUnit(
        proc.getFileSystem().getPath(text.substring(MARK.length(), end)),
        text.substring(Math.min(end + 1, text.length())));
  }

  @Override
  public String text() {
    return MARK + directory + ":" + inode;
  }

  @Override
  public boolean holds() {
    return run(directory).filter(this::equals).isPresent();
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

  private static Optional<ContainerUnit> run(Path directory) {
    try {
      String inode = String.valueOf(Files.getAttribute(directory, "unix:ino"));
      return Optional.of(new ContainerUnit(directory, inode));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
