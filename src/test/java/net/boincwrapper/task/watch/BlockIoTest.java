package net.boincwrapper.task.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.task.watch.BlockIo.Counts;
import org.junit.jupiter.api.Test;

/** Texts as the kernel's documentation shows them. */
class BlockIoTest {
  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final Path proc = files.getPath("/proc");

  @Test
  void versionTwoCountsTheDeviceWithTheMost() throws IOException {
    write("/proc/42/cgroup", "0::/docker-abc.scope\n");
    write("/proc/self/mountinfo", "25 20 0:23 / /cg rw - cgroup2 cgroup2 rw\n");
    write(
        "/cg/docker-abc.scope/io.stat",
        """
        8:16 rbytes=1459200 wbytes=314773504 rios=192 wios=353 dbytes=0 dios=0
        253:0 rbytes=1459200 wbytes=314773500 rios=190 wios=400 dbytes=0 dios=0
        """);

    assertThat(BlockIo.of(proc, 42, "abc").orElseThrow().counts())
        .contains(new Counts(1_459_200, 314_773_504, 192, 400, true));
  }

  @Test
  void versionOneDoesNotCountWhatIsWrittenLater() throws IOException {
    write("/proc/42/cgroup", "3:blkio:/docker/abc\n0::/docker/abc\n");
    write("/proc/self/mountinfo", "40 31 0:37 / /cg/blkio rw - cgroup cgroup rw,blkio\n");
    write(
        "/cg/blkio/docker/abc/blkio.throttle.io_service_bytes_recursive",
        "8:0 Read 4096\n8:0 Write 81920\n8:0 Sync 0\n8:0 Async 86016\n8:0 Total 86016\nTotal 86016\n");
    write(
        "/cg/blkio/docker/abc/blkio.throttle.io_serviced_recursive",
        "8:0 Read 1\n8:0 Write 20\n8:0 Sync 0\n8:0 Async 21\n8:0 Total 21\nTotal 21\n");

    assertThat(BlockIo.of(proc, 42, "abc").orElseThrow().counts())
        .contains(new Counts(4096, 81_920, 1, 20, false));
  }

  @Test
  void aKernelThatTellsOfNoDeviceTellsNothing() throws IOException {
    write("/proc/42/cgroup", "3:blkio:/docker/abc\n");
    write("/proc/self/mountinfo", "40 31 0:37 / /cg/blkio rw - cgroup cgroup rw,blkio\n");
    write("/cg/blkio/docker/abc/blkio.throttle.io_service_bytes_recursive", "Total 0\n");
    BlockIo io = BlockIo.of(proc, 42, "abc").orElseThrow();

    assertThat(io.counts()).isEmpty();
    assertThat(BlockIo.of(proc, 42, "another")).isEmpty();
    assertThat(BlockIo.of(proc, 43, "abc")).isEmpty();
  }

  private void write(String file, String text) throws IOException {
    Path path = files.getPath(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
