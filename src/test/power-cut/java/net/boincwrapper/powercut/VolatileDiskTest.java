package net.boincwrapper.powercut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.boincwrapper.powercut.VolatileDisk.Cut;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that loses what it may lose, and keeps what it must keep. */
class VolatileDiskTest {
  private static final int SECTOR = VolatileDisk.SECTOR;

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void makePlatter() throws IOException {
    file = Files.write(directory.resolve("platter"), new byte[64 * SECTOR]);
  }

  @Test
  void readsWhatWasWrittenLastFlushedOrNot() throws IOException {
    try (VolatileDisk disk = new VolatileDisk(file)) {
      disk.write(0, sectors(4, 1));
      disk.flush();
      disk.write(SECTOR, sectors(1, 2));
      disk.write(SECTOR, sectors(1, 3));

      assertThat(disk.read(0, 3 * SECTOR))
          .containsExactly(concatenate(sectors(1, 1), sectors(1, 3), sectors(1, 1)));
    }
    assertThat(platter(1)).as("not flushed, so not there").isEqualTo(1);
  }

  @Test
  void keepsEachFlushedWriteWhateverTheChance() throws IOException {
    for (int seed = 0; seed < 50; seed++) {
      makePlatter();
      VolatileDisk disk = new VolatileDisk(file);
      disk.write(0, sectors(8, 7));
      disk.flush();

      assertThat(disk.cutPower(new Random(seed))).isEqualTo(new Cut(0, 0, 0));
      for (int sector = 0; sector < 8; sector++) {
        assertThat(platter(sector)).isEqualTo(7);
      }
    }
  }

  @Test
  void keepsLosesAndTearsWhatWasNotFlushed() throws IOException {
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      makePlatter();
      VolatileDisk disk = new VolatileDisk(file);
      disk.write(0, sectors(8, 7));
      Cut cut = disk.cutPower(new Random(seed));

      assertThat(cut.unflushed()).isEqualTo(1);
      long kept = count(7);
      assertThat(kept).isEqualTo(cut.lost() == 1 ? 0 : cut.torn() == 1 ? kept : 8);
      seen.add(kept == 0 ? "lost" : kept == 8 ? "kept" : "torn");
    }
    assertThat(seen).containsExactlyInAnyOrder("lost", "kept", "torn");
  }

  @Test
  void mayKeepAnOldVersionOfASectorThatWasWrittenTwice() throws IOException {
    Set<Integer> seen = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      makePlatter();
      VolatileDisk disk = new VolatileDisk(file);
      disk.write(0, sectors(1, 1));
      disk.write(0, sectors(1, 2));
      disk.cutPower(new Random(seed));
      seen.add(platter(0));
    }
    assertThat(seen).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void aSeedSaysWhatIsLost() throws IOException {
    Set<String> seen = new HashSet<>();
    for (int time = 0; time < 3; time++) {
      makePlatter();
      VolatileDisk disk = new VolatileDisk(file);
      for (int write = 0; write < 16; write++) {
        disk.write(4L * write * SECTOR, sectors(4, write + 1));
      }
      seen.add(disk.cutPower(new Random(5)) + Arrays.toString(Files.readAllBytes(file)));
    }
    assertThat(seen).hasSize(1);
  }

  @Test
  void answersNothingWithoutPower() throws IOException {
    VolatileDisk disk = new VolatileDisk(file);
    disk.cutPower(new Random(1));

    assertThatThrownBy(() -> disk.read(0, SECTOR)).hasMessage("the disk has no power");
    assertThatThrownBy(() -> disk.write(0, sectors(1, 1))).hasMessage("the disk has no power");
    assertThatThrownBy(disk::flush).hasMessage("the disk has no power");
  }

  @Test
  void hasWholeSectorsOnly() throws IOException {
    try (VolatileDisk disk = new VolatileDisk(file)) {
      assertThatThrownBy(() -> disk.read(1, SECTOR)).hasMessageContaining("are not sectors");
      assertThatThrownBy(() -> disk.write(0, new byte[3])).hasMessageContaining("are not sectors");
      assertThatThrownBy(() -> disk.read(64 * SECTOR, SECTOR))
          .hasMessageContaining("are not sectors");
    }
  }

  private static byte[] sectors(int number, int content) {
    byte[] bytes = new byte[number * SECTOR];
    Arrays.fill(bytes, (byte) content);
    return bytes;
  }

  private static byte[] concatenate(byte[]... parts) {
    byte[] whole = new byte[parts.length * SECTOR];
    for (int part = 0; part < parts.length; part++) {
      System.arraycopy(parts[part], 0, whole, part * SECTOR, SECTOR);
    }
    return whole;
  }

  private int platter(int sector) throws IOException {
    byte[] all = Files.readAllBytes(file);
    for (int at = 0; at < SECTOR; at++) {
      assertThat(all[sector * SECTOR + at]).as("no sector is torn").isEqualTo(all[sector * SECTOR]);
    }
    return all[sector * SECTOR];
  }

  private long count(int content) throws IOException {
    long found = 0;
    for (int sector = 0; sector < 64; sector++) {
      found += platter(sector) == content ? 1 : 0;
    }
    return found;
  }
}
