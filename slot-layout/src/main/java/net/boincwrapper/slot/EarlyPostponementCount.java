package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How often in a row a task was postponed before it could be taken up: its memo belongs to whoever
 * holds the slot's lock, and to a result whose name is known by then. In our own directory, which a
 * client removes when it gives the slot to another task.
 */
public final class EarlyPostponementCount {
  private static final int MAX_BYTES = 16;

  private EarlyPostponementCount() {}

  /**
   * Counts one more. Never fails: what cannot be read or written was not counted.
   *
   * @return how many there were before it, 0 or more
   */
  public static int count(SlotLayout layout) {
    int before = read(layout);
    try {
      OwnDirectory.ensure(layout);
      byte[] content = ((before + 1) + "\n").getBytes(StandardCharsets.US_ASCII);
      AtomicFiles.write(file(layout), content);
    } catch (SlotException | IOException e) {
      // The slot is closed to us, or the disk full: the next one is counted as this one.
    }
    return before;
  }

  /** The task was taken up. */
  public static void forget(SlotLayout layout) {
    try {
      Files.deleteIfExists(file(layout));
    } catch (IOException e) {
      // Then the next one waits longer than it need.
    }
  }

  private static int read(SlotLayout layout) {
    String name = layout.directory().relativize(file(layout)).toString();
    Optional<String> text = new UntrustedFiles(layout.directory()).read(name, MAX_BYTES).text();
    try {
      return text.map(it -> Math.max(0, Integer.parseInt(it.strip()))).orElse(0);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static Path file(SlotLayout layout) {
    return layout.earlyPostponements();
  }
}
