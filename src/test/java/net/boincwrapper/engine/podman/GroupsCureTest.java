package net.boincwrapper.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.util.List;
import java.util.Set;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.Kind;
import net.boincwrapper.engine.EngineAbilities;
import net.boincwrapper.engine.EngineAbilities.Limit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupsCureTest {
  private final FileSystem files = Jimfs.newFileSystem(FakeHost.LINUX);

  @BeforeEach
  void aClientsUnit() throws IOException {
    FakeHost.make(files);
  }

  private String cure(Kind kind, boolean rootless, int version, Limit... kept) {
    EngineAbilities abilities =
        new EngineAbilities(
            "1.41", EngineAbilities.Storage.UNKNOWN, Set.of(kept), false, false, "crun", List.of());
    EngineInfo engine =
        new EngineInfo(
            kind, "5", "", rootless, version, "cgroupfs", 4, 8L << 30, List.of(), abilities, "x86");
    EngineUser user = new EngineUser(996, "boinc", true);
    return new GroupsCure(files.getPath("/"), user).of(engine).orElse("none");
  }

  @Test
  void aSystemdOfTheUsersOwnMakesGroups() {
    assertThat(cure(Kind.PODMAN, true, 2))
        .endsWith(
            "as root: loginctl enable-linger boinc && systemctl restart boinc-client.service");
  }

  @Test
  void whereItRunsAndNothingHidesItPodmanIsStartedAnew() throws IOException {
    FakeHost.text(files, "/var/lib/systemd/linger/boinc", "");

    assertThat(cure(Kind.PODMAN, true, 2))
        .endsWith("as root: systemctl restart boinc-client.service");
    FakeHost.text(files, "/proc/self/cgroup", "0::/user.slice/user-996.slice/session-2.scope\n");
    assertThat(cure(Kind.PODMAN, true, 2)).isEqualTo("none");
  }

  @Test
  void whatItDoesNotPassOnItIsTold() {
    assertThat(cure(Kind.PODMAN, true, 2, Limit.MEMORY, Limit.PIDS))
        .endsWith(
            "as root: mkdir -p /etc/systemd/system/user@.service.d && printf '%s\\n' '[Service]'"
                + " 'Delegate=cpu cpuset io memory pids'"
                + " >/etc/systemd/system/user@.service.d/podman-groups.conf"
                + " && systemctl daemon-reload && systemctl restart user@996");
  }

  @Test
  void theOldGroupsAreRootsAlone() {
    assertThat(cure(Kind.PODMAN, true, 1))
        .contains("systemd.unified_cgroup_hierarchy=1")
        .doesNotContain("loginctl");
  }

  @Test
  void rootLacksOnlyWhatTheKernelLacks() {
    assertThat(cure(Kind.DOCKER, false, 2, Limit.PIDS)).contains("cgroup_enable=memory");
  }
}
