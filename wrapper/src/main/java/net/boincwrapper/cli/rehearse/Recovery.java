package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.cli.simulate.Interrupt;
import net.boincwrapper.cli.simulate.WrapperLine;

/**
 * How a task came through one interruption.
 *
 * @param interrupt the interruption and its moment
 * @param at since the first launch
 * @param lostCpuSeconds CPU time that was done again, 0 or more; to about a second
 * @param resumedIn the time until the new container was started or the old one was found, counted
 *     from the interruption or, if the wrapper had to be launched again, from that launch; empty
 *     for a suspension, and if the run ended instead
 * @param request how the app answered when it was asked to end; only for a quit
 * @param basis what the app goes on from, as the wrapper said; empty if the container kept running
 * @param evidence what shows the resumption, as the end of a sentence; empty if the app was not
 *     started again
 */
record Recovery(
    Interrupt interrupt,
    Duration at,
    double lostCpuSeconds,
    Optional<Duration> resumedIn,
    Optional<Request> request,
    Optional<WrapperLine.Basis> basis,
    Resumption resumption,
    String evidence) {

  /** Whether the app found its checkpoint again. */
  enum Resumption {
    /** It was not started again. */
    RAN_ON,
    RESUMED,
    /** It was given a checkpoint, but did all its work again. */
    FROM_ZERO,
    /** The app had ended already. */
    TOO_LATE,
    /** It cannot be told: nothing shows it, or one thing contradicts another. */
    UNKNOWN
  }

  /** Whether it is certain that no work was lost but what came after the checkpoint. */
  boolean isProven() {
    return resumption == Resumption.RESUMED || resumption == Resumption.RAN_ON;
  }

  /**
   * What an app did when it was asked to end.
   *
   * @param sealedAfter when its checkpoint was sealed; empty if none was
   * @param leftAfter when the wrapper had left
   */
  record Request(Duration grace, Optional<Duration> sealedAfter, Duration leftAfter) {
    /** Whether the app did not end in time by itself. */
    boolean killed() {
      return sealedAfter.orElse(leftAfter).compareTo(grace) >= 0;
    }
  }
}
