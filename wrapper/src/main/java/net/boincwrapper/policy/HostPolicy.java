package net.boincwrapper.policy;

import java.util.List;
import java.util.Optional;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.job.Job.CheckpointRules.OnQuit;

/**
 * What the owner of the host allows the tasks of one project; immutable.
 *
 * @param engine the kind of engine to use; empty: the one that the client or this program finds
 * @param socket absolute path of the engine's socket; empty: where such sockets usually are
 * @param mounts what jobs may ask for by name
 * @param network which network containers get
 * @param requireLanRules whether a bridge is given only where the rules that keep it from the
 *     owner's own network are in force
 * @param onQuit what a quit does; {@code AUTO}: what the job says
 * @param scope where a line would stand that allows the project more
 */
public record HostPolicy(
    Rule<Optional<Engine.Kind>> engine,
    Rule<Optional<String>> socket,
    List<NamedMount> mounts,
    Rule<NetworkRule> network,
    Rule<Boolean> requireLanRules,
    Ceilings ceilings,
    Confinement confinement,
    ImageKeeping images,
    Rule<OnQuit> onQuit,
    Scope scope) {

  /** Where no owner has said anything. */
  public static final HostPolicy DEFAULT =
      new HostPolicy(
          Rule.byDefault(Optional.empty()),
          Rule.byDefault(Optional.empty()),
          List.of(),
          Rule.byDefault(NetworkRule.PROJECT),
          Rule.byDefault(false),
          Ceilings.NONE,
          Confinement.DEFAULT,
          ImageKeeping.DEFAULT,
          Rule.byDefault(OnQuit.AUTO),
          Scope.NOWHERE);

  public HostPolicy {
    mounts = List.copyOf(mounts);
  }

  /**
   * Whether there is no policy. (The comparison that Java generates takes milliseconds on its first
   * call, which every start would pay.)
   */
  @SuppressWarnings("ReferenceEquality")
  public boolean isDefault() {
    return this == DEFAULT;
  }

  /** A mount by its name; empty: the owner names none like this. */
  public Optional<NamedMount> mount(String name) {
    return mounts.stream().filter(mount -> mount.name().equals(name)).findFirst();
  }
}
