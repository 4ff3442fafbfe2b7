package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.slot.SlotLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealSlotWatchTest {
  @TempDir Path slot;

  @Test
  void aClosedWatchLeavesNoThreadThatWaitsInTheKernel() {
    Set<Thread> before = threads();
    RealSlotWatch watch = new RealSlotWatch(new SlotLayout(slot), SlotGuard.WATCHED);
    watch.guard(() -> {});
    assertThat(threads()).hasSizeGreaterThan(before.size());

    watch.close();

    Eventually.await(
        "the threads are gone",
        Duration.ofSeconds(20),
        () -> before.containsAll(threads()),
        () -> "threads of the watch: " + threads());
  }

  /** Of Java's watch of files and of ours. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().equals("FileSystemWatchService") || t.getName().equals("scrub"))
        .collect(Collectors.toSet());
  }
}
