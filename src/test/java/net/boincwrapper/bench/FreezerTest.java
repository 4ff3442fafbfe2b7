package net.boincwrapper.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreezerTest {
  private final Path mount = Jimfs.newFileSystem(Configuration.unix()).getPath("/cgroup");

  @Test
  void freezingIsNeitherFrozenNorRunning() throws IOException {
    Path state = mount.resolve("freezer/docker/abc/freezer.state");
    Files.createDirectories(state.getParent());
    Freezer freezer = Freezer.of(List.of("6:freezer:/docker/abc", "0::/"), mount);

    Files.writeString(state, "FREEZING\n");
    assertThat(freezer.frozen()).isFalse();
    assertThat(freezer.running()).isFalse();
    Files.writeString(state, "FROZEN\n");
    assertThat(freezer.frozen()).isTrue();
    Files.writeString(state, "THAWED\n");
    assertThat(freezer.running()).isTrue();
  }

  @Test
  void onVersionTwoTheEventsTell() throws IOException {
    Path events = mount.resolve("system.slice/docker-abc.scope/cgroup.events");
    Files.createDirectories(events.getParent());
    Freezer freezer = Freezer.of(List.of("0::/system.slice/docker-abc.scope"), mount);

    Files.writeString(events, "populated 1\nfrozen 0\n");
    assertThat(freezer.frozen()).isFalse();
    assertThat(freezer.running()).isTrue();
    Files.writeString(events, "populated 1\nfrozen 1\n");
    assertThat(freezer.frozen()).isTrue();
  }
}
