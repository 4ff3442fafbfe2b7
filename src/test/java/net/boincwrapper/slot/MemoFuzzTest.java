package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Files;
import java.time.Instant;
import net.boincwrapper.fuzz.Cost;
import net.boincwrapper.slot.MemoFile.Reading;
import net.boincwrapper.slot.record.Memo;
import org.junit.jupiter.api.Timeout;

/** The inputs are memos without their checksums. */
@Timeout(20)
class MemoFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-30T20:00:00Z");

  @FuzzTest
  void saysTheSameWhenWrittenAgain(byte[] lines) throws Exception {
    SlotLayout slot = Slots.inMemory();
    try (var fileSystem = slot.directory().getFileSystem()) {
      assertThat(fileSystem.isOpen()).isTrue();
      OwnDirectory.ensure(slot);
      Files.write(slot.memo(), Records.sealed(lines));

      Reading reading = Cost.bounded(lines.length, () -> MemoFile.read(slot));

      assertThat(reading).isInstanceOfAny(Reading.Found.class, Reading.Damaged.class);
      if (reading instanceof Reading.Found it) {
        goesOn(it.found());
        MemoFile.write(slot, it.found());
        assertThat(MemoFile.read(slot)).isEqualTo(it);
      }
    }
  }

  /** What the next start does with it. */
  private static void goesOn(Memo memo) {
    memo.rest().ifPresent(rest -> assertThat(rest.left(NOW)).isLessThanOrEqualTo(rest.length()));
    assertThat(memo.withStart(NOW, "boot", "engine").starts()).isPositive();
    assertThat(memo.withRemoval().removals()).isPositive();
    assertThat(memo.withQuoted(1000).quotedBytes()).isPositive();
  }
}
