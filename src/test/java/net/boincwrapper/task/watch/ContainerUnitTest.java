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

  private Optional<ContainerUnit> unitOf(String groups) throws IOException {
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
    Files.createDirectories(files.getPath(directory));
    assertThat(unitOf(group.replace("ID", ID) + "\n").orElseThrow().text())
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
    ContainerUnit unit = unitOf("0::/system.slice/boinc-client.service\n").orElseThrow();
    Lifeline noted = Lifeline.parse(proc, unit.text()).orElseThrow();
    assertThat(noted).isEqualTo(unit);
    assertThat(noted.holds()).isTrue();

    PathUtils.deleteDirectory(files.getPath("/cg/system.slice/boinc-client.service"));
    assertThat(noted.holds()).isFalse();
    assertThat(unitOf("0::/system.slice/boinc-client.service\n")).isEmpty();
    write("/cg/system.slice/boinc-client.service/cgroup.procs", "43\n");
    assertThat(noted.holds()).isFalse();
  }

  @Test
  void aRunOfAnEngineIsNone() {
    assertThat(Lifeline.parse(proc, "4f0c/12/34")).isEmpty();
    assertThat(Lifeline.parse(proc, "")).isEmpty();
  }

  /** As from before this was a type of its own, whose unit was gone at once; or cut short. */
  @ParameterizedTest
  @ValueSource(strings = {"unit:/cg/a.service:gone", "unit:/cg", "unit:", "unit::", "process:"})
  void whatTellsNothingDoesNotHold(String text) {
    assertThat(Lifeline.parse(proc, text).orElseThrow().holds()).isFalse();
  }
}
