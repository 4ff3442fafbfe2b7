package net.boincwrapper.client;

import java.nio.file.Path;
import java.time.Duration;

/** Where the CPU time is read at the moment when the client is told. */
public sealed interface CpuSource {
  /** Nowhere: each status has its own. */
  record None() implements CpuSource {}

  /**
   * A file of a control group, with the number in its first line.
   *
   * @param nanosPerUnit how long one unit of the number is
   * @param secondsBefore to be added to it
   */
  record Group(Path file, long nanosPerUnit, double secondsBefore) implements CpuSource {}

  /**
   * It goes evenly from one number to another, and stays there.
   *
   * @param lasts from now on; positive
   */
  record Course(double fromSeconds, double toSeconds, Duration lasts) implements CpuSource {}
}
