package net.boincwrapper.cli.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.procfs.ProcFile;

/**
 * How to ask for the engine of a client's tasks where they are: in the client's systemd unit, from
 * which the host may look different ({@code ProtectHome}, {@code PrivateTmp} and others), and with
 * the groups that systemd gives.
 */
public final class ClientUnit {
  /** Those that decide what engine is found, and what Podman can do (systemd.exec(5)). */
  private static final String PROPERTIES =
      "User,Group,SupplementaryGroups,Environment,PrivateTmp,PrivateDevices,PrivateUsers,"
          + "ProtectHome,ProtectSystem,ProtectControlGroups,ProtectKernelTunables,ReadWritePaths,"
          + "InaccessiblePaths,NoNewPrivileges,RestrictNamespaces,CapabilityBoundingSet";

  private ClientUnit() {}

  /**
   * What to do to hear of the tasks' engine.
   *
   * @param root of the host's file system
   * @param client that was asked for; empty: an author's engine was
   * @return empty where no client is installed, or this process is in a unit already
   */
  static Optional<String> hint(Path root, Optional<ClientDirectory> client) {
    Optional<Path> directory =
        client.map(ClientDirectory::path).or(() -> ClientDirectory.usual(root));
    return isInUnit(root)
        ? Optional.empty()
        : directory.map(
            data ->
                "Tasks of the BOINC client look for an engine in its unit, and may find another"
                    + " one. As root, where systemd\nstarts the client, ask so:\n\n"
                    + command("docker-wrapper", data).replace("| ", "|\n  ")
                    + "\n");
  }

  /**
   * A command for root's shell, one line: the same report, from inside.
   *
   * @param program this one, as it is called there
   * @param data the client's data directory
   */
  public static String command(String program, Path data) {
    return "systemctl show boinc-client --property="
        + PROPERTIES
        + " | sed --quiet 's/^[^=]*=./--property=&/p'"
        + " | xargs --delimiter='\\n' sh -c 'exec systemd-run --quiet --pipe --wait --collect \"$@\""
        + " "
        + program
        + " dry-run --engine --data-dir "
        + data
        + "' sh";
  }

  /** A login has a scope, in the slice of users. */
  private static boolean isInUnit(Path root) {
    try {
      return ProcFile.read(root.resolve("proc/self/cgroup"))
          .lines()
          .anyMatch(line -> line.contains(":/system.slice/") && line.endsWith(".service"));
    } catch (IOException e) {
      return false;
    }
  }
}
