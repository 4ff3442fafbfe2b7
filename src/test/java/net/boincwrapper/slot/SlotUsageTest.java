package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotUsageTest {
  @Test
  void countsAsTheClientDoes(@TempDir Path directory) throws Exception {
    SlotLayout slot = Slots.in(directory);
    Path outside = Files.writeString(directory.resolve("outside"), "not in the slot");
    Path file = Files.writeString(slot.directory().resolve("file"), "12345");
    Files.createLink(slot.directory().resolve("second name"), file);
    Files.createSymbolicLink(slot.directory().resolve("link"), outside);
    Files.createSymbolicLink(slot.directory().resolve("up"), directory);
    Files.createDirectories(slot.checkpoint(1));
    Files.writeString(slot.checkpoint(1).resolve("0"), "1234567");
    try (RandomAccessFile sparse =
        new RandomAccessFile(slot.directory().resolve("sparse").toString(), "rw")) {
      sparse.setLength(5_000_000_000L);
    }
    Slots.fifo(slot.directory().resolve("fifo"));

    assertThat(SlotUsage.of(slot)).isEqualTo(5 + 5 + 7 + 5_000_000_000L);
  }

  @Test
  void aSlotThatIsNotThereHoldsNothing(@TempDir Path directory) {
    assertThat(SlotUsage.of(new SlotLayout(directory.resolve("none")))).isZero();
  }

  @Test
  void sumsDoNotPassTheEndOfNumbers() {
    assertThat(SlotUsage.add(Long.MAX_VALUE - 1, 5)).isEqualTo(Long.MAX_VALUE);
  }
}
