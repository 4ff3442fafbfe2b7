package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to do where a user's Podman does not start: the one thing that this host lacks, in the order
 * in which Podman needs it. Podman's own words are looked through for a path only.
 */
final class PodmanCure {
  private static final Pattern UNIT =
      Pattern.compile("/([^/\\s]+\\.service)\\s*$", Pattern.MULTILINE);

  /** proc_mounts(5). */
  private static final Pattern READ_ONLY_GROUPS =
      Pattern.compile("^\\S+ /sys/fs/cgroup cgroup2 ro[, ]", Pattern.MULTILINE);

  private final Path root;
  private final int user;
  private final String name;
  private final Map<String, String> environment;
  private final SubordinateIds ids;

  /**
   * @param root of the host's file system
   * @param name the user's
   * @param environment the service's
   */
  PodmanCure(Path root, int user, String name, Map<String, String> environment) {
    this.root = root;
    this.user = user;
    this.name = name;
    this.environment = environment;
    this.ids = new SubordinateIds(root);
  }

  /**
   * A sentence for people; empty where nothing is known to be missing.
   *
   * @param words what Podman has said
   */
  Optional<String> of(String words) {
    if (user == 0) {
      return Optional.empty();
    }
    return withoutNamespaces()
        .or(this::withoutMappingProgram)
        .or(this::withoutHome)
        .or(() -> withoutRuntimeDirectory(words));
  }

  private Optional<String> withoutNamespaces() {
    if (says("proc/sys/user/max_user_namespaces", "0")) {
      return Optional.of(
          "this host allows no user namespaces; as root: sysctl -w user.max_user_namespaces=15000");
    }
    if (says("proc/sys/kernel/unprivileged_userns_clone", "0")) {
      return Optional.of(
          "this host allows users no namespaces; as root: sysctl -w"
              + " kernel.unprivileged_userns_clone=1");
    }
    return Optional.empty();
  }

  /** Without ids of its own, a user needs no program to map them. */
  private Optional<String> withoutMappingProgram() {
    if (!ids.has(name, user)) {
      return Optional.empty();
    }
    if (PodmanProgram.find("newuidmap", environment, root.getFileSystem()).isEmpty()) {
      return Optional.of("newuidmap is missing; as root, on Debian: apt-get install uidmap");
    }
    if (read("proc/self/status").contains("NoNewPrivs:\t1")) {
      return Optional.of(
          "newuidmap may get no rights from %s; lift that: %s"
              .formatted(unit(), dropIn("NoNewPrivileges=no")));
    }
    return Optional.empty();
  }

  /** {@code XDG_DATA_HOME} would do instead. */
  private Optional<String> withoutHome() {
    String home = environment.getOrDefault("XDG_DATA_HOME", environment.getOrDefault("HOME", ""));
    if (home.isEmpty() // Podman asks the list of users (unshare.HomeDir), and we do not.
        || (home.startsWith("/") && Files.isWritable(root.resolve(home.substring(1))))) {
      return Optional.empty();
    }
    return Optional.of(
        "%1$s cannot write its home directory (%2$s), where Podman keeps images; as root: usermod"
                .formatted(name, home)
            + " --home DIRECTORY "
            + name);
  }

  /** The one of an earlier session is in Podman's database, and it insists on it. */
  private Optional<String> withoutRuntimeDirectory(String words) {
    String named = "/run/user/" + user;
    Path runtime = root.resolve(named.substring(1));
    if (!words.contains(named) || Files.isWritable(runtime)) {
      return Optional.empty();
    }
    boolean hidden = isClosed(root.resolve("run/user"));
    boolean lingers = Files.exists(root.resolve("var/lib/systemd/linger").resolve(name));
    String linger = new LingerCommand(root).of(name);
    String lift = lift();
    if (hidden) {
      return Optional.of(
          "/run/user is hidden by %s; as root: %s"
              .formatted(unit(), lingers ? lift : linger + ", and " + lift));
    }
    return Optional.of(
        lingers
            ? "%s hides %s; as root: %s".formatted(unit(), named, lift)
            : "%s has no session, so there is no %s; as root: %s".formatted(name, named, linger));
  }

  /**
   * A Podman that finds the user's systemd asks it for control groups, and then no container starts
   * where these are read-only (tried on 5.8.6: {@code crun: create directory /sys/fs/cgroup/…:
   * Read-only file system}); {@code ProtectControlGroups=true} makes them so (systemd.exec(5)).
   */
  private String lift() {
    return READ_ONLY_GROUPS.matcher(read("proc/self/mounts")).find()
        ? dropIn("ProtectHome=no", "ProtectControlGroups=no")
        : dropIn("ProtectHome=no");
  }

  /** As systemd's {@code ProtectHome=true} leaves it (systemd.exec(5), InaccessiblePaths). */
  private static boolean isClosed(Path directory) {
    try {
      return !Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_EXECUTE);
    } catch (IOException e) {
      return false;
    }
  }

  private String dropIn(String... lines) {
    return "systemctl edit %s, with the lines [Service] and %s, and restart it"
        .formatted(unit(), String.join(" and ", lines));
  }

  /** The unit that this process runs in, by its control group. */
  private String unit() {
    Matcher unit = UNIT.matcher(read("proc/self/cgroup"));
    return unit.find() ? unit.group(1) : "the client's unit";
  }

  private boolean says(String file, String text) {
    return read(file).strip().equals(text);
  }

  private String read(String file) {
    try {
      return Files.readString(root.resolve(file));
    } catch (IOException e) {
      return "";
    }
  }
}
