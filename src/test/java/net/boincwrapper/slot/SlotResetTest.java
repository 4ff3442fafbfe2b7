package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotResetTest {
  @Test
  void whatTheClientMakesAgainIsRemovedAndNothingOutside() throws IOException, SlotException {
    SlotLayout layout = Slots.inMemory();
    Path slot = layout.directory();
    Path outside = Files.writeString(Slots.project(layout).resolve("input_1"), "kept");
    for (String name :
        List.of("init_data.xml", "boinc_lockfile", "boinc_mmap_file", "stderr.txt")) {
      Files.writeString(slot.resolve(name), name);
    }
    Files.writeString(layout.setupComplete(), "");
    Files.createDirectories(slot.resolve(".docker_wrapper/checkpoints/1"));
    Files.createDirectories(slot.resolve("data"));
    Files.createSymbolicLink(slot.resolve("data/in.txt"), outside);
    Files.writeString(slot.resolve("state"), "of another task");

    SlotReset.empty(layout);

    try (var left = Files.list(slot)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "init_data.xml", "boinc_lockfile", "boinc_mmap_file", "stderr.txt");
    }
    assertThat(outside).hasContent("kept");
  }
}
