package net.boincwrapper.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where in a container a job may mount something. */
final class MountTargets {
  private static final List<ContainerPath> SYSTEM =
      Stream.of(
              "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/libx32", "/proc",
              "/run", "/sbin", "/sys", "/usr")
          .map(ContainerPath::of)
          .toList();

  /** Below these, images keep applications. */
  private static final List<ContainerPath> APPLICATIONS =
      List.of(ContainerPath.of("/usr/src"), ContainerPath.of("/usr/local/src"));

  /** A mount in memory hides no program there, and programs want to write there. */
  private static final ContainerPath RUN = ContainerPath.of("/run");

  private static final Set<String> HOLD_ALL = Set.of("/", "/var", "/var/run");

  private final List<ContainerPath> taken;
  private final List<ContainerPath> given = new ArrayList<>();

  /**
   * @param taken WORKDIR and the places of the project directory
   */
  MountTargets(List<ContainerPath> taken) {
    this.taken = List.copyOf(taken);
  }

  /** Why something cannot be mounted there; empty if it can, and then the place is taken. */
  Optional<String> take(String target, boolean inMemory) {
    if (!target.startsWith("/")) {
      return Optional.of("is not an absolute path");
    }
    ContainerPath path = ContainerPath.of(target);
    Optional<String> objection = objection(path, inMemory);
    if (objection.isEmpty()) {
      given.add(path);
    }
    return objection;
  }

  private Optional<String> objection(ContainerPath path, boolean inMemory) {
    if (given.contains(path)) {
      return Optional.of("is mounted twice");
    }
    if (HOLD_ALL.contains(path.text()) || isSystem(path, inMemory)) {
      return Optional.of("is a system directory; choose one such as /data");
    }
    return taken.stream()
        .filter(path::overlaps)
        .findFirst()
        .map(place -> "overlaps " + place + ", which is mounted already; choose one beside it");
  }

  private static boolean isSystem(ContainerPath path, boolean inMemory) {
    boolean application = APPLICATIONS.stream().anyMatch(a -> a.contains(path) && !a.equals(path));
    return !application
        && SYSTEM.stream().anyMatch(s -> s.contains(path) && !(inMemory && s.equals(RUN)));
  }
}
