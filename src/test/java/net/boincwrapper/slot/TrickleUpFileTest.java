package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import net.boincwrapper.slot.Slots.Plant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrickleUpFileTest {
  @TempDir Path directory;
  private SlotLayout slot;
  private Path file;
  private Path canary;

  @BeforeEach
  void makeSlot() throws IOException {
    slot = Slots.in(directory.resolve("boinc"));
    file = slot.directory().resolve("trickle_up.xml");
    canary = Files.writeString(directory.resolve("canary"), "the volunteer's");
  }

  @Test
  void theAppsBytesArePutIntoAFileOfOurs() throws Exception {
    Files.writeString(file, "<variety>v</variety>\ntext");
    Object apps = Files.readAttributes(file, "unix:ino").get("ino");

    assertThat(new TrickleUpFile(slot).takeOver()).isEmpty();

    assertThat(file).hasContent("<variety>v</variety>\ntext");
    assertThat(Files.readAttributes(file, "unix:ino").get("ino")).isNotEqualTo(apps);
  }

  @ParameterizedTest
  @EnumSource(names = "HARD_LINK", mode = EnumSource.Mode.EXCLUDE)
  void whatIsNoRegularFileIsRemovedAndNotSent(Plant plant) throws Exception {
    plant.at(file, canary);

    assertThat(new TrickleUpFile(slot).takeOver()).isPresent();

    assertThat(new TrickleUpFile(slot).isThere()).isFalse();
    assertThat(canary).hasContent("the volunteer's");
  }

  @Test
  void oneThatIsTooLongIsRemovedAndNotSent() throws Exception {
    Files.write(file, new byte[64 * 1024 + 1]);

    assertThat(new TrickleUpFile(slot).takeOver())
        .hasValueSatisfying(why -> assertThat(why).contains("trickle_up.xml"));
    assertThat(file).doesNotExist();
  }

  @Test
  void requestsToUploadNameOutputs() throws IOException {
    Files.writeString(slot.directory().resolve("boinc_ufr_a.csv"), "");
    Files.createSymbolicLink(slot.directory().resolve("boinc_ufr_b"), canary);
    Files.writeString(slot.directory().resolve("other"), "");

    assertThat(UploadRequests.names(slot)).isEqualTo(Set.of("a.csv", "b"));
  }
}
