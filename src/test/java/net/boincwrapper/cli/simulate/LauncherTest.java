package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import net.boincwrapper.cli.DockerWrapper;
import org.junit.jupiter.api.Test;

class LauncherTest {
  @Test
  void startsTheMainClass() {
    assertThat(Launcher.MAIN_CLASS).isEqualTo(DockerWrapper.class.getName());
  }
}
