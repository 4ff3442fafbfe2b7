package net.boincwrapper.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.boincwrapper.harness.EngineCondition;
import net.boincwrapper.harness.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Root pastes what a cure says. /etc is a copy, and what would act on more of the host only notes
 * how it was called.
 */
@Timeout(60)
class PastedCommandsIT {
  private static final String NOTING =
      """
      #!/bin/sh
      echo "$(id -un) in $PWD, HOME=$HOME: ${0##*/} $*" >>%s
      """;

  private final FileSystem files = Jimfs.newFileSystem(FakeHost.LINUX);
  private final String user = EngineCondition.unprivilegedUser();

  private Path root;
  private Path notes;

  @BeforeEach
  void aHost() throws IOException {
    root = Files.createTempDirectory("dw-pasted-");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    Shell.succeed("cp", "--archive", "/etc", root.resolve("etc").toString());
    notes = Files.writeString(root.resolve("notes"), "");
    Files.setPosixFilePermissions(notes, PosixFilePermissions.fromString("rw-rw-rw-"));
    for (String program : List.of("systemctl", "loginctl", "podman")) {
      Path stub = root.resolve("bin").resolve(program);
      Files.createDirectories(stub.getParent());
      Files.writeString(stub, NOTING.formatted(notes));
      Files.setPosixFilePermissions(stub, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    FakeHost.make(files);
  }

  @AfterEach
  void nothingIsLeft() {
    Shell.run("rm", "--recursive", "--force", root.toString());
  }

  /** What follows the words "as root: ", by the shell that Debian's root has at least. */
  private void paste(String cure) {
    String command = cure.substring(cure.indexOf("as root: ") + "as root: ".length());
    Shell.succeed(
        "unshare",
        "--mount",
        "/bin/sh",
        "-c",
        "mount --bind \"$0\"/etc /etc && cd /root && PATH=\"$0/bin:$PATH\" exec /bin/sh -c \"$1\"",
        root.toString(),
        command);
  }

  private List<String> notes() throws IOException {
    return Files.readAllLines(notes);
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(root.resolve("etc").resolve(file));
  }

  @Test
  void aUserLingersAndTheUnitIsChangedAndStartedAgain() throws IOException {
    FakeHost.text(files, "/usr/lib/sysusers.d/client.conf", "u! " + user + " -\n");
    FakeHost.text(files, "/proc/self/mounts", "cgroup2 /sys/fs/cgroup cgroup2 ro,nosuid 0 0\n");
    Files.setPosixFilePermissions(
        files.getPath("/run/user"), PosixFilePermissions.fromString("---------"));
    Path host = files.getPath("/");
    LingerCommand linger = new LingerCommand(host, user, ClientUnit.ofThisProcess(host));

    paste("as root: " + linger.text().orElseThrow());
    paste("as root: " + linger.text().orElseThrow());

    assertThat(lines("systemd/system/boinc-client.service.d/podman-groups.conf"))
        .containsExactly("[Service]", "ProtectHome=no", "ProtectControlGroups=no");
    assertThat(notes())
        .hasSize(6)
        .startsWith(
            "root in /root, HOME=/root: loginctl enable-linger " + user,
            "root in /root, HOME=/root: systemctl daemon-reload",
            "root in /root, HOME=/root: systemctl restart boinc-client.service");
  }

  @Test
  void aUnitGetsAHomeWhoseNameASystemdHasToRead() throws IOException {
    Map<String, String> environment = Map.of("PATH", "/usr/bin", "HOME", "/nonexistent");
    Path data = files.getPath("/the client's \"data\", 5%");
    PodmanCure cure =
        new PodmanCure(files.getPath("/"), 996, user, environment, data, path -> false);

    paste(cure.of("lstat /nonexistent").orElseThrow());

    assertThat(lines("systemd/system/boinc-client.service.d/podman-home.conf"))
        .containsExactly(
            "[Service]", "Environment=\"HOME=/the client's \\\"data\\\", 5%%\" XDG_DATA_HOME=");
  }

  @Test
  void aUserGetsIdsWhileItsProcessesRun() throws IOException {
    Process running = new ProcessBuilder("setpriv", "--reuid", user, "sleep", "60").start();
    try {
      paste("as root: " + new SubordinateIds(files.getPath("/")).command(user));
    } finally {
      running.destroy();
    }

    assertThat(lines("subuid")).contains(user + ":100000:65536");
    assertThat(lines("subgid")).contains(user + ":100000:65536");
  }

  @Test
  void aUsersPodmanMigrates() throws IOException {
    String home = "/var/lib/a client's \"data\" $HOME";

    paste("as root: " + UserCommand.migration(user, Map.of("HOME", home, "LANG", "x")));

    assertThat(notes()).containsExactly(user + " in /, HOME=" + home + ": podman system migrate");
  }

  @Test
  void whatAnEarlierBootHasLeftIsRemovedByWhomItBelongsTo() throws IOException {
    Path old = Files.createDirectories(root.resolve("its/an old directory"));
    Shell.succeed("chown", "--recursive", user, old.getParent().toString());
    Path roots = Files.createDirectory(root.resolve("root's"));

    paste("as root: " + UserCommand.of(user, Stream.of("rm", "-rf", old.toString())));
    assertThat(old).doesNotExist();
    assertThat(Shell.run("runuser", "-u", user, "--", "rm", "-rf", roots.toString()).status())
        .isNotZero();
  }
}
