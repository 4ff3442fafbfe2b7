package net.boincwrapper.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One cure at a time: the one for what this host lacks. */
class PodmanCureTest {
  private static final int USER = 996;
  private static final String RUNTIME_DIRECTORY = "mkdir /run/user/996/libpod: not permitted";

  private final FileSystem files = Jimfs.newFileSystem(FakeHost.LINUX);

  private String home = "/boinc";

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
    Map<String, String> environment = Map.of("PATH", "/usr/bin", "HOME", home);
    return new PodmanCure(files.getPath("/"), user, "boinc", environment).of(words).orElse("none");
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
        .contains("systemctl edit boinc-client.service")
        .contains("NoNewPrivileges=no");
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
    home = "/nonexistent";

    assertThat(cure("")).contains("usermod --home DIRECTORY boinc", "(/nonexistent)");

    home = "";
    assertThat(cure("")).isEqualTo("none");
  }

  @Test
  void withoutASessionTheUserLingers() {
    assertThat(cure(RUNTIME_DIRECTORY))
        .contains("loginctl enable-linger boinc")
        .doesNotContain("ProtectHome", "usermod");
  }

  @Test
  void whatHidesTheRuntimeDirectoryOfAUserWhoLingersIsLifted() throws IOException {
    FakeHost.text(files, "/var/lib/systemd/linger/boinc", "");

    assertThat(cure(RUNTIME_DIRECTORY))
        .contains("systemctl edit boinc-client.service", "[Service] and ProtectHome=no")
        .doesNotContain("loginctl");
  }

  /** With the user's systemd in reach, Podman wants to write there. */
  @Test
  void whatMakesControlGroupsReadOnlyIsLiftedWithIt() throws IOException {
    FakeHost.text(files, "/var/lib/systemd/linger/boinc", "");
    FakeHost.text(
        files,
        "/proc/self/mounts",
        "proc /proc proc rw 0 0\ncgroup2 /sys/fs/cgroup cgroup2 ro,nosuid,nodev 0 0\n");

    assertThat(cure(RUNTIME_DIRECTORY))
        .contains("[Service] and ProtectHome=no and ProtectControlGroups=no, and restart it");
  }

  @Test
  void anAccountThatItsPackageHasMadeExpiredHasNoSystemd() throws IOException {
    FakeHost.text(files, "/usr/lib/sysusers.d/dbus.conf", "u! messagebus -\nu boinc2 -\n");
    FakeHost.text(
        files, "/usr/lib/sysusers.d/boinc-client.conf", "u! boinc - \"BOINC\" /var/lib/boinc\n");

    assertThat(cure(RUNTIME_DIRECTORY))
        .contains("as root: usermod --expiredate '' boinc, loginctl enable-linger boinc");
  }

  @Test
  void whereItIsHiddenFromAUserWithoutASessionBothAreNeeded() throws IOException {
    Files.setPosixFilePermissions(
        files.getPath("/run/user"), PosixFilePermissions.fromString("---------"));

    assertThat(cure(RUNTIME_DIRECTORY)).contains("loginctl enable-linger boinc", "ProtectHome=no");
  }
}
