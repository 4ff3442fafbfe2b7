package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import net.boincwrapper.fuzz.Cost;
import net.boincwrapper.slot.MemoFile.Reading;
import net.boincwrapper.slot.record.Memo;
import org.junit.jupiter.api.Timeout;

/** The inputs are memos without their checksums. */
@Timeout(120)
class MemoFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-30T20:00:00Z");

  @FuzzTest
  void saysTheSameWhenWrittenAgain(byte[] lines) throws Exception {
    byte[] content = Records.sealed(lines);

    Reading reading = Cost.bounded(lines.length, () -> MemoFile.parse(content));

    if (reading instanceof Reading.Found it) {
      goesOn(it.found());
      assertThat(MemoFile.parse(MemoFile.text(it.found()))).isEqualTo(it);
    } else {
      assertThat(reading).isInstanceOf(Reading.Damaged.class);
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
