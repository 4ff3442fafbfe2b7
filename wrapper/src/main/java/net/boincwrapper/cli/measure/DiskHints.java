package net.boincwrapper.cli.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What of an app's use of the disk costs time, and what helps. */
public final class DiskHints {
  /** Our judgement: a client walks through them all, and so does each look for a checkpoint. */
  static final long MANY_FILES = 5000;

  /** Writes a second; our judgement, about what a hard disk can do. */
  static final double MANY_WRITES = 50;

  private static final long SMALL_WRITE = 64 << 10;

  /** An app that computes for more of its time than this does not wait for the disk. */
  private static final double MOSTLY_BUSY = 0.8;

  private DiskHints() {}

  /**
   * Sentences; empty if nothing is to be said.
   *
   * @param wallTime of the app
   * @param cpuSeconds that it used meanwhile
   */
  public static List<String> of(Measured measured, Duration wallTime, double cpuSeconds) {
    List<String> hints = new ArrayList<>();
    long files = measured.peaks().slot().files();
    if (files >= MANY_FILES) {
      hints.add(
          files
              + " files in the slot: client and checkpoints look at each of them. Put many small"
              + " files into one, or what is only intermediate into a [[scratch]].");
    }
    double seconds = wallTime.toMillis() / 1000.0;
    boolean waits = cpuSeconds < MOSTLY_BUSY * seconds;
    measured
        .peaks()
        .traffic()
        .filter(traffic -> waits && isChoppy(traffic, seconds))
        .ifPresent(traffic -> hints.add(choppy(traffic, seconds)));
    return hints;
  }

  private static boolean isChoppy(DiskTraffic traffic, double seconds) {
    return traffic.writeOperations() > MANY_WRITES * seconds
        && traffic.writtenBytes() < SMALL_WRITE * traffic.writeOperations();
  }

  private static String choppy(DiskTraffic traffic, double seconds) {
    return String.format(
        Locale.ROOT,
        "%.0f writes a second of %.1f KiB each, while the app computes for less than %.0f %% of its"
            + " time: collect what is written and write it at once, write checkpoints more rarely,"
            + " or keep what is only intermediate in a [[scratch]].",
        traffic.writeOperations() / seconds,
        traffic.writtenBytes() / 1024.0 / traffic.writeOperations(),
        MOSTLY_BUSY * 100);
  }
}
