package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import net.boincwrapper.harness.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether files can share their blocks, on real file systems. */
class BlockSharingIT {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "mkfs.xfs -q -m reflink=1, true",
    "mkfs.xfs -q -m reflink=0, false",
    "mkfs.btrfs -q, true",
    "mkfs.ext4 -q, false"
  })
  void itIsTriedAndNotReadFromAName(String make, boolean shares) throws IOException {
    String program = make.split(" ", 2)[0];
    assumeTrue(Shell.run("id", "-u").output().strip().equals("0"), "mounting takes root");
    assumeTrue(Shell.run("sh", "-c", "command -v " + program).status() == 0, "no " + program);
    Path image = directory.resolve("image");
    Shell.succeed("truncate", "--size=400M", image.toString());
    Shell.succeed("sh", "-c", make + " '" + image + "'");
    Path mounted = Files.createDirectory(directory.resolve("mounted"));
    Shell.Result mount = Shell.run("mount", "-o", "loop", image.toString(), mounted.toString());
    assumeTrue(mount.status() == 0, "this kernel does not mount it: " + mount.output());
    try {
      assertThat(BlockSharing.worksIn(mounted)).isEqualTo(shares);
      assertThat(BlockSharing.worksIn(mounted)).as("asked again").isEqualTo(shares);
      try (Stream<Path> left = Files.list(mounted)) {
        assertThat(left).filteredOn(file -> !file.endsWith("lost+found")).isEmpty();
      }
    } finally {
      Shell.succeed("umount", mounted.toString());
    }
  }

  @Test
  void aFileSystemInMemoryHasNoBlocksToShare() throws IOException {
    assertThat(BlockSharing.worksIn(Slots.inMemory().directory())).isFalse();
  }
}
