package net.boincwrapper.task.watch;

import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Joins {@code /proc/PID/cgroup} (which group a process is in, per hierarchy) with {@code
 * /proc/self/mountinfo} (where we see the hierarchies); see cgroups(7) and proc(5).
 */
final class CgroupMounts {
  private final FileSystem files;
  private final List<String> groups;
  private final List<String> mounts;

  CgroupMounts(FileSystem files, List<String> groups, List<String> mounts) {
    this.files = files;
    this.groups = groups;
    this.mounts = mounts;
  }

  /** The group's directory in the version 1 hierarchy of a controller. */
  Optional<Path> directory(String controller) {
    return groups.stream()
        .map(line -> line.split(":", 3))
        .filter(parts -> parts.length == 3 && has(parts[1], controller))
        .findFirst()
        .flatMap(parts -> seen(parts[2], "cgroup", controller));
  }

  /** The group's directory in the version 2 hierarchy. */
  Optional<Path> unified() {
    return groups.stream()
        .filter(line -> line.startsWith("0::"))
        .findFirst()
        .flatMap(line -> seen(line.substring(3), "cgroup2", ""));
  }

  private Optional<Path> seen(String group, String type, String controller) {
    return mounts.stream()
        .map(line -> line.split(" - ", 2))
        .filter(halves -> halves.length == 2 && isMountOf(halves[1], type, controller))
        .flatMap(halves -> below(halves[0].split(" ", -1), group).stream())
        .findFirst();
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
    return Optional.of(files.getPath(fields[4] + group.substring(root.length())));
  }

  private static boolean has(String list, String controller) {
    return Arrays.asList(list.split(",")).contains(controller);
  }
}
