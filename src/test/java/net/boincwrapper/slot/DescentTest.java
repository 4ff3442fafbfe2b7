package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DescentTest {
  private static final int LOOKS = 20_000;

  @TempDir Path slot;

  /** Opened for reading, a FIFO without a writer would hold whoever looks for ever. */
  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aFifoSwappedInForADirectoryOnTheWayDoesNotHoldTheLook() throws Exception {
    Path directory = Files.createDirectory(slot.resolve("sub"));
    Files.writeString(directory.resolve("state"), "x");
    Slots.fifo(slot.resolve("fifo"));
    assertThat(looksWhileSwapping(directory, slot.resolve("fifo"))).isPositive();
  }

  @Test
  void aLinkSwappedInForADirectoryOnTheWayLeadsNowhere() throws Exception {
    Path directory = Files.createDirectory(slot.resolve("sub"));
    Path other = Files.createDirectory(slot.resolve("other"));
    Files.writeString(other.resolve("state"), "longer");
    Files.createSymbolicLink(slot.resolve("link"), other);
    assertThat(looksWhileSwapping(directory, slot.resolve("link"))).isZero();
  }

  /** How many looks have found the file. */
  private int looksWhileSwapping(Path directory, Path plant) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Thread app = new Thread(() -> swap(directory, plant, over));
    app.setDaemon(true);
    app.start();
    UntrustedFiles files = new UntrustedFiles(slot);
    int found = 0;
    for (int i = 0; i < LOOKS; i++) {
      Optional<FileStat> stat = files.stat("sub/state");
      found += stat.isPresent() ? 1 : 0;
    }
    over.set(true);
    app.join();
    return found;
  }

  private static void swap(Path directory, Path plant, AtomicBoolean over) {
    Path aside = directory.resolveSibling("aside");
    try {
      while (!over.get()) {
        Files.move(directory, aside);
        Files.move(plant, directory);
        Files.move(directory, plant);
        Files.move(aside, directory);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
