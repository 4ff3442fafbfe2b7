package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.harness.Shell;

/** Whether a container's processes are frozen, asked of the kernel. */
final class Freezer {
  private final Path file;
  private final String whenFrozen;

  private Freezer(Path file, String whenFrozen) {
    this.file = file;
    this.whenFrozen = whenFrozen;
  }

  /** That of a running container. */
  static Freezer of(String container) throws IOException {
    String pid = Shell.succeed("docker", "inspect", "--format", "{{.State.Pid}}", container);
    List<String> groups = Files.readAllLines(Path.of("/proc", pid, "cgroup"));
    return of(groups, Path.of("/sys/fs/cgroup"));
  }

  /**
   * @param groups lines of {@code /proc/PID/cgroup}
   * @param mount where the control groups are mounted
   */
  static Freezer of(List<String> groups, Path mount) {
    for (String group : groups) {
      String[] parts = group.split(":", 3);
      if (parts[1].equals("freezer")) {
        return new Freezer(mount.resolve("freezer" + parts[2] + "/freezer.state"), "FROZEN");
      }
    }
    String unified = groups.get(groups.size() - 1).split(":", 3)[2];
    return new Freezer(mount.resolve(unified.substring(1) + "/cgroup.events"), "frozen 1");
  }

  boolean frozen() throws IOException {
    return Files.readString(file).contains(whenFrozen);
  }

  /** Not the same as "not frozen": freezing and thawing take time. */
  boolean running() throws IOException {
    String state = Files.readString(file);
    return state.contains("THAWED") || state.contains("frozen 0");
  }
}
