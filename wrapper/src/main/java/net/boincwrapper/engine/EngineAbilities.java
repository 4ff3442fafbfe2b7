package net.boincwrapper.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an engine can do for a container, as far as it says so or the host shows it.
 *
 * @param api newest version of Docker's API that it speaks, such as {@code 1.41}; empty where it
 *     does not say
 * @param storage where it keeps images and containers
 * @param limits those that are in force when a container is created with them
 * @param remapsUsers whether the container's users, root among them, are others on the host than
 *     the plan names, although the engine is root's (Docker's {@code userns-remap})
 * @param labelsContainers whether its containers get SELinux labels of their own, which keep them
 *     from files that have another, those of a slot among them
 * @param runtime name of its OCI runtime, such as {@code runc}
 * @param cdiDirectories where it looks for specifications of devices (Container Device Interface);
 *     empty: it gives none that way
 */
public record EngineAbilities(
    String api,
    Storage storage,
    Set<Limit> limits,
    boolean remapsUsers,
    boolean labelsContainers,
    String runtime,
    List<String> cdiDirectories) {

  /** What can be limited. */
  public enum Limit {
    MEMORY,
    PIDS,
    CPU
  }

  /** An engine of root's that keeps all limits and says no more. */
  public static final EngineAbilities USUAL =
      new EngineAbilities("", Storage.UNKNOWN, Set.of(Limit.values()), false, false, "", List.of());

  /**
   * Where an engine keeps what it has. Each may be empty: the engine does not say.
   *
   * @param driver such as {@code overlay2}
   * @param backing name of the file system below that, such as {@code xfs} or {@code extfs}
   * @param directory on the host
   */
  public record Storage(String driver, String backing, String directory) {
    /** Of an engine that says nothing of it. */
    public static final Storage UNKNOWN = new Storage("", "", "");
  }

  public EngineAbilities {
    limits = Set.copyOf(limits);
    cdiDirectories = List.copyOf(cdiDirectories);
  }

  /** The same, but without one limit. */
  public EngineAbilities without(Limit limit) {
    Set<Limit> others = new HashSet<>(limits);
    others.remove(limit);
    return new EngineAbilities(
        api, storage, others, remapsUsers, labelsContainers, runtime, cdiDirectories);
  }

  /** The same, but one that looks for specifications of devices. */
  public EngineAbilities withCdi(List<String> directories) {
    return new EngineAbilities(
        api, storage, limits, remapsUsers, labelsContainers, runtime, directories);
  }
}
