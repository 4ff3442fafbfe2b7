package net.boincwrapper.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A policy for one task alone: it is launched in a mount namespace of its own, whose {@code /etc}
 * has {@code docker-wrapper/host.toml}. The host's own {@code /etc} is not touched.
 */
public final class HostFile {
  private final Path over;

  /**
   * None yet.
   *
   * @param directory for what lies over {@code /etc}; of root's
   */
  public HostFile(Path directory) throws IOException {
    over = Files.createDirectory(directory.resolve("etc"));
    open(over);
    open(Files.createDirectory(file().getParent()));
  }

  private static void open(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  public Path file() {
    return over.resolve("docker-wrapper/host.toml");
  }

  public HostFile write(String policy) throws IOException {
    Files.writeString(file(), policy);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    return this;
  }

  /** Each launch of the task from now on finds it, as it is then. */
  public HostFile of(TaskHarness task) {
    task.under(launcher().toArray(String[]::new));
    return this;
  }

  /** A command that runs the one behind it where the policy holds. */
  public List<String> launcher() {
    return List.of(
        "unshare",
        "--mount",
        "--",
        "sh",
        "-c",
        "mount -t overlay -o \"lowerdir=$0:/etc\" policy /etc && exec \"$@\"",
        over.toString());
  }
}
