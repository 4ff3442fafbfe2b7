package net.boincwrapper.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.engine.EngineAbilities.Limit;
import org.junit.jupiter.api.Test;

class PodmanLimitsTest {
  private static final boolean ROOTLESS = true;

  private final Path groups = Jimfs.newFileSystem(Configuration.unix()).getPath("/sys/fs/cgroup");

  private boolean isThere(int version, boolean quotaOfVersion1, String driver, boolean rootless) {
    JsonNode info =
        JsonNodeFactory.instance
            .objectNode()
            .put("CgroupVersion", String.valueOf(version))
            .put("CpuCfsQuota", quotaOfVersion1)
            .put("CgroupDriver", driver);
    return new PodmanLimits(groups, 996).of(info, rootless).contains(Limit.CPU);
  }

  private void group(String path, String controllers) throws IOException {
    Path group = Files.createDirectories(groups.resolve(path));
    Files.writeString(group.resolve("cgroup.controllers"), controllers + "\n");
  }

  @Test
  void onVersion1TheEngineTellsItself() {
    assertThat(isThere(1, true, "cgroupfs", !ROOTLESS)).isTrue();
    assertThat(isThere(1, false, "cgroupfs", !ROOTLESS)).isFalse();
  }

  @Test
  void onVersion1AUsersPodmanLimitsNothing() {
    assertThat(isThere(1, true, "cgroupfs", ROOTLESS)).isFalse();
  }

  @Test
  void onVersion2TheControllerOfTheHostCounts() throws IOException {
    group("", "cpuset cpu io memory pids");
    assertThat(isThere(2, false, "systemd", !ROOTLESS)).isTrue();

    group("", "cpuset io memory pids");
    assertThat(isThere(2, false, "systemd", !ROOTLESS)).isFalse();
  }

  @Test
  void onVersion2AUserNeedsItInTheGroupOfItsOwnManager() throws IOException {
    group("", "cpuset cpu io memory pids");
    assertThat(isThere(2, false, "systemd", ROOTLESS)).isFalse();

    group("user.slice/user-996.slice/user@996.service", "memory pids");
    assertThat(isThere(2, false, "systemd", ROOTLESS)).isFalse();

    group("user.slice/user-996.slice/user@996.service", "cpu memory pids");
    assertThat(isThere(2, false, "systemd", ROOTLESS)).isTrue();
  }

  @Test
  void onVersion2EachLimitHasAControllerOfItsOwn() throws IOException {
    group("", "cpuset io memory pids");
    JsonNode info = JsonNodeFactory.instance.objectNode().put("CgroupVersion", "2");
    assertThat(new PodmanLimits(groups, 996).of(info, !ROOTLESS))
        .containsExactlyInAnyOrder(Limit.MEMORY, Limit.PIDS);
  }

  @Test
  void onVersion2AUserWithoutAManagerLimitsNothing() throws IOException {
    group("", "cpuset cpu io memory pids");
    assertThat(isThere(2, false, "cgroupfs", ROOTLESS)).isFalse();
  }
}
