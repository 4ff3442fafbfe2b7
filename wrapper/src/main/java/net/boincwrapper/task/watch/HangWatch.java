package net.boincwrapper.task.watch;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/**
 * Detects that an app hangs: for as long as {@code [progress] timeout} says, its progress file has
 * not changed and it has used next to no CPU time. An app that waits for a lock or a socket still
 * wakes now and then, so less than a thousandth of the timeout counts as none, and less than 0.05 s
 * in any case. Time in which the app is paused does not count.
 */
public final class HangWatch {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /**
   * If there was no turn for this long, we were stopped, or the host was: that time is left out.
   * The count does not start anew, or a busy host would hide a hang. Longer than the loop sleeps
   * ({@link LoopPace}).
   */
  private static final Duration GAP = Duration.ofSeconds(6);

  private static final double IDLE_SHARE = 0.001;

  /** For a short timeout: what an interpreter may use to wake up a few times. */
  private static final double IDLE_SECONDS = 0.05;

  private final Stopwatch sinceLook;
  private final Stopwatch turn;
  private final Duration timeout;
  private final Supplier<Optional<FileStat>> progress;
  private final DoubleSupplier cpuSeconds;
  private final double idleSeconds;
  private Optional<FileStat> progressThen = Optional.empty();
  private double cpuThen;
  private boolean paused;
  private long stillNanos;

  /**
   * Watches from the first turn of the loop on.
   *
   * @param timeout positive
   * @param progress the state of the progress file now; empty where there is none
   * @param cpuSeconds all that the task has used so far; if it goes down, the time starts anew
   */
  public HangWatch(
      HostClock clock,
      Duration timeout,
      Supplier<Optional<FileStat>> progress,
      DoubleSupplier cpuSeconds) {
    this.sinceLook = new Stopwatch(clock);
    this.turn = new Stopwatch(clock);
    this.timeout = timeout;
    this.progress = progress;
    this.cpuSeconds = cpuSeconds;
    this.idleSeconds = Math.max(IDLE_SECONDS, timeout.toNanos() / 1e9 * IDLE_SHARE);
  }

  /** A container was started or adopted: the time starts anew at the next turn. */
  void begin() {
    sinceLook.reset();
  }

  /** The time until the next turn is left out. */
  public void pauses() {
    paused = true;
  }

  /**
   * Whether the app hangs. Call it at each turn of the loop, but only while the app runs; looks
   * once a second at most.
   */
  public boolean tick() {
    long lap = turn.lap();
    if (!paused && lap <= GAP.toNanos()) {
      stillNanos += lap;
    }
    paused = false;
    if (!sinceLook.isDue(LOOK_EVERY)) {
      return false;
    }
    boolean first = !sinceLook.runs();
    sinceLook.restart();
    return hangs(first);
  }

  private boolean hangs(boolean first) {
    Optional<FileStat> progressNow = progress.get();
    double cpuNow = cpuSeconds.getAsDouble();
    boolean alive =
        !progressNow.equals(progressThen) || cpuNow < cpuThen || cpuNow - cpuThen >= idleSeconds;
    if (first || alive) {
      stillNanos = 0;
      progressThen = progressNow;
      cpuThen = cpuNow;
    }
    return stillNanos >= timeout.toNanos();
  }
}
