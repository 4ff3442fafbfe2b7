package net.boincwrapper.task;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/**
 * Sees when the declared files make a complete checkpoint: they have changed, and then rest from
 * one look to the next. A single file that was renamed into its place is complete at once.
 */
final class CheckpointWatch {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final TaskClock clock;
  private final CheckpointSet set;
  private Map<String, FileStat> complete;
  private Map<String, FileStat> last;
  private long lookedAt;

  /** What is there now is known already. */
  CheckpointWatch(TaskClock clock, CheckpointSet set) {
    this.clock = clock;
    this.set = set;
    this.complete = set.look();
    this.last = complete;
    this.lookedAt = clock.nanos();
  }

  /** Whether a new checkpoint is complete; looks once a second. */
  boolean tick() {
    if (clock.nanos() - lookedAt < INTERVAL.toNanos()) {
      return false;
    }
    lookedAt = clock.nanos();
    Map<String, FileStat> now = set.look();
    boolean whole = now.equals(last) || isReplaced(now, last);
    last = now;
    return whole && isNew(now);
  }

  /** Of several files, another may be about to follow. */
  private static boolean isReplaced(Map<String, FileStat> now, Map<String, FileStat> before) {
    return now.size() == 1
        && now.keySet().equals(before.keySet())
        && !identities(now).equals(identities(before));
  }

  private static List<String> identities(Map<String, FileStat> files) {
    return files.values().stream().map(FileStat::identity).toList();
  }

  /** As {@link #tick}, when the app has ended and nothing changes any more. */
  boolean atRest() {
    last = set.look();
    return isNew(last);
  }

  private boolean isNew(Map<String, FileStat> now) {
    if (now.isEmpty() || now.equals(complete)) {
      return false;
    }
    complete = now;
    return true;
  }
}
