package net.boincwrapper.cli.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachePathsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/lib/python3.11/__pycache__/os.cpython-311.pyc",
        "/opt/app/__pycache__/kernel.nbi",
        "/opt/app/old.pyc",
        "/root/.cache/pip/x",
        "/home/u/.cache/fontconfig/y",
        "/var/cache/fontconfig/CACHEDIR.TAG",
        "/usr/share/fonts/truetype/.uuid",
        "/tmp/matplotlib-abc/fontlist-v330.json",
        "/root/.config/matplotlib/fontlist.json",
        "/root/.julia/compiled/v1.10/x.ji",
        "/root/.nv/ComputeCache/index",
        "/tmp/hsperfdata_root/7",
        "/root/.bash_history",
        "/run/app.pid",
        "/var/run/x/y",
        "/var/log/app.log",
        "/dev/console",
        "/sbin/docker-init",
        "/usr/sbin/docker-init",
        "/etc/hosts",
        "/.dockerenv"
      })
  void nobodyMissesACache(String path) {
    assertThat(CachePaths.cover(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/tmp/state.bin",
        "/tmp/state.bin",
        "/tmp/matplotlib.txt",
        "/opt/state",
        "/root/state",
        "/root/.config/app/state",
        "/etc/passwd",
        "/runs/1",
        "/var/lib/app/state",
        "/cache/x"
      })
  void whatMayBeAStateIsNone(String path) {
    assertThat(CachePaths.cover(path)).isFalse();
  }

  @Test
  void thePageHasTheWholeList() throws IOException {
    String page = Files.readString(Path.of("wrapper/lost-with-the-container.md"));

    for (CachePaths.Rule rule : CachePaths.RULES) {
      assertThat(page).contains("| `" + rule.glob() + "` | " + rule.reason() + " |");
    }
  }
}
