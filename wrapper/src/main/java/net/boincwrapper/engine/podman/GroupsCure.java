package net.boincwrapper.engine.podman;

import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.engine.Engine.EngineInfo;

/** What to do where an engine makes no control groups, or keeps not all limits by them. */
public final class GroupsCure {
  private static final String DELEGATE = "/etc/systemd/system/user@.service.d";

  private final Path root;
  private final EngineUser user;

  /**
   * @param root of the host's file system
   */
  GroupsCure(Path root, EngineUser user) {
    this.root = root;
    this.user = user;
  }

  /** For an engine of this process's user. */
  public static GroupsCure ofThisUser() {
    return on(EngineUser.SELF).orElseThrow();
  }

  /**
   * For the engine that listens at a socket: the socket is its user's.
   *
   * @return empty where the socket is gone
   */
  public static Optional<GroupsCure> on(Path socket) {
    return EngineUser.of(socket).map(user -> new GroupsCure(Path.of("/"), user));
  }

  /** A sentence for people, with what root types; empty where nothing is known to help. */
  public Optional<String> of(EngineInfo engine) {
    if (!engine.rootless()) {
      return Optional.of(
          "a kernel, or a boot of it, that has the controllers (such as cgroup_enable=memory on"
              + " its command line)");
    }
    if (engine.cgroupVersion() < 2) {
      return Optional.of(
          "without root only version 2 of control groups has limits; boot with"
              + " systemd.unified_cgroup_hierarchy=1 on the kernel's command line");
    }
    return engine.groupsContainers()
        ? Optional.of("systemd has to give users the controllers; as root: " + delegation())
        : new LingerCommand(root, user.name(), user.unit(root))
            .text()
            .map(command -> "a systemd of the user's own gives limits; as root: " + command);
  }

  /** systemd.resource-control(5); what it has given already it gives anew at a start. */
  private String delegation() {
    return ClientUnit.dropIn(DELEGATE, "podman-groups", "Delegate=cpu cpuset io memory pids")
        + " && systemctl daemon-reload && systemctl restart user@"
        + user.id();
  }
}
