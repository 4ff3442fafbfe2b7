package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HostLayoutTest {
  @Test
  void whereTheSlotIsTellsTheDataDirectory() {
    HostLayout host = HostLayout.around(Path.of("/var/lib/boinc/slots/3"));

    assertThat(host.boincDirectory()).isEqualTo(Path.of("/var/lib/boinc"));
    assertThat(host.podman()).isEqualTo(Path.of("/var/lib/boinc/docker_wrapper/podman"));
  }
}
