package net.boincwrapper.task.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcFileTest {
  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());

  @Test
  void noMoreIsReadThanAnyFileHasThatNobodyMadeLong() throws IOException {
    Path file = files.getPath("/work/children");
    Files.writeString(file, "4711 ".repeat(1_000_000));
    assertThat(ProcFile.read(file)).hasSize(ProcFile.MOST_BYTES).startsWith("4711 4711 ");
    Files.writeString(file, "4711 ");
    assertThat(ProcFile.read(file)).isEqualTo("4711 ");
  }

  @Test
  void ofAGroupOfAMillionProcessesTheFirstAreTold() throws IOException {
    write("/proc/42/cgroup", "0::/docker/abc\n");
    write("/proc/self/mountinfo", "25 20 0:23 / /cg rw - cgroup2 cgroup2 rw\n");
    write("/cg/docker/abc/cpu.stat", "usage_usec 5\n");
    write("/cg/docker/abc/cgroup.procs", "1234567\n".repeat(1_000_000));
    Cgroup group = Cgroup.of(files.getPath("/proc"), 42, "abc").orElseThrow();
    assertThat(group.processes(1_000)).hasSize(1_000).containsOnly(1_234_567L);
  }

  private void write(String file, String text) throws IOException {
    Path path = files.getPath(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
