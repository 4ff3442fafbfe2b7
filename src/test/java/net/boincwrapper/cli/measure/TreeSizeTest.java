package net.boincwrapper.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeSizeTest {
  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());

  @Test
  void aClientCountsTheLengthsOfFilesAndFollowsNoLink() throws IOException {
    Path slot = Files.createDirectories(files.getPath("/slot"));
    Path state = Files.write(Files.createDirectory(slot.resolve("sub")).resolve("s"), new byte[70]);
    Files.write(slot.resolve("a"), new byte[30]);
    Files.createSymbolicLink(slot.resolve("link"), state);

    assertThat(TreeSize.of(slot)).isEqualTo(new TreeSize(100, 2, 4));
  }

  @Test
  void whatIsNotThereTakesNothing() {
    assertThat(TreeSize.of(files.getPath("/gone"))).isEqualTo(TreeSize.NOTHING);
  }

  @Test
  void outputsInTheProjectsDirectoryCountToo() throws IOException {
    Path slot = Files.createDirectories(files.getPath("/slot"));
    Files.write(slot.resolve("a"), new byte[30]);
    Path output = Files.write(files.getPath("/output"), new byte[500]);
    Path later = files.getPath("/later");

    Reading reading = Gauge.ofDisk(slot, List.of(output, later)).read();

    assertThat(reading.diskBytes()).isEqualTo(530);
    assertThat(reading.slot()).isEqualTo(new TreeSize(30, 1, 1));
  }
}
