package net.boincwrapper.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the words of Podman 4.3.1. */
class ForeignOwnersTest {
  private static final String LAYER =
      "writing blob: adding layer with blob \"sha256:dbdb\": processing tar file(potentially"
          + " insufficient UIDs or GIDs available in user namespace (requested 0:42 for"
          + " /etc/gshadow): Check /etc/subuid and /etc/subgid if configured locally and run"
          + " podman-system-migrate: lchown /etc/gshadow: invalid argument): exit status 1";

  private static final String MIGRATION =
      "boinc && runuser -u boinc -- env --chdir=/ 'HOME=/var/lib/boinc'\\''s'"
          + " XDG_RUNTIME_DIR=/run/user/996 podman system migrate";

  private final FileSystem files = Jimfs.newFileSystem(FakeHost.LINUX);

  @BeforeEach
  void aHostWithAnotherUser() throws IOException {
    FakeHost.make(files);
    ids("ubuntu:100000:65536\n");
  }

  private void ids(String lines) throws IOException {
    FakeHost.text(files, "/etc/subuid", lines);
    FakeHost.text(files, "/etc/subgid", lines);
  }

  private String cure(String words, int user) {
    Path root = files.getPath("/");
    Map<String, String> environment =
        Map.of("HOME", "/var/lib/boinc's", "XDG_RUNTIME_DIR", "/run/user/996", "LANG", "C");
    return new ForeignOwners(root, user, "boinc", environment, ClientUnit.ofThisProcess(root))
        .cure(words)
        .orElse("none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LAYER,
        "copier: put: error setting ownership of \"/x\" to 1000:1000: lchown /x: invalid argument\n",
        "exit status 1\nits last lines:\nchown: changing ownership of '/y': Invalid argument",
        "building at STEP \"RUN id\": container uses ID mappings ([]), but doesn't map UID 1000",
        "exit status 100\nE: seteuid 100 failed - seteuid (22: Invalid argument)\nE: more"
      })
  void aUserWithoutIdsIsToldHowToGetThem(String words) {
    assertThat(cure(words, 996))
        .endsWith(
            "as root: usermod --add-subuids 165536-231071 --add-subgids 165536-231071 boinc"
                + " && systemctl restart boinc-client.service");
  }

  /** Elsewhere a restart would not end it. */
  @Test
  void whoseSystemdLingersMigrates() throws IOException {
    FakeHost.text(files, "/var/lib/systemd/linger/boinc", "");

    assertThat(cure(LAYER, 996)).endsWith(MIGRATION);
  }

  @Test
  void soDoesWhoeverRunsInNoUnit() throws IOException {
    FakeHost.text(files, "/proc/self/cgroup", "0::/user.slice/user-996.slice/session-2.scope\n");

    assertThat(cure(LAYER, 996)).endsWith(MIGRATION);
  }

  @Test
  void anotherFailureIsNone() {
    assertThat(cure("no space left on device", 996)).isEqualTo("none");
    assertThat(cure("exit status 1\nits last lines:\ncc: not found", 996)).isEqualTo("none");
  }

  @Test
  void rootNeedsNoIds() {
    assertThat(cure(LAYER, 0)).isEqualTo("none");
  }

  @Test
  void whoHasThemIsToldThatPodmanWasStartedBefore() throws IOException {
    ids("996:100000:65536\n");

    assertThat(cure(LAYER, 996)).contains("systemctl restart").doesNotContain("usermod");
  }

  @Test
  void whoHasTooFewIsToldHowManyTheImageWants() throws IOException {
    ids("boinc:100000:65536\n");

    assertThat(cure(LAYER.replace("0:42", "5:200000"), 996))
        .contains("a user or group 200000", "--add-subuids 165536-365535 ");
  }

  /** Such a build fails on every host. */
  @Test
  void aDockerfileThatNamesAnIdBeyondAllIsNotForTheVolunteerToCure() throws IOException {
    ids("boinc:100000:65536\n");

    assertThat(cure("lchown /x: invalid argument", 996)).isEqualTo("none");
  }
}
