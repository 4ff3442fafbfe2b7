package net.boincwrapper.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One cure at a time: the one for what this host lacks. */
class PodmanCureTest {
  private static final int USER = 996;
  private static final String RUNTIME_DIRECTORY = "mkdir /run/user/996/libpod: not permitted";

  private final FileSystem files = Jimfs.newFileSystem(FakeHost.LINUX);

  private static final String ADDED =
      "mkdir -p /etc/systemd/system/boinc-client.service.d && printf '%s\\n' '[Service]' ";

  private static final String RESTARTED =
      ".conf && systemctl daemon-reload && systemctl restart boinc-client.service";

  private final Map<String, String> environment =
      new HashMap<>(Map.of("PATH", "/usr/bin", "HOME", "/boinc"));

  private Predicate<Path> writable = Files::exists;

  @BeforeEach
  void aHostThatLacksNothing() throws IOException {
    FakeHost.make(files);
    FakeHost.program(files, "/usr/bin/newuidmap");
    FakeHost.text(files, "/etc/subuid", "ubuntu:100000:65536\nboinc:165536:65536\n");
    FakeHost.text(files, "/etc/subgid", "ubuntu:100000:65536\n996:165536:65536\n");
  }

  private String cure(String words) {
    return cure(words, USER);
  }

  private String cure(String words, int user) {
    return new PodmanCure(
            files.getPath("/"),
            user,
            "boinc",
            environment,
            files.getPath("/its data, 5%"),
            writable)
        .of(words)
        .orElse("none");
  }

  @Test
  void whereNothingIsMissingNothingIsClaimed() {
    assertThat(cure("Error: something else")).isEqualTo("none");
  }

  /** Podman starts without them. */
  @Test
  void aUserWithoutIdsLacksNothingForTheStart() throws IOException {
    Files.delete(files.getPath("/etc/subuid"));

    assertThat(cure("Error: no space left on device")).isEqualTo("none");
  }

  @Test
  void withIdsTheProgramThatMapsThemIsNeeded() throws IOException {
    Files.delete(files.getPath("/usr/bin/newuidmap"));

    assertThat(cure("")).contains("apt-get install uidmap");
  }

  @Test
  void aUnitThatGrantsNoNewRightsKeepsItFromMapping() throws IOException {
    FakeHost.text(files, "/proc/self/status", "Name:\tjava\nNoNewPrivs:\t1\n");

    assertThat(cure(""))
        .endsWith(
            "as root: "
                + ADDED
                + "NoNewPrivileges=no"
                + " >/etc/systemd/system/boinc-client.service.d/podman-rights"
                + RESTARTED);
  }

  /** As the unit's own comments recommend. */
  @Test
  void aUnitThatRestrictsNamespacesKeepsItFromStarting() throws IOException {
    String words = "cannot clone: Operation not permitted / Error: cannot re-exec process";

    assertThat(cure(words)).contains("as root: " + ADDED + "RestrictNamespaces=no >");
    FakeHost.text(files, "/proc/self/cgroup", "0::/user.slice/user-996.slice/session-2.scope\n");
    assertThat(cure(words)).isEqualTo("none");
  }

  @Test
  void aHostWithoutUserNamespaces() throws IOException {
    FakeHost.text(files, "/proc/sys/user/max_user_namespaces", "0\n");
    assertThat(cure("")).contains("sysctl -w user.max_user_namespaces=");

    FakeHost.text(files, "/proc/sys/user/max_user_namespaces", "9\n");
    FakeHost.text(files, "/proc/sys/kernel/unprivileged_userns_clone", "0\n");
    assertThat(cure("")).contains("sysctl -w kernel.unprivileged_userns_clone=1");
  }

  @Test
  void aUserWithoutAHomeHasNoPlaceForImages() throws IOException {
    environment.put("HOME", "/nonexistent");
    writable = path -> false;
    String words = "cannot resolve /nonexistent: lstat /nonexistent: no such file or directory";

    assertThat(cure(words))
        .startsWith("boinc cannot write /nonexistent, where Podman keeps images; as root: " + ADDED)
        .contains(ADDED + "'Environment=\"HOME=/its data, 5%%\" XDG_DATA_HOME=' >");
    FakeHost.text(files, "/proc/self/cgroup", "0::/user.slice/user-996.slice/session-2.scope\n");
    assertThat(cure(words))
        .endsWith("; set HOME to a directory that it can write, without XDG_DATA_HOME");
  }

  @Test
  void aPlaceForImagesThatPodmanWillMakeIsNotMissing() {
    environment.put("XDG_DATA_HOME", "/boinc/data");

    assertThat(cure("Error: no space left on device")).isEqualTo("none");
    assertThat(cure("mkdir /boinc/data: no space left on device")).isEqualTo("none");
  }

  @Test
  void norIsAHomeOfWhichPodmanDoesNotSpeak() {
    writable = path -> false;

    assertThat(cure("Error: no space left on device")).isEqualTo("none");
    assertThat(cure("mkdir /boinc/.local: read-only file system"))
        .contains("boinc cannot write /boinc,");
  }

  @Test
  void filesOfAnEarlierBootAreRemovedAsTheUserWhoseTheyAre() {
    String words =
        "\"current system boot ID differs from cached boot ID; an unhandled reboot has occurred."
            + " Please delete directories \\\"/home/b c/rundir/containers\\\" and"
            + " \\\"/home/b c/rundir/libpod/tmp\\\" and re-run Podman\"";
    String cure =
        "Podman finds its files of an earlier boot; as root: runuser -u boinc -- rm -rf"
            + " '/home/b c/rundir/containers' '/home/b c/rundir/libpod/tmp'";

    assertThat(cure(words)).isEqualTo(cure);
    assertThat(cure(words.replace("\\", ""))).isEqualTo(cure);
  }

  @Test
  void withoutASessionTheUserLingers() {
    assertThat(cure(RUNTIME_DIRECTORY))
        .endsWith("root: loginctl enable-linger boinc && systemctl restart boinc-client.service");
  }

  @Test
  void whatHidesTheRuntimeDirectoryOfAUserWhoLingersIsLifted() throws IOException {
    hideRunUser();
    FakeHost.text(files, "/var/lib/systemd/linger/boinc", "");

    assertThat(cure(RUNTIME_DIRECTORY))
        .isEqualTo(
            "/run/user is hidden by boinc-client.service; as root: "
                + ADDED
                + "ProtectHome=no"
                + " >/etc/systemd/system/boinc-client.service.d/podman-groups"
                + RESTARTED);
  }

  private void hideRunUser() throws IOException {
    Files.setPosixFilePermissions(
        files.getPath("/run/user"), PosixFilePermissions.fromString("---------"));
  }

  /** With the user's systemd in reach, Podman wants to write there. */
  @Test
  void whatMakesControlGroupsReadOnlyIsLiftedWithIt() throws IOException {
    hideRunUser();
    FakeHost.text(files, "/var/lib/systemd/linger/boinc", "");
    FakeHost.text(
        files,
        "/proc/self/mounts",
        "proc /proc proc rw 0 0\ncgroup2 /sys/fs/cgroup cgroup2 ro,nosuid,nodev 0 0\n");

    assertThat(cure(RUNTIME_DIRECTORY))
        .contains(ADDED + "ProtectHome=no ProtectControlGroups=no >");
  }

  @Test
  void anAccountThatItsPackageHasMadeExpiredHasNoSystemd() throws IOException {
    FakeHost.text(files, "/usr/lib/sysusers.d/dbus.conf", "u! messagebus -\nu boinc2 -\n");
    FakeHost.text(
        files, "/usr/lib/sysusers.d/boinc-client.conf", "u! boinc - \"BOINC\" /var/lib/boinc\n");

    assertThat(cure(RUNTIME_DIRECTORY))
        .contains("as root: usermod --expiredate '' boinc && loginctl enable-linger boinc && ");
  }

  @Test
  void whereItIsHiddenFromAUserWithoutASessionBothAreNeeded() throws IOException {
    hideRunUser();

    assertThat(cure(RUNTIME_DIRECTORY))
        .contains("loginctl enable-linger boinc && " + ADDED + "ProtectHome=no >");
  }
}
