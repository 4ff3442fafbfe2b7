package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneSlotTest {
  @TempDir private Path directory;
  private SlotLayout layout = new SlotLayout(Path.of("/"));
  private StandaloneSlot slot = new StandaloneSlot(layout);

  @BeforeEach
  void setUp() throws IOException {
    layout = new SlotLayout(directory);
    slot = new StandaloneSlot(layout);
    Files.writeString(directory.resolve("job.toml"), "");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whatTheProgramMadeGoesAtTheEnd() throws Exception {
    slot.begin();
    SlotPreparation.prepare(layout);
    assertThat(slot.isBegun()).isTrue();
    assertThat(SlotSigns.find(layout)).isEmpty();

    assertThat(slot.clear()).isFalse();

    assertThat(names()).containsExactly("job.toml");
  }

  @Test
  void whatTheAuthorHadUnderTheSameNamesStays() throws Exception {
    Files.createFile(layout.stderr());
    slot.begin();
    SlotPreparation.prepare(layout);
    Files.writeString(layout.taskState(), "somebody's by now");
    slot.begin(); // the next run notes nothing new

    slot.clear();

    assertThat(names()).containsExactly("boinc_task_state.xml", "job.toml", "stderr.txt");
  }

  @Test
  void checkpointFilesThatWereSetAsideStay() throws Exception {
    slot.begin();
    Files.createDirectory(layout.setAside());
    Files.writeString(layout.setAside().resolve("state.old"), "the author's");
    Files.createFile(layout.knownLinks());

    assertThat(slot.clear()).isTrue();

    assertThat(layout.setAside().resolve("state.old")).hasContent("the author's");
    assertThat(layout.knownLinks()).doesNotExist();
    assertThat(SlotSigns.find(layout)).isEmpty();
  }

  @Test
  void whatWouldHaveToBeRemovedIsNamed() throws Exception {
    Files.createSymbolicLink(layout.stderr(), Path.of("job.toml"));
    Slots.fifo(layout.lock());
    Files.createFile(layout.ownDirectory());

    assertThat(slot.obstacles())
        .hasSize(3)
        .anyMatch(it -> it.startsWith("stderr.txt is a symbolic link"))
        .anyMatch(it -> it.startsWith("boinc_lockfile is a FIFO"))
        .anyMatch(it -> it.startsWith(".docker_wrapper is a regular file"));
    assertThat(layout.lock()).exists();
  }
}
