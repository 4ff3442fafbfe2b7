package net.boincwrapper.client;

import java.nio.file.Path;
import java.time.Duration;

/** Where the CPU time that the client hears is read at the moment at which it is told. */
public sealed interface CpuSource {
  /** Nowhere: each status has its own. */
  record None() implements CpuSource {}

  /**
   * A file of a control group whose first line has the number.
   *
   * @param nanosPerUnit what one is
   * @param secondsBefore what comes on top of it
   */
  record Group(Path file, long nanosPerUnit, double secondsBefore) implements CpuSource {}

  /**
   * It goes from one number to another, evenly, and stays there.
   *
   * @param lasts from now on; positive
   */
  record Course(double fromSeconds, double toSeconds, Duration lasts) implements CpuSource {}
}
