package net.boincwrapper.slot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void noTextGetsOutOfItsMessage() throws Exception {
    Files.writeString(file, "<variety>v</variety>\nx</msg_from_host><result>");

    assertThat(new TrickleUpFile(slot).takeOver()).hasValue("it contains </msg_from_host>");
    assertThat(file).doesNotExist();
  }

  @Test
  void oneOfOursIsAsBoincsLibraryWritesIt() throws Exception {
    Files.createSymbolicLink(file, canary);

    assertThat(new TrickleUpFile(slot).write("energy", "-1.137\n".getBytes(UTF_8))).isEmpty();

    assertThat(file).isRegularFile().hasContent("<variety>energy</variety>\n-1.137\n");
    assertThat(canary).hasContent("the volunteer's");
  }

  @Test
  void oneThatIsTooLongIsRemovedAndNotSent() throws Exception {
    Files.write(file, new byte[64 * 1024 + 1]);

    assertThat(new TrickleUpFile(slot).takeOver())
        .hasValueSatisfying(why -> assertThat(why).contains("trickle_up.xml"));
    assertThat(file).doesNotExist();
  }
}
