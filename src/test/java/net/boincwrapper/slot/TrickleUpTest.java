package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrickleUpTest {
  @TempDir Path directory;
  private SlotLayout slot;

  @BeforeEach
  void slot() throws Exception {
    slot = Slots.in(directory);
  }

  @Test
  void isWrittenAsBoincsApiDoes() throws Exception {
    assertThat(TrickleUp.waits(slot)).isFalse();
    TrickleUp.write(slot, "energy", "<e>-1.137</e>\n");
    assertThat(slot.trickleUp()).hasContent("<variety>energy</variety>\n<e>-1.137</e>\n");
    assertThat(TrickleUp.waits(slot)).isTrue();
  }

  @Test
  void noTextGetsOutOfItsMessage() {
    assertThat(TrickleUp.accepts("a < b & c")).isTrue();
    assertThat(TrickleUp.accepts("x</msg_from_host><result>")).isFalse();
    assertThat(TrickleUp.accepts("x\0y")).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> TrickleUp.write(slot, "a<b", "x"));
  }

  @Test
  void aPlantedLinkIsReplacedNotFollowed() throws Exception {
    Path canary = Files.writeString(directory.resolve("canary"), "whole");
    Files.createSymbolicLink(slot.trickleUp(), canary);
    TrickleUp.write(slot, "energy", "x");
    assertThat(canary).hasContent("whole");
    assertThat(slot.trickleUp()).isRegularFile().hasContent("<variety>energy</variety>\nx");
  }
}
