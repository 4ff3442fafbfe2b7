package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The system's unit in which the client runs, and so this process; and what root types to change
 * it.
 */
final class ClientUnit {
  /** In cgroups(7)'s {@code /proc/PID/cgroup}. A user's own units are in {@code user.slice}. */
  private static final Pattern PATH =
      Pattern.compile(
          "^\\d+:(?:name=systemd)?:/(?!user\\.slice/)(?:[^/\\s]+\\.slice/)*([^/\\s]+\\.service)(?=[/\\s]|$)",
          Pattern.MULTILINE);

  private final String name;

  private ClientUnit(String name) {
    this.name = name;
  }

  /**
   * That of this process; empty where it runs in none, as one that was started in a terminal.
   *
   * @param root of the host's file system
   */
  static Optional<ClientUnit> ofThisProcess(Path root) {
    try {
      Matcher path = PATH.matcher(Files.readString(root.resolve("proc/self/cgroup")));
      return path.find() ? Optional.of(new ClientUnit(path.group(1))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  String name() {
    return name;
  }

  /**
   * Ends all that it has started, and so the client's Podman with the process that keeps its ids.
   */
  String restart() {
    return ShellWord.command(List.of("systemctl", "restart", name));
  }

  /**
   * Adds lines to its section {@code [Service]}, and restarts it. Pasted twice, it does no harm.
   *
   * @param file name of the drop-in (systemd.unit(5)) without the suffix; another set of lines has
   *     another name
   */
  String with(String file, String... lines) {
    return dropIn("/etc/systemd/system/" + name + ".d", file, lines)
        + " && systemctl daemon-reload && "
        + restart();
  }

  /** Writes a drop-in. */
  static String dropIn(String directory, String file, String... lines) {
    List<String> words = new ArrayList<>(List.of("printf", "%s\\n", "[Service]"));
    words.addAll(Arrays.asList(lines));
    return "%s && %s >%s"
        .formatted(
            ShellWord.command(List.of("mkdir", "-p", directory)),
            ShellWord.command(words),
            ShellWord.quoted(directory + "/" + file + ".conf"));
  }
}
