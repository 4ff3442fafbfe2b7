package net.boincwrapper.slot;

import static net.boincwrapper.slot.CheckpointFiles.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.boincwrapper.harness.Shell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Large files on a real disk. */
@Timeout(300)
class CheckpointCopyIT {
  private static final long MEGABYTE = 1 << 20;
  private static final double ALLOWED = 1.3;

  private static final int LEAST_PAIRS = 7;

  /** On a busy machine. */
  private static final int MOST_PAIRS = 40;

  private static final long MORE_THAN_TWO_GIGABYTES = (2L << 30) + 12_345;

  @TempDir(factory = OnDisk.class)
  Path directory;

  private CheckpointFiles app;

  @BeforeEach
  void slot() throws IOException {
    app = new CheckpointFiles(Slots.in(directory));
    Files.createDirectory(app.slot().directory().resolve("ckpt"));
  }

  @Test
  void aFileOfMoreThanTwoGigabytesIsSealedAndRestoredWhole() throws Exception {
    fill(app.path("state"), MORE_THAN_TWO_GIGABYTES);
    assertSealsAndRestores(MORE_THAN_TWO_GIGABYTES);
  }

  @Test
  void aSparseFileOfMoreThanTwoGigabytesStaysSparse() throws Exception {
    try (FileChannel channel = create(app.path("state"))) {
      channel.write(ByteBuffer.wrap("begin".getBytes()), 0);
      channel.write(ByteBuffer.wrap("middle".getBytes()), 1_500_000_001);
      channel.write(ByteBuffer.wrap(new byte[1]), MORE_THAN_TWO_GIGABYTES - 1);
    }
    assertSealsAndRestores(MORE_THAN_TWO_GIGABYTES);

    assertThat(allocated(app.slot().checkpoint(1).resolve("0"))).isLessThan(MEGABYTE);
    assertThat(allocated(app.path("state"))).isLessThan(MEGABYTE);
  }

  private void assertSealsAndRestores(long bytes) throws Exception {
    Checkpoints checkpoints = app.checkpoints();
    assertThat(checkpoints.seal(order())).isInstanceOf(Sealing.Done.class);
    Manifest sealed = checkpoints.manifest(1).orElseThrow();
    assertThat(sealed.bytes()).isEqualTo(bytes);
    assertThat(checkpoints.liveEquals(sealed)).isTrue();
    tear(app.path("state"));
    assertThat(checkpoints.liveEquals(sealed)).isFalse();

    checkpoints.restore(1, "it is torn");

    assertThat(checkpoints.liveEquals(sealed)).isTrue();
    assertThat(checkpoints.verifies(1)).isTrue();
    assertThat(Files.getLastModifiedTime(app.path("state")))
        .isEqualTo(sealed.entries().get(0).modified());
  }

  /** One byte, close to the end. */
  private static void tear(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap("!".getBytes()), channel.size() - 100);
    }
  }

  @Test
  void aGigabyteIsSealedInASmallHeap() throws Exception {
    fill(app.path("state"), MEGABYTE);
    try (SealingProcess process = start(app.slot())) {
      long before = process.seal().peakKilobytes();
      fill(app.path("state"), 1024 * MEGABYTE);

      long after = process.seal().peakKilobytes();

      report("memory of the process: %d kB after 1 MiB, %d kB after 1 GiB%n", before, after);
      assertThat(after - before).isLessThan(8 * 1024);
    }
  }

  /** Apart: what other tests compute and write meanwhile would count. */
  @Tag("heavy")
  @Test
  void sealingCostsLittleMoreThanCopyingSyncingAndHashing() throws Exception {
    fill(app.path("large"), 192 * MEGABYTE);
    for (int number = 0; number < 32; number++) {
      fill(app.path("small" + number), 2 * MEGABYTE);
    }
    Path live = app.slot().directory().resolve("ckpt");
    List<Double> seals = new ArrayList<>();
    List<Double> references = new ArrayList<>();
    try (SealingProcess process = start(app.slot())) {
      process.seal();
      copySyncAndHash(live);
      do {
        seals.add(process.seal().seconds());
        references.add(copySyncAndHash(live));
      } while (seals.size() < MOST_PAIRS
          && (seals.size() < LEAST_PAIRS || shortest(seals) > ALLOWED * shortest(references)));
    }
    double ratio = shortest(seals) / shortest(references);
    report("seal to cp, sync and sha256sum: %.2f; %s to %s%n", ratio, seals, references);
    assertThat(ratio).isLessThanOrEqualTo(ALLOWED);
  }

  /** What it takes where nothing else runs: other tests only ever make it longer. */
  private static double shortest(List<Double> seconds) {
    return Collections.min(seconds);
  }

  private double copySyncAndHash(Path live) throws IOException {
    Path copy = directory.resolve("copy");
    long began = System.nanoTime();
    Shell.succeed(
        "sh",
        "-c",
        "cp -r \"$0\" \"$1\" && sync \"$1\"/* && sha256sum \"$1\"/* >\"$1\"/sums",
        live.toString(),
        copy.toString());
    double seconds = (System.nanoTime() - began) / 1e9;
    Shell.succeed("rm", "-r", copy.toString());
    Shell.succeed("sync", "--file-system", directory.toString());
    return seconds;
  }

  private static SealingProcess start(SlotLayout slot) throws IOException {
    return SealingProcess.start(slot, Path.of(System.getProperty("java.home")));
  }

  static void report(String format, Object... figures) {
    System.out.printf("CheckpointCopyIT: " + format, figures);
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  /**
   * With bytes that no file system can compress or share, and no piece of which is like another.
   */
  static void fill(Path file, long bytes) throws IOException {
    byte[] noise = new byte[(int) MEGABYTE];
    new Random(bytes).nextBytes(noise);
    try (FileChannel channel = create(file)) {
      for (long at = 0; at < bytes; ) {
        ByteBuffer piece = ByteBuffer.wrap(noise).limit((int) Math.min(MEGABYTE, bytes - at));
        ByteBuffer.wrap(noise).putLong(0, at);
        at += channel.write(piece);
      }
      channel.force(true);
    }
  }

  private static long allocated(Path file) {
    List<String> figures =
        List.of(Shell.succeed("stat", "--format=%b %B", file.toString()).split(" "));
    return Long.parseLong(figures.get(0)) * Long.parseLong(figures.get(1));
  }
}
