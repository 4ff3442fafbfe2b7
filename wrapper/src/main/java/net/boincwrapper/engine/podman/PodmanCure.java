package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What to do where a user's Podman does not start: the one thing that this host lacks, in the order
 * in which Podman needs it. What the host's files do not tell, Podman's own words have to.
 */
final class PodmanCure {
  /**
   * {@code pkg/rootless/rootless_linux.c:reexec_in_user_namespace} (4.3.1 to 5.8; tried on 4.3.1).
   */
  private static final String MAY_NOT_CLONE = "cannot clone: Operation not permitted";

  /** {@code libpod/runtime_linux.go:checkBootID} (5.4.2, 5.8). */
  private static final Pattern EARLIER_BOOT =
      Pattern.compile(
          "an unhandled reboot has occurred.*?\\\\?\"(/[^\"\\\\]+)\\\\?\" and"
              + " \\\\?\"(/[^\"\\\\]+)\\\\?\"");

  private final Path root;
  private final int user;
  private final String name;
  private final Map<String, String> environment;
  private final Path spare;
  private final Predicate<Path> writable;
  private final SubordinateIds ids;
  private final Optional<ClientUnit> unit;
  private final LingerCommand linger;

  /**
   * @param root of the host's file system
   * @param name the user's
   * @param environment the service's
   * @param spare a directory of this user's that can be its home
   * @param writable whether this user can write something
   */
  PodmanCure(
      Path root,
      int user,
      String name,
      Map<String, String> environment,
      Path spare,
      Predicate<Path> writable) {
    this.root = root;
    this.user = user;
    this.name = name;
    this.environment = environment;
    this.spare = spare;
    this.writable = writable;
    this.ids = new SubordinateIds(root);
    this.unit = ClientUnit.ofThisProcess(root);
    this.linger = new LingerCommand(root, name, unit);
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
        .or(() -> withoutLeaveForNamespaces(words))
        .or(this::withoutMappingProgram)
        .or(() -> withoutHome(words))
        .or(() -> withFilesOfAnEarlierBoot(words))
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

  /** The client's own unit recommends it in a comment. */
  private Optional<String> withoutLeaveForNamespaces(String words) {
    return unit.filter(its -> words.contains(MAY_NOT_CLONE))
        .map(
            its ->
                "%s may make no user namespaces; as root: %s"
                    .formatted(its.name(), its.with("podman-namespaces", "RestrictNamespaces=no")));
  }

  /** Without ids of its own, a user needs no program to map them. */
  private Optional<String> withoutMappingProgram() {
    if (!ids.has(name, user)) {
      return Optional.empty();
    }
    if (PodmanProgram.find("newuidmap", environment, root.getFileSystem()).isEmpty()) {
      return Optional.of("newuidmap is missing; as root, on Debian: apt-get install uidmap");
    }
    return unit.filter(its -> read("proc/self/status").contains("NoNewPrivs:\t1"))
        .map(
            its ->
                "newuidmap may get no rights from %s; as root: %s"
                    .formatted(its.name(), its.with("podman-rights", "NoNewPrivileges=no")));
  }

  /**
   * Podman has to find it, whatever {@code XDG_DATA_HOME} says (tried on 4.3.1: {@code cannot
   * resolve /nonexistent}), and to write images there, unless that or a configuration names another
   * place. usermod(8) changes it only where no process of the user's runs.
   */
  private Optional<String> withoutHome(String words) {
    String home = environment.getOrDefault("HOME", "");
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    boolean isThere = Files.exists(inRoot(home));
    String wanted = isThere && data.startsWith("/") ? data : home;
    if (!wanted.startsWith("/") || !words.contains(firstMissing(wanted)) || canMake(wanted)) {
      return Optional.empty();
    }
    String lack = "%s cannot write %s, where Podman keeps images".formatted(name, wanted);
    return Optional.of(
        unit.map(its -> lack + "; as root: " + its.with("podman-home", homeIn(spare)))
            .orElse(lack + "; set HOME to a directory that it can write, without XDG_DATA_HOME"));
  }

  /** systemd.exec(5), {@code Environment=}, and systemd.syntax(7). */
  private static String homeIn(Path directory) {
    String path =
        directory.toString().replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%");
    return "Environment=\"HOME=%s\" XDG_DATA_HOME=".formatted(path);
  }

  /** What Podman fails to make. */
  private String firstMissing(String directory) {
    String missing = directory;
    Path one = root.getFileSystem().getPath(directory);
    while (one != null && !Files.exists(inRoot(one.toString()))) {
      missing = one.toString();
      one = one.getParent();
    }
    return missing;
  }

  private boolean canMake(String directory) {
    Path there = inRoot(directory);
    while (!Files.exists(there)) {
      there = Objects.requireNonNull(there.getParent());
    }
    return writable.test(there);
  }

  private Path inRoot(String absolute) {
    return root.resolve(absolute.startsWith("/") ? absolute.substring(1) : absolute);
  }

  /** Podman's database insists on their places. Root need not trust what another user's says. */
  private Optional<String> withFilesOfAnEarlierBoot(String words) {
    Matcher both = EARLIER_BOOT.matcher(words);
    return both.find()
        ? Optional.of(
            "Podman finds its files of an earlier boot; as root: "
                + UserCommand.of(name, Stream.of("rm", "-rf", both.group(1), both.group(2))))
        : Optional.empty();
  }

  /** The one of an earlier session is in Podman's database, and it insists on it. */
  private Optional<String> withoutRuntimeDirectory(String words) {
    String named = "/run/user/" + user;
    if (!words.contains(named) || Files.isWritable(inRoot(named))) {
      return Optional.empty();
    }
    return linger
        .text()
        .map(command -> "%s; as root: %s".formatted(whyItIsNotThere(named), command));
  }

  private String whyItIsNotThere(String named) {
    String hiding = unit.map(ClientUnit::name).orElse("what starts the client");
    if (linger.isHidden()) {
      return "/run/user is hidden by " + hiding;
    }
    return linger.isInForce()
        ? "%s hides %s".formatted(hiding, named)
        : "%s has no session, so there is no %s".formatted(name, named);
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
