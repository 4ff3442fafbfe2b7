package net.boincwrapper.slot;

import static net.boincwrapper.slot.CheckpointFiles.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.harness.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** File systems that can let two files share their blocks, and one that is full. */
@Timeout(120)
class CheckpointFileSystemsIT {
  private static final long SET = 256 << 20;
  private static final int SHARING_RELEASE = 25;

  @TempDir(factory = OnDisk.class)
  Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"xfs", "btrfs"})
  void aSealSharesTheBlocksOfTheLiveFiles(String type) throws Exception {
    Path javaHome = javaThatShares();
    try (LoopMount mount = LoopMount.of(directory, type, "2G")) {
      CheckpointFiles app = files(mount.directory());
      long before = mount.freeBytes();
      try (SealingProcess process = SealingProcess.start(app.slot(), javaHome)) {
        double seconds = process.seal().seconds();
        long taken = before - mount.freeBytes();
        CheckpointCopyIT.report("%s: sealed in %.3f s, %d bytes taken%n", type, seconds, taken);
        assertThat(taken).isLessThan(SET / 50);
      }
      assertThat(app.checkpoints().verifies(1)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"xfs", "btrfs"})
  void itIsSealedAndRestoredThereByWhateverJavaRuns(String type) throws Exception {
    try (LoopMount mount = LoopMount.of(directory, type, "2G")) {
      CheckpointFiles app = files(mount.directory());
      Checkpoints checkpoints = app.checkpoints();
      checkpoints.seal(order());
      app.write("state", "torn");

      checkpoints.restore(1, "it is torn");

      assertThat(checkpoints.liveEquals(checkpoints.manifest(1).orElseThrow())).isTrue();
      assertThat(checkpoints.verifies(1)).isTrue();
    }
  }

  @Test
  void aFullDiskKeepsTheLastGoodOne() throws Exception {
    assumeThat(System.getProperty("user.name")).as("only root mounts").isEqualTo("root");
    Path small = Files.createDirectory(directory.resolve("small"));
    Shell.succeed("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small.toString());
    try {
      CheckpointFiles app = new CheckpointFiles(Slots.in(small));
      app.write("state", "x".repeat(1_000_000));
      app.checkpoints().seal(order());
      app.write("state", "y".repeat(2_500_000));

      assertThat(app.checkpoints().seal(order()))
          .isEqualTo(new Sealing.NoRoom("the disk is full: No space left on device"));

      assertThat(app.checkpoints().generations()).containsExactly(1);
      assertThat(app.checkpoints().verifies(1)).isTrue();
      try (Stream<Path> left = Files.list(app.slot().checkpoints())) {
        assertThat(left).containsExactly(app.slot().checkpoint(1));
      }
      app.write("state", "z");
      assertThat(app.checkpoints().seal(order())).isInstanceOf(Sealing.Done.class);
    } finally {
      Shell.succeed("umount", "--lazy", small.toString());
    }
  }

  private static CheckpointFiles files(Path disk) throws IOException {
    CheckpointFiles app = new CheckpointFiles(Slots.in(disk));
    Files.createDirectory(app.slot().directory().resolve("ckpt"));
    CheckpointCopyIT.fill(app.path("state"), SET);
    return app;
  }

  /** This one, or another of this machine. */
  private static Path javaThatShares() throws IOException {
    if (Runtime.version().feature() >= SHARING_RELEASE) {
      return Path.of(System.getProperty("java.home"));
    }
    Path installed = Path.of("/usr/lib/jvm");
    List<Path> found = new ArrayList<>();
    Optional.ofNullable(System.getenv("JAVA_HOME_25_X64")).map(Path::of).ifPresent(found::add);
    if (Files.isDirectory(installed)) {
      try (DirectoryStream<Path> homes = Files.newDirectoryStream(installed, "*25*")) {
        homes.forEach(found::add);
      }
    }
    // Debian puts a hidden file beside each.
    found.removeIf(home -> !Files.isExecutable(home.resolve("bin/java")));
    assumeThat(found).as("a JDK 25").isNotEmpty();
    return found.get(0);
  }
}
