package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FileWatchTest {
  private static final Set<String> INTEREST = Set.of(SlotLayout.INIT_DATA, SlotLayout.FINISH);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

  @Test
  void seesWithoutTheKernelsHelpOnceASecond() throws Exception {
    SlotLayout layout = Slots.inMemory();
    try (FileWatch watch = FileWatch.open(layout, INTEREST, now::get)) {
      Files.writeString(layout.initData(), "one");

      pass(Duration.ofMillis(900));
      assertThat(watch.poll()).isEmpty();
      pass(Duration.ofMillis(100));
      assertThat(watch.poll()).containsExactly(SlotLayout.INIT_DATA);
      pass(Duration.ofSeconds(1));
      assertThat(watch.poll()).isEmpty();
    }
  }

  @Test
  void looksOftenAtWhatHasJustChanged() throws Exception {
    SlotLayout layout = Slots.inMemory();
    try (FileWatch watch = FileWatch.open(layout, INTEREST, now::get)) {
      Files.writeString(layout.initData(), "half");
      pass(Duration.ofSeconds(1));
      assertThat(watch.poll()).containsExactly(SlotLayout.INIT_DATA);

      Files.writeString(layout.initData(), "and the rest");
      pass(Duration.ofMillis(100));

      assertThat(watch.poll()).containsExactly(SlotLayout.INIT_DATA);
    }
  }

  @Test
  void tellsOfAFileThatHasGone() throws Exception {
    SlotLayout layout = Slots.inMemory();
    Files.writeString(layout.initData(), "one");
    try (FileWatch watch = FileWatch.open(layout, INTEREST, now::get)) {
      Files.delete(layout.initData());
      pass(Duration.ofSeconds(1));

      assertThat(watch.poll()).containsExactly(SlotLayout.INIT_DATA);
    }
  }

  @Test
  void seesAPlantedFifoWithoutOpeningIt(@TempDir Path directory) throws Exception {
    SlotLayout layout = Slots.in(directory);
    try (FileWatch watch = FileWatch.open(layout, INTEREST, now::get)) {
      Slots.fifo(layout.finish());

      await(watch, Set.of(SlotLayout.FINISH));
    }
  }

  @Test
  void hearsFromTheKernelOfEveryNewName(@TempDir Path directory) throws Exception {
    SlotLayout layout = Slots.in(directory);
    try (FileWatch watch = FileWatch.open(layout, INTEREST, now::get)) {
      Files.writeString(layout.directory().resolve("state.new"), "1");
      Files.move(layout.directory().resolve("state.new"), layout.directory().resolve("state.npz"));
      Files.writeString(layout.initData(), "1");

      // The clock stands still: only the kernel can have told.
      await(watch, Set.of("state.new", "state.npz", SlotLayout.INIT_DATA));
    }
  }

  private static void await(FileWatch watch, Set<String> names) {
    Set<String> heard = new HashSet<>();
    while (!heard.containsAll(names)) {
      heard.addAll(watch.poll());
      Thread.onSpinWait();
    }
  }

  /** Past the largest number too: {@code nanoTime} may overflow. */
  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
