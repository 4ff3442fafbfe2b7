package net.boincwrapper.task.watch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import net.boincwrapper.slot.LiveSet;
import net.boincwrapper.slot.Sha256;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.task.turn.TaskClock;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/**
 * Sees when the declared files make a complete checkpoint: they have changed, and then rest. Files
 * rest that stay the same from one look to the next, a fifth of a second later, while nobody holds
 * one of them open for writing; where an app never closes one, they rest when nothing was written
 * for a second. The rest of an app that was killed is none: it may have come to half of its files;
 * nor is that of an app of which a thread wants to run and is not let. A single file that was
 * renamed into its place is complete at once.
 *
 * <p>Files of which a writer thinks, without being seen to hold them open, for longer than from one
 * look to the next are taken for complete too early: an app should rename into place.
 */
public final class CheckpointWatch {
  /** Every second turn of the loop, also where a turn comes a little early. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(TaskClock.TICK.toMillis() * 3 / 2);

  /** How long a file rests that is held open. */
  private static final Duration HELD_REST = Duration.ofSeconds(1);

  /** An app with more threads than it is given processors for may always have one that waits. */
  private static final Duration STALLED_REST = Duration.ofSeconds(10);

  /** Without a turn for so long, the app was paused, or we were. */
  private static final Duration GAP = Duration.ofSeconds(1);

  /**
   * A set of many files is looked at less often: this is the share of the time that goes into it.
   */
  private static final int COST_SHARE = 500;

  private final LiveSet live;
  private final WriterCheck writers;
  private final Stopwatch turn;
  private final Stopwatch sinceLook;
  private SortedMap<String, FileStat> complete;
  private Optional<SortedMap<String, FileStat>> last = Optional.empty();
  private Duration rest = Duration.ZERO;
  private BooleanSupplier stalled = () -> false;
  private Duration interval = LOOK_EVERY;
  private boolean restless = true;

  /**
   * Begins to watch.
   *
   * @param known the files as they were in the last checkpoint that was complete; empty: whatever
   *     is there is new
   */
  public CheckpointWatch(
      HostClock clock, LiveSet live, WriterCheck writers, SortedMap<String, FileStat> known) {
    this.live = live;
    this.writers = writers;
    this.complete = copy(known);
    this.turn = Stopwatch.started(clock);
    this.sinceLook = Stopwatch.started(clock);
  }

  /** Whatever was at rest so far has had no time to change: rest begins anew. */
  public void paused() {
    last = Optional.empty();
  }

  /**
   * Whether a new checkpoint is complete. To be called while the app runs, and only then: at each
   * turn of the loop while it is {@link #restless}, else now and then. Looks at every second turn,
   * and less often where a look costs much.
   */
  public boolean tick() {
    boolean gap = turn.lap() > GAP.toNanos();
    if (restless && gap) {
      paused();
    }
    if (!sinceLook.hasPassed(interval)) {
      return false;
    }
    boolean isComplete = look(Duration.ofNanos(sinceLook.lap()));
    restless = last.filter(this::isNew).isPresent();
    return isComplete;
  }

  /** Whether a checkpoint was on its way when it was looked last. */
  public boolean restless() {
    return restless;
  }

  /**
   * @param passed from the beginning of the last look to that of this one
   */
  private boolean look(Duration passed) {
    SortedMap<String, FileStat> seen = live.look();
    pace(sinceLook.elapsed());
    Optional<SortedMap<String, FileStat>> before = last;
    last = Optional.of(seen);
    rest = rest.plus(passed);
    if (before.isEmpty() || !before.get().equals(seen)) {
      rest = Duration.ZERO;
      stalled = isNew(seen) ? writers.stall() : () -> false;
    }
    if (!isNew(seen)) {
      return false;
    }
    boolean replaced = before.isPresent() && isReplaced(seen, before.get());
    // Asked last whether it runs: who does so now was not dead when the others were asked.
    boolean whole =
        rest.compareTo(HELD_REST) >= 0
            || ((replaced || rest.compareTo(LOOK_EVERY) >= 0) && !writers.holdsOne(seen));
    return whole && (replaced || (!isStalled() && writers.appRuns())) && note(seen);
  }

  /** Of the files' cost alone: who writes them is asked only when they have changed. */
  private void pace(Duration cost) {
    long wanted = Math.min(COST_SHARE * cost.toNanos(), GAP.toNanos());
    interval = Duration.ofNanos(Math.max(LOOK_EVERY.toNanos(), wanted));
  }

  private boolean isStalled() {
    return rest.compareTo(STALLED_REST) < 0 && stalled.getAsBoolean();
  }

  /** Of several files, another may be about to follow. */
  private static boolean isReplaced(
      SortedMap<String, FileStat> now, SortedMap<String, FileStat> before) {
    return now.size() == 1
        && now.keySet().equals(before.keySet())
        && !identities(now).equals(identities(before));
  }

  private static List<String> identities(SortedMap<String, FileStat> files) {
    return files.values().stream().map(FileStat::identity).toList();
  }

  /**
   * Whether there is a new checkpoint now that the app has ended, or has come to the end of its
   * grace: nobody writes any more.
   */
  public boolean atRest() {
    SortedMap<String, FileStat> seen = live.look();
    last = Optional.of(seen);
    return isNew(seen) && note(seen);
  }

  private boolean isNew(SortedMap<String, FileStat> seen) {
    return !seen.isEmpty() && !seen.equals(complete);
  }

  private boolean note(SortedMap<String, FileStat> seen) {
    complete = copy(seen);
    return true;
  }

  /** The files as they were when they were last found complete, at first those known. */
  public SortedMap<String, FileStat> complete() {
    return complete;
  }

  /**
   * Tells one state of a set from another, while the host is not booted anew: SHA-256 over names,
   * sizes, times and identities.
   *
   * @return 64 hexadecimal digits
   */
  public static String fingerprint(SortedMap<String, FileStat> files) {
    MessageDigest digest = Sha256.digest();
    files.forEach(
        (name, file) -> {
          Instant modified = file.modified().toInstant();
          String fields =
              String.join(
                  "\0",
                  name,
                  String.valueOf(file.bytes()),
                  String.valueOf(modified.getEpochSecond()),
                  String.valueOf(modified.getNano()),
                  file.identity(),
                  "");
          digest.update(fields.getBytes(StandardCharsets.UTF_8));
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static SortedMap<String, FileStat> copy(SortedMap<String, FileStat> files) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }
}
