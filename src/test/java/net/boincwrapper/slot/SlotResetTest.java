package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.boincwrapper.slot.record.Memo;
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

  /** As long as anything of another task's is there, the memo says that all has to go. */
  @Test
  void killedAtAnyStepTheNextLifeKnowsOrNothingIsLeft() throws Exception {
    boolean survived = false;
    for (int step = 0; !survived; step++) {
      SlotLayout layout = spoilt();
      survived = survives(layout, step);
      boolean told = MemoFile.read(layout).memo().flatMap(Memo::spoilt).isPresent();
      for (String left : List.of("state", "sub", "boinc_setup_complete")) {
        boolean isThere = Files.exists(layout.directory().resolve(left));
        assertThat(told || !isThere).as(left + " at step " + step).isTrue();
      }
      assertThat(told || !Files.exists(layout.checkpoints())).as("at step " + step).isTrue();
      SlotReset.empty(layout);
      assertThat(layout.ownDirectory()).doesNotExist();
      assertThat(layout.initData()).exists();
      assertThat(step).isLessThan(100);
    }
  }

  private static SlotLayout spoilt() throws Exception {
    SlotLayout layout = Slots.inMemory();
    for (String name : List.of("init_data.xml", "boinc_setup_complete", "state", "zzz", "aaa")) {
      Files.writeString(layout.directory().resolve(name), name);
    }
    Files.createDirectories(layout.checkpoint(1));
    Files.createDirectories(layout.directory().resolve("sub"));
    Files.writeString(layout.checkpoint(1).resolve("0"), "sealed by another");
    MemoFile.write(layout, Memo.initial("wu_1_0").withSpoilt("another task's app wrote here"));
    return layout;
  }

  private static boolean survives(SlotLayout layout, int steps) throws SlotException {
    AtomicInteger left = new AtomicInteger(steps);
    try {
      SlotReset.empty(
          layout,
          effect -> {
            if (left.getAndDecrement() <= 0) {
              throw new IllegalStateException("killed at " + effect);
            }
          });
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
