package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ControlFilesTest {
  @Test
  void aFinishFileHoldsTheStatus() throws Exception {
    SlotLayout layout = Slots.inMemory();

    FinishFile.write(layout, 0, Optional.empty());

    assertThat(layout.finish()).hasContent("0\n");
  }

  @Test
  void aFinishFilesMessageIsFollowedByTheLineThatTheClientWaitsFor() throws Exception {
    SlotLayout layout = Slots.inMemory();

    FinishFile.write(layout, 195, Optional.of("no\nsuch\timage"));

    assertThat(layout.finish()).hasContent("195\nno such image\n\n");
  }

  @Test
  void aFinishFilesMessageFitsTheClientsBuffer() throws Exception {
    SlotLayout layout = Slots.inMemory();

    FinishFile.write(layout, 1, Optional.of("\u00e4".repeat(5000)));

    assertThat(Files.readAllLines(layout.finish()).get(1)).isEqualTo("\u00e4".repeat(500));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 256})
  void aFinishFileTakesNoStatusThatAProcessCannotExitWith(int status) throws Exception {
    SlotLayout layout = Slots.inMemory();

    assertThatThrownBy(() -> FinishFile.write(layout, status, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(layout.finish()).doesNotExist();
  }

  @Test
  void aTemporaryExitHasADelayAndAReason() throws Exception {
    SlotLayout layout = Slots.inMemory();

    TemporaryExitFile.write(layout, Duration.ofMillis(60_900), "the engine\r\nis away");

    assertThat(layout.temporaryExit()).hasContent("60\nthe engine is away\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\n\n"})
  void aTemporaryExitIsNeverWithoutAReasonBecauseTheClientWouldIgnoreIt(String reason)
      throws Exception {
    SlotLayout layout = Slots.inMemory();

    TemporaryExitFile.write(layout, Duration.ZERO, reason);

    assertThat(layout.temporaryExit()).hasContent("0\nno reason given\n");
  }

  @Test
  void aTemporaryExitsReasonFitsTheClientsBuffer() throws Exception {
    SlotLayout layout = Slots.inMemory();

    TemporaryExitFile.write(layout, TemporaryExitFile.LONGEST, "\ud83d\ude00".repeat(100));

    byte[] content = Files.readAllBytes(layout.temporaryExit());
    String reason = new String(content, StandardCharsets.UTF_8).split("\n")[1];
    assertThat(reason).isEqualTo("\ud83d\ude00".repeat(62));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 86401})
  void aTemporaryExitTakesNoDelayThatTheClientWouldReplace(long seconds) throws Exception {
    SlotLayout layout = Slots.inMemory();

    assertThatThrownBy(() -> TemporaryExitFile.write(layout, Duration.ofSeconds(seconds), "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(Slots.Plant.class)
  void whatAnAppHasPutThereIsReplacedAndNotFollowed(Slots.Plant plant, @TempDir Path directory)
      throws Exception {
    SlotLayout layout = Slots.in(directory);
    Path canary = Files.writeString(directory.resolve("canary"), "alive");
    Slots.plant(plant, layout.finish(), canary);
    Slots.plant(plant, layout.temporaryExit(), canary);

    FinishFile.write(layout, 0, Optional.empty());
    TemporaryExitFile.write(layout, Duration.ofSeconds(60), "later");

    assertThat(Files.isRegularFile(layout.finish(), LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(layout.finish()).hasContent("0\n");
    assertThat(layout.temporaryExit()).hasContent("60\nlater\n");
    assertThat(canary).hasContent("alive");
    assertThat(directory.resolve("not-there")).doesNotExist();
  }

  @Test
  void onAFullDiskThereIsNoFileRatherThanAnEmptyOne() throws Exception {
    Configuration small =
        Configuration.unix().toBuilder()
            .setAttributeViews("posix", "unix")
            .setBlockSize(512)
            .setMaxSize(4096)
            .build();
    SlotLayout layout = Slots.in(Jimfs.newFileSystem(small).getPath("/boinc"));
    Files.write(layout.directory().resolve("state.npz"), new byte[4096]);

    SlotException failure =
        catchThrowableOfType(
            SlotException.class, () -> FinishFile.write(layout, 0, Optional.empty()));

    assertThat(failure.isTransient()).isTrue();
    assertThat(failure)
        .hasMessageStartingWith("could not write /boinc/slots/0/boinc_finish_called: ")
        .hasMessageEndingWith("and that the disk is not full");
    assertThat(layout.finish()).doesNotExist();
    assertThat(layout.ownDirectory()).isEmptyDirectory();
  }

  @Test
  void theClientsOtherUserCanReadThem(@TempDir Path directory) throws Exception {
    SlotLayout layout = Slots.in(directory);

    FinishFile.write(layout, 0, Optional.empty());

    assertThat(Files.getAttribute(layout.finish(), "unix:mode")).isEqualTo(0100644);
    assertThat(Files.getAttribute(layout.ownDirectory(), "unix:mode")).isEqualTo(0040700);
  }
}
