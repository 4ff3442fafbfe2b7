package net.boincwrapper.procfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Joins {@code /proc/PID/cgroup} (which group a process is in, per hierarchy) with {@code
 * /proc/self/mountinfo} (where we see the hierarchies); see cgroups(7) and proc(5).
 */
public final class CgroupMounts {
  private final Path proc;
  private final List<String> groups;
  private Optional<List<String>> mounts = Optional.empty();

  private CgroupMounts(Path proc, List<String> groups) {
    this.proc = proc;
    this.groups = groups;
  }

  /**
   * The groups of a process.
   *
   * @param proc where procfs is mounted
   * @throws IOException it has ended, or cannot be seen
   */
  public static CgroupMounts of(Path proc, long pid) throws IOException {
    return new CgroupMounts(proc, ProcFile.read(proc.resolve(pid + "/cgroup")).lines().toList());
  }

  /** Its path in the version 1 hierarchy of a controller; empty if there is no such hierarchy. */
  Optional<String> path(String controller) {
    return groups.stream()
        .map(line -> line.split(":", 3))
        .filter(parts -> parts.length == 3 && has(parts[1], controller))
        .map(parts -> parts[2])
        .findFirst();
  }

  /** Its path in the version 2 hierarchy; empty if there is none. */
  Optional<String> unifiedPath() {
    return groups.stream()
        .filter(line -> line.startsWith("0::"))
        .map(line -> line.substring(3))
        .findFirst();
  }

  /** Whether one of its paths contains a text. */
  boolean contains(String text) {
    return groups.stream().anyMatch(line -> line.contains(text));
  }

  /** The group's directory in the version 1 hierarchy of a controller; empty: it is not seen. */
  public Optional<Path> directory(String controller) {
    return path(controller).flatMap(group -> seen(group, "cgroup", controller));
  }

  /** The group's directory in the version 2 hierarchy; empty: it is not seen. */
  public Optional<Path> unified() {
    return unifiedPath().flatMap(group -> seen(group, "cgroup2", ""));
  }

  private Optional<Path> seen(String group, String type, String controller) {
    return mounts().stream()
        .map(line -> line.split(" - ", 2))
        .filter(halves -> halves.length == 2 && isMountOf(halves[1], type, controller))
        .flatMap(halves -> below(halves[0].split(" ", -1), group).stream())
        .findFirst();
  }

  /** Read only if somebody asks where a group is. */
  private List<String> mounts() {
    if (mounts.isEmpty()) {
      mounts = Optional.of(readMounts());
    }
    return mounts.get();
  }

  private List<String> readMounts() {
    try {
      return Files.readAllLines(proc.resolve("self/mountinfo"));
    } catch (IOException e) {
      return List.of();
    }
  }

  /** {@code halves[1]} is: type, source, options. */
  private static boolean isMountOf(String half, String type, String controller) {
    String[] fields = half.split(" ", -1);
    return fields.length == 3
        && fields[0].equals(type)
        && (controller.isEmpty() || has(fields[2], controller));
  }

  /** Fields of a mount: id, parent, device, root within the hierarchy, mount point, … */
  private Optional<Path> below(String[] fields, String group) {
    if (fields.length < 5 || group.contains("/..")) {
      return Optional.empty();
    }
    String root = fields[3].equals("/") ? "" : fields[3];
    if (!(group + "/").startsWith(root + "/")) {
      return Optional.empty();
    }
    return Optional.of(proc.getFileSystem().getPath(fields[4] + group.substring(root.length())));
  }

  private static boolean has(String list, String controller) {
    return Arrays.asList(list.split(",")).contains(controller);
  }
}
