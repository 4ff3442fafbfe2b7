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
 * Sees when the declared files make a complete checkpoint: they have changed and are now at rest.
 * Files are at rest if they stay the same from one look to the next, a fifth of a second later, and
 * nobody holds one of them open for writing; if an app never closes one, they are at rest when
 * nothing was written for a second. Rest does not count if the app was killed, perhaps halfway
 * through its files, nor if one of its threads wants to run and has been kept from it since the
 * look before. A single file that was renamed into place is complete at once.
 *
 * <p>If a writer pauses between two files for longer than from one look to the next, and is not
 * seen to hold one open, they are taken for complete too early: an app should rename into place.
 */
public final class CheckpointWatch {
  /** Every second turn of the loop, even if a turn comes a little early. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(TaskClock.TICK.toMillis() * 3 / 2);

  /** How long a file that is held open must stay the same. */
  private static final Duration HELD_REST = Duration.ofSeconds(1);

  /** An app with more threads than processors may always have one that waits. */
  private static final Duration STALLED_REST = Duration.ofSeconds(10);

  /** If there was no turn for this long, the app was paused, or we were. */
  private static final Duration GAP = Duration.ofSeconds(1);

  /**
   * A set of many files is looked at less often: one part in this many of the time goes into it.
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
   * @param known the files of the last complete checkpoint, as they were; empty: whatever is there
   *     is new
   */
  public CheckpointWatch(
      HostClock clock, LiveSet live, WriterCheck writers, SortedMap<String, FileStat> known) {
    this.live = live;
    this.writers = writers;
    this.complete = copy(known);
    this.turn = Stopwatch.started(clock);
    this.sinceLook = Stopwatch.started(clock);
  }

  /** Files could not change during a pause, so their rest so far does not count. */
  public void paused() {
    last = Optional.empty();
  }

  /**
   * Whether a new checkpoint is complete. Call it only while the app runs: at each turn of the loop
   * while {@link #restless}, otherwise now and then. Looks at every second turn, and less often if
   * a look costs much.
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

  /** The files at the last look; empty where the app has been paused since. */
  public Optional<SortedMap<String, FileStat>> seen() {
    return last;
  }

  /** Whether a checkpoint was in the making at the last look. */
  public boolean restless() {
    return restless;
  }

  /**
   * @param passed from the beginning of the previous look to the beginning of this one
   */
  private boolean look(Duration passed) {
    SortedMap<String, FileStat> seen = live.look();
    pace(sinceLook.elapsed());
    Optional<SortedMap<String, FileStat>> before = last;
    last = Optional.of(seen);
    boolean same = before.isPresent() && before.get().equals(seen);
    rest = same ? rest.plus(passed) : Duration.ZERO;
    BooleanSupplier stalledSinceBefore = stalled;
    stalled = isNew(seen) ? writers.stall() : () -> false;
    if (!isNew(seen)) {
      return false;
    }
    boolean replaced = before.isPresent() && isReplaced(seen, before.get());
    // Whether the app runs is asked last: if it runs now, it was alive during the other checks.
    boolean whole =
        rest.compareTo(HELD_REST) >= 0
            || ((replaced || rest.compareTo(LOOK_EVERY) >= 0) && !writers.holdsOne(seen));
    return whole
        && (replaced || (!isStalled(stalledSinceBefore) && writers.appRuns()))
        && note(seen);
  }

  /** Counts only the look at the files: who writes them is asked only when they have changed. */
  private void pace(Duration cost) {
    long wanted = Math.min(COST_SHARE * cost.toNanos(), GAP.toNanos());
    interval = Duration.ofNanos(Math.max(LOOK_EVERY.toNanos(), wanted));
  }

  private boolean isStalled(BooleanSupplier since) {
    return rest.compareTo(STALLED_REST) < 0 && since.getAsBoolean();
  }

  /** Not if there are several files: another may be about to follow. */
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
   * Whether there is a new checkpoint now that nobody writes any more: the app has ended, or its
   * grace period has.
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

  /** The files as they were when last found complete; at first those that were known. */
  public SortedMap<String, FileStat> complete() {
    return complete;
  }

  /**
   * Tells one state of a set from another until the host reboots: SHA-256 over names, sizes, times
   * and identities.
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
