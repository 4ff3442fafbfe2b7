package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriggerFileTest {
  @Test
  void aNumberAFlagAndAMessageAsForVboxwrapper() {
    assertThat(TriggerFile.parse("7\n1\nno convergence\nafter 300 steps\n"))
        .isEqualTo(new TriggerFile(OptionalInt.of(7), "no convergence after 300 steps"));
  }

  @Test
  void whateverIsMissingIsLeftOut() {
    TriggerFile nothing = new TriggerFile(OptionalInt.empty(), "");
    assertThat(TriggerFile.parse("")).isEqualTo(nothing);
    assertThat(TriggerFile.parse("done")).isEqualTo(nothing);
    assertThat(TriggerFile.parse("-1")).isEqualTo(nothing);
    assertThat(TriggerFile.parse("99999999999")).isEqualTo(nothing);
    assertThat(TriggerFile.parse(" 3 ")).isEqualTo(new TriggerFile(OptionalInt.of(3), ""));
    assertThat(TriggerFile.parse("3\n0\n")).isEqualTo(new TriggerFile(OptionalInt.of(3), ""));
  }

  @Test
  void aMessageIsOneLineOfBoundedLength() {
    String message = TriggerFile.parse("0\n0\n\u001b[31m" + "x".repeat(3000)).message();
    assertThat(message).hasSizeLessThanOrEqualTo(500).doesNotContain("\u001b");
  }

  @Test
  void whatIsNoPlainFileSaysNothing(@TempDir Path slot) throws Exception {
    Path secret = Files.writeString(slot.resolve("secret"), "5\n0\nsecret\n");
    Files.createSymbolicLink(slot.resolve("done"), secret);
    assertThat(TriggerFile.read(new SlotLayout(slot), "done")).isEmpty();
    Files.createDirectory(slot.resolve("later"));
    assertThat(TriggerFile.read(new SlotLayout(slot), "later")).isEmpty();
  }

  /** As vboxwrapper, which reads line by line and asks for no length. */
  @Test
  void ofALongFileTheBeginningIsRead(@TempDir Path slot) throws Exception {
    Files.writeString(slot.resolve("done"), "3\n0\nfailed\n" + "x".repeat(100_000));
    assertThat(TriggerFile.read(new SlotLayout(slot), "done").orElseThrow().number()).hasValue(3);
  }
}
