package net.boincwrapper.realclient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.harness.Shell;

/**
 * The newest BOINC client that Debian has, in a minimal Debian of its own, which {@code bin/setup
 * --real-client} makes. From 8.2 on it looks for an engine with {@code docker run hello-world},
 * runs plan classes with {@code docker} only where that worked, and takes what they report for
 * their containers' CPU time.
 *
 * <p>It sees the host's processes and control groups, the engine's socket, the {@code docker}
 * command, and its data directory at the path that it has on the host, so that the engine
 * understands what a task asks it to mount. All of that is mounted in a namespace of the client's
 * own: nothing stays mounted when its last process is gone, however the test ends. There is no
 * Podman.
 */
final class NewestClient {
  private static final Path DIRECTORY = Path.of("/var/lib/docker-wrapper-tests");
  private static final Path ROOT = DIRECTORY.resolve("newest-client");
  private static final String SOCKET = "unix:///run/docker.sock";

  /**
   * $1: root, $2: the engine's socket, $3: the docker command, $4: data, $5: in place of {@code
   * /proc/stat}; then what to execute.
   */
  private static final String ENTER =
      """
      set -e
      root=$1 socket=$2 docker=$3 data=$4 stat=$5
      shift 5
      mount --bind "$root" "$root"
      cd "$root"
      for it in proc sys dev; do mount --rbind "/$it" "$it"; done
      mount -t tmpfs -o mode=1777 tmpfs tmp
      mount -t tmpfs -o mode=755 tmpfs run
      mkdir -p ".$data" ".${socket%/*}"
      mount --bind "$data" ".$data"
      touch ".$socket"
      mount --bind "$socket" ".$socket"
      mount --bind "$docker" usr/bin/docker
      [ "$stat" = /proc/stat ] || mount --bind "$stat" proc/stat
      pivot_root . .
      umount --lazy .
      cd /
      exec "$@"
      """;

  private static FileChannel turn;
  private static int inTurn;

  private NewestClient() {}

  /** Why it cannot run here; empty where it can. */
  static Optional<String> lack() {
    if (!Files.isExecutable(ROOT.resolve("usr/bin/boinc"))) {
      return Optional.of("there is no newest client: run bin/setup --real-client as root");
    }
    if (!Shell.run("id", "-u").output().strip().equals("0")) {
      return Optional.of("only root can mount what the newest client sees");
    }
    if (System.getProperty("docker-wrapper.program", "").isEmpty()) {
      return Optional.of(
          "the newest client has no Java: give -Ddocker-wrapper.program, as bin/test does");
    }
    return Optional.empty();
  }

  /** {@code DOCKER_HOST} of this process, which the client inherits. */
  static Optional<String> hostsEngine() {
    return Optional.ofNullable(System.getenv("DOCKER_HOST"));
  }

  /**
   * What goes before a command that is to run beside it.
   *
   * @param procStat what it sees in place of {@code /proc/stat}; empty: that
   */
  static List<String> entrance(Path data, Optional<String> dockerHost, Optional<Path> procStat) {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--propagation"));
    command.addAll(List.of("private", "sh", "-c", ENTER, "enter"));
    command.add(ROOT.toString());
    command.add(dockerHost.orElse(SOCKET).replaceFirst("^unix://", ""));
    command.add(dockerCommand().toString());
    command.add(data.toString());
    command.add(procStat.map(Path::toString).orElse("/proc/stat"));
    return command;
  }

  /** The host's own: one of Debian's testing may be too new for the host's engine. */
  private static Path dockerCommand() {
    try {
      return Path.of(Shell.succeed("sh", "-c", "command -v docker")).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until no other test process has such a client at the host's engine: at its start it
   * removes all containers {@code boinc__*} that are not its own ({@code
   * client/cs_apps.cpp:docker_cleanup}).
   */
  static synchronized void takeTurn() {
    inTurn++;
    if (turn != null) {
      return;
    }
    try {
      turn =
          FileChannel.open(
              DIRECTORY.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      turn.lock();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static synchronized void giveTurn() {
    if (--inTurn > 0) {
      return;
    }
    try {
      turn.close();
      turn = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
