package net.boincwrapper.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import net.boincwrapper.engine.Devices;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.Kind;
import net.boincwrapper.engine.EngineVersion;

/** Which groups of the host let an app, which is not root, use device files. */
final class DeviceGroups {
  private static final int FOR_OTHERS = 06;

  private final EngineInfo engine;
  private final Path root;

  /**
   * @param root of the host's file system
   */
  DeviceGroups(EngineInfo engine, Path root) {
    this.engine = engine;
    this.root = root;
  }

  /**
   * An answer.
   *
   * @param groups as {@link Devices} has them
   * @param lack why the app could not use the devices, and what helps; empty: it can
   */
  record Answer(List<String> groups, Optional<String> lack) {}

  /**
   * Asks for all of these.
   *
   * @param paths absolute, in the host's file system
   * @throws IOException if there is no such file
   */
  Answer of(List<String> paths) throws IOException {
    TreeSet<String> groups = new TreeSet<>();
    for (String path : paths) {
      boolean isForAll = (attribute(path, "unix:mode") & FOR_OTHERS) == FOR_OTHERS;
      if (!isForAll && engine.rootless()) {
        return withoutRoot(path);
      }
      if (!isForAll) {
        groups.add(String.valueOf(attribute(path, "unix:gid")));
      }
    }
    return new Answer(List.copyOf(groups), Optional.empty());
  }

  private int attribute(String path, String name) throws IOException {
    return (int) Files.getAttribute(onHost(path), name);
  }

  /** A user's engine has no more rights than the user, and its containers not even those. */
  private Answer withoutRoot(String closed) {
    Path node = onHost(closed);
    if (!Files.isReadable(node) || !Files.isWritable(node)) {
      return lack(
          "the user of this rootless engine may not use "
              + closed
              + ": put it into that file's group (usermod --append --groups GROUP USER; ls -l "
              + closed
              + " names the group), and restart the client");
    }
    boolean keepsGroups =
        engine.kind() == Kind.PODMAN
            && engine.abilities().runtime().equals("crun")
            && EngineVersion.of(engine.version()).isAtLeast(5, 4);
    return keepsGroups
        ? new Answer(List.of(Devices.OF_THE_USER), Optional.empty())
        : lack(
            "in a container of this rootless engine the user's groups do not count, and "
                + closed
                + " is for a group: let udev give it to all (MODE=\"0666\"), or use Podman 5.4 with"
                + " crun");
  }

  private static Answer lack(String why) {
    return new Answer(List.of(), Optional.of(why));
  }

  private Path onHost(String path) {
    return root.resolve(path.substring(1));
  }
}
