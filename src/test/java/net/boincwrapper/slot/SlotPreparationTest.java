package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class SlotPreparationTest {
  @Test
  void makesWhatMountsNeed() throws Exception {
    SlotLayout layout = Slots.inMemory();

    assertThat(SlotPreparation.prepare(layout)).isEmpty();

    for (Path file :
        List.of(
            layout.stderr(),
            layout.taskState(),
            layout.lock(),
            layout.emptyMask(),
            layout.lockMask(),
            layout.stderrMask())) {
      assertThat(file).isEmptyFile();
    }
    assertThat(layout.sharedMemory()).doesNotExist();
    assertThat(layout.setupComplete()).doesNotExist();
  }

  @Test
  void changesNoRegularFile() throws Exception {
    SlotLayout layout = Slots.inMemory();
    Files.writeString(layout.stderr(), "lines");
    Files.writeString(layout.taskState(), "state");

    assertThat(SlotPreparation.prepare(layout)).isEmpty();
    assertThat(SlotPreparation.prepare(layout)).isEmpty();

    assertThat(layout.stderr()).hasContent("lines");
    assertThat(layout.taskState()).hasContent("state");
  }

  @ParameterizedTest
  @EnumSource(value = Slots.Plant.class, mode = EnumSource.Mode.EXCLUDE, names = "HARD_LINK")
  void replacesWhatAnAppPutThereAndSaysSo(Slots.Plant plant, @TempDir Path directory)
      throws Exception {
    SlotLayout layout = Slots.in(directory);
    Path canary = Files.writeString(directory.resolve("canary"), "alive");
    Slots.plant(plant, layout.taskState(), canary);

    List<String> lines = SlotPreparation.prepare(layout);

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).startsWith("boinc_task_state.xml was a").endsWith("empty file");
    assertThat(Files.isRegularFile(layout.taskState(), LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(canary).hasContent("alive");
    assertThat(directory.resolve("not-there")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(value = Slots.Plant.class, mode = EnumSource.Mode.EXCLUDE, names = "FULL_DIRECTORY")
  void replacesWhatStandsForTheOwnDirectory(Slots.Plant plant, @TempDir Path directory)
      throws Exception {
    SlotLayout layout = Slots.in(directory);
    Path canary = Files.writeString(directory.resolve("canary"), "alive");
    Slots.plant(plant, layout.ownDirectory(), canary);

    assertThat(SlotPreparation.prepare(layout)).hasSize(1);

    assertThat(Files.isDirectory(layout.ownDirectory(), LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(canary).hasContent("alive");
  }

  @Test
  void closesTheOwnDirectoryToOthers(@TempDir Path directory) throws Exception {
    SlotLayout layout = Slots.in(directory);
    Files.createDirectory(layout.ownDirectory());

    SlotPreparation.prepare(layout);

    assertThat(Files.getAttribute(layout.ownDirectory(), "unix:mode")).isEqualTo(0040700);
  }

  @Test
  void makesTheDirectoryThatTasksShare(@TempDir Path directory) throws Exception {
    HostLayout host = new HostLayout(directory);

    assertThat(host.prepare()).isEmpty();
    assertThat(host.prepare()).isEmpty();

    assertThat(host.directory()).isEqualTo(directory.resolve("docker_wrapper"));
    assertThat(Files.getAttribute(host.directory(), "unix:mode")).isEqualTo(0040700);
  }
}
