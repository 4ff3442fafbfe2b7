package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.cli.simulate.Interrupt;
import net.boincwrapper.cli.simulate.WrapperLine;

/**
 * How a task came through one interruption.
 *
 * @param interrupt with its moment
 * @param at since the first launch
 * @param lostCpuSeconds CPU time that was done again, 0 or more; to about a second
 * @param resumedIn from the interruption, or where the wrapper had to be launched again from that
 *     launch, to the start of the new container or until the old one was found; empty for a
 *     suspension, and where the run ended instead
 * @param request how the app answered when it was asked to end; of a quit only
 * @param basis what the wrapper said the app goes on from; empty where the container ran on
 */
record Recovery(
    Interrupt interrupt,
    Duration at,
    double lostCpuSeconds,
    Optional<Duration> resumedIn,
    Optional<Request> request,
    Optional<WrapperLine.Basis> basis,
    Resumption resumption) {

  /** Whether the app has found its checkpoint again. */
  enum Resumption {
    /** It was not started again. */
    RAN_ON,
    RESUMED,
    /** It was given a checkpoint and did all its work once more. */
    FROM_ZERO,
    /** The app had ended already. */
    TOO_LATE,
    /** There was too little work before the checkpoint to tell. */
    UNKNOWN
  }

  /**
   * An app that is asked to end.
   *
   * @param sealedAfter when its checkpoint was sealed; empty where none was
   * @param leftAfter when the wrapper had left
   */
  record Request(Duration grace, Optional<Duration> sealedAfter, Duration leftAfter) {
    /** Whether the app did not end in time by itself. */
    boolean killed() {
      return sealedAfter.orElse(leftAfter).compareTo(grace) >= 0;
    }
  }
}
