package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CompleteSetTest {
  private static final CompleteSet WRITTEN =
      new CompleteSet("boot-1", "5e41", 12.5, OptionalInt.empty());

  @Test
  void isReadAsItWasWrittenLast() throws Exception {
    SlotLayout slot = slot();
    CompleteSet restored = new CompleteSet("boot-1", "7ea2", 3, OptionalInt.of(4));

    WRITTEN.write(slot);
    assertThat(CompleteSet.read(slot)).contains(WRITTEN);
    restored.write(slot);
    assertThat(CompleteSet.read(slot)).contains(restored);
  }

  @Test
  void thereIsNoneBeforeTheFirst() throws Exception {
    assertThat(CompleteSet.read(slot())).isEmpty();
  }

  @Test
  void whatIsTornIsNone() throws Exception {
    SlotLayout slot = slot();
    WRITTEN.write(slot);
    byte[] whole = Files.readAllBytes(slot.completeSet());

    for (int length = 0; length < whole.length; length++) {
      Files.write(slot.completeSet(), Arrays.copyOf(whole, length));
      assertThat(CompleteSet.read(slot)).as("%d bytes", length).isEmpty();
    }
  }

  private static SlotLayout slot() throws Exception {
    SlotLayout slot = Slots.inMemory();
    OwnDirectory.ensure(slot);
    return slot;
  }
}
