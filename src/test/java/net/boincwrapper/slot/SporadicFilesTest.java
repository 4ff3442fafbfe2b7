package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SporadicFilesTest {
  @TempDir Path directory;
  private SlotLayout slot;

  @BeforeEach
  void slot() throws Exception {
    slot = Slots.in(directory);
  }

  @Test
  void theAppSaysWhatItWants() throws Exception {
    assertThat(SporadicFiles.wanted(slot)).isEmpty();
    Files.writeString(slot.directory().resolve("ac"), "2\n");
    assertThat(SporadicFiles.wanted(slot)).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "-1", "22", "yes", "1 2"})
  void whatIsNoStateIsNotPassedOn(String text) throws Exception {
    Files.writeString(slot.directory().resolve("ac"), text);
    assertThat(SporadicFiles.wanted(slot)).isEmpty();
  }

  @Test
  void theClientsAnswerReplacesTheOneBefore() throws Exception {
    SporadicFiles.tell(slot, 1);
    SporadicFiles.tell(slot, 3);
    assertThat(slot.directory().resolve("ca")).hasContent("3\n");
  }
}
