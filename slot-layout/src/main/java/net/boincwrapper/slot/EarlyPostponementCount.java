package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Counts how often in a row a task was postponed before it could be taken up. The memo is no place
 * for that: it belongs to whoever holds the slot's lock, and to a result whose name is known by
 * then. The count is in our own directory, which a client removes when it gives the slot to another
 * task.
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
      // The slot is closed to us, or the disk is full: the next one gets the same count.
    }
    return before;
  }

  /** Forgets the count: the task was taken up. */
  public static void forget(SlotLayout layout) {
    try {
      Files.deleteIfExists(file(layout));
    } catch (IOException e) {
      // Then the next one waits longer than it needs to.
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
