package net.boincwrapper.task.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which unit of systemd's a container ends with, and whether that has been stopped meanwhile. */
class ContainerUnitTest {
  private static final String ID = "85bec39c35855a93";

  private final FileSystem files =
      Jimfs.newFileSystem(Configuration.unix().toBuilder().setAttributeViews("unix").build());
  private final Path proc = files.getPath("/proc");

  @BeforeEach
  void mountsOfBothVersions() throws IOException {
    write(
        "/proc/self/mountinfo",
        "25 20 0:23 / /cg rw - cgroup2 cgroup2 rw\n"
            + "26 20 0:24 / /cg1/systemd rw - cgroup cgroup rw,name=systemd\n");
  }

  private void write(String file, String text) throws IOException {
    Path path = files.getPath(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Optional<String> unitOf(String groups) throws IOException {
    write("/proc/42/cgroup", groups);
    return ContainerUnit.of(proc, 42, ID);
  }

  @ParameterizedTest
  @CsvSource({
    "0::/user.slice/user-7.slice/user@7.service/user.slice/libpod-ID.scope/container,"
        + "/cg/user.slice/user-7.slice/user@7.service",
    "0::/system.slice/boinc-client.service,/cg/system.slice/boinc-client.service",
    "0::/user.slice/user-7.slice/session-3.scope,/cg/user.slice/user-7.slice/session-3.scope",
    "0::/user.slice/user-7.slice/user@7.service/app.slice/podman.service/libpod-ID,"
        + "/cg/user.slice/user-7.slice/user@7.service",
    "1:name=systemd:/system.slice/boinc-client.service,/cg1/systemd/system.slice/boinc-client.service"
  })
  void itIsTheInnermostThatIsNotTheContainersOwn(String group, String directory)
      throws IOException {
    assertThat(unitOf(group.replace("ID", ID) + "\n").orElseThrow())
        .startsWith("unit:" + directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0::/", "0::/machine.slice/libpod-ID.scope", "3:cpu:/a.service", ""})
  void aContainerMayBeInNone(String group) throws IOException {
    assertThat(unitOf(group.replace("ID", ID) + "\n")).isEmpty();
    assertThat(ContainerUnit.of(proc, 43, ID)).isEmpty();
  }

  @Test
  void oneThatIsStoppedAndStartedAgainIsAnother() throws IOException {
    write("/cg/system.slice/boinc-client.service/cgroup.procs", "42\n");
    String run = unitOf("0::/system.slice/boinc-client.service\n").orElseThrow();
    assertThat(ContainerUnit.isOne(run)).isTrue();
    assertThat(ContainerUnit.now(proc, run)).isEqualTo(run);

    PathUtils.deleteDirectory(files.getPath("/cg/system.slice/boinc-client.service"));
    assertThat(ContainerUnit.now(proc, run)).isNotEqualTo(run);
    write("/cg/system.slice/boinc-client.service/cgroup.procs", "43\n");
    assertThat(ContainerUnit.now(proc, run)).isNotEqualTo(run);
  }

  @Test
  void aRunOfAnEngineIsNone() {
    assertThat(ContainerUnit.isOne("4f0c/12/34")).isFalse();
    assertThat(ContainerUnit.isOne("")).isFalse();
  }
}
