package net.boincwrapper.plan;

import java.nio.file.FileSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.boincwrapper.engine.ContainerPlan.Bind;
import net.boincwrapper.job.Job;
import net.boincwrapper.policy.HostPolicy;
import net.boincwrapper.policy.MountPlace;
import net.boincwrapper.policy.NamedMount;
import net.boincwrapper.policy.NamedMount.Propagation;

/** The places of the host that the job asks for and the owner has a name for. */
public final class HostMountPlan {
  private HostMountPlan() {}

  /**
   * Why the job cannot have what it needs now, although the owner allows it; empty if it can.
   *
   * @param host where the places are looked for
   */
  public static Optional<String> lack(Job job, HostPolicy policy, FileSystem host) {
    return job.hostMounts().needed().stream()
        .flatMap(name -> policy.mount(name).stream())
        .flatMap(
            mount ->
                MountPlace.lack(mount, host).stream()
                    .map(why -> "the job needs the place \"" + mount.name() + "\": " + why))
        .findFirst();
  }

  /** Places that are to be mounted, and that this user cannot see. */
  public static List<String> hidden(PlanInput input) {
    FileSystem host = input.slot().directory().getFileSystem();
    return of(input).stream()
        .filter(mount -> MountPlace.isHidden(mount, host))
        .map(NamedMount::source)
        .toList();
  }

  /** Those that are to be mounted. What is needed is mounted in any case: the engine says no. */
  static List<NamedMount> of(PlanInput input) {
    if (input.job().hostMounts().isEmpty()) {
      return List.of();
    }
    FileSystem host = input.slot().directory().getFileSystem();
    List<NamedMount> mounts = new ArrayList<>();
    for (String name : input.job().hostMounts().needed()) {
      input.policy().mount(name).ifPresent(mounts::add);
    }
    for (String name : input.job().hostMounts().optional()) {
      input
          .policy()
          .mount(name)
          .filter(mount -> MountPlace.lack(mount, host).isEmpty())
          .ifPresent(mounts::add);
    }
    return mounts;
  }

  static Optional<Bind> bind(NamedMount mount, MountTargets targets, Findings findings) {
    Optional<String> objection = targets.take(mount.target(), false);
    objection.ifPresent(
        why ->
            findings.error(
                "the place \""
                    + mount.name()
                    + "\" of the host: the target "
                    + mount.target()
                    + " "
                    + why));
    return objection.isPresent()
        ? Optional.empty()
        : Optional.of(
            new Bind(
                mount.source(),
                mount.target(),
                mount.readOnly(),
                mount.propagation() == Propagation.RSLAVE));
  }

  /** The variables that tell the app where they are. */
  static Map<String, String> variables(PlanInput input) {
    Map<String, String> variables = new TreeMap<>();
    of(input).forEach(mount -> variables.put(mount.variable(), mount.target()));
    return variables;
  }
}
