package net.boincwrapper.slot;

import static net.boincwrapper.slot.CheckpointFiles.NOW;
import static net.boincwrapper.slot.CheckpointFiles.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckpointsTest {
  private CheckpointFiles app;
  private Checkpoints checkpoints;

  @BeforeEach
  void slot() throws Exception {
    app = new CheckpointFiles(Slots.inMemory());
    checkpoints = app.checkpoints();
  }

  @Test
  void givesBackWhatWasSealed() throws Exception {
    app.write("state", "one");
    app.write("deep/er/progress", "1");
    checkpoints.seal(order());
    app.write("state", "torn");
    app.delete("deep/er/progress");
    app.write("extra", "from later");

    checkpoints.restore(1, "the host was restarted");

    assertThat(app.contents()).isEqualTo(Map.of("state", "one", "deep/er/progress", "1"));
    assertThat(app.slot().setAside().resolve("ckpt/extra")).hasContent("from later");
    assertThat(checkpoints.unfinishedRestore()).isEmpty();
  }

  @Test
  void tellsWhatWasSealed() throws Exception {
    app.write("state", "one");
    Sealing sealing = checkpoints.seal(order());

    Manifest manifest = checkpoints.newestVerified(line -> {}).orElseThrow();
    assertThat(sealing).isEqualTo(new Sealing.Done(manifest));
    assertThat(manifest.generation()).isEqualTo(1);
    assertThat(manifest.cpuSeconds()).isEqualTo(12.5);
    assertThat(manifest.wallSeconds()).isEqualTo(14);
    assertThat(manifest.sealedAt()).isEqualTo(NOW);
    assertThat(manifest.bytes()).isEqualTo(3);
    assertThat(manifest.stats()).isEqualTo(app.look());
    assertThat(checkpoints.liveEquals(manifest)).isTrue();
  }

  @Test
  void fallsBackToTheOneBeforeADamagedOne() throws Exception {
    app.write("state", "one");
    checkpoints.seal(order());
    app.write("state", "two");
    checkpoints.seal(order());
    java.nio.file.Files.writeString(app.slot().checkpoint(2).resolve("0"), "tw0");

    List<String> complaints = new ArrayList<>();
    assertThat(checkpoints.newestVerified(complaints::add).orElseThrow().generation()).isEqualTo(1);
    assertThat(complaints)
        .containsExactly("checkpoint 2 has other bytes in ckpt/state than were sealed");
    assertThat(checkpoints.verifies(2)).isFalse();
    assertThat(checkpoints.verifies(1)).isTrue();
  }
}
