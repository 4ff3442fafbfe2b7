package net.boincwrapper.slot;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What must survive the wrapper's death, written before the act that it describes.
 *
 * @param resultName the result that this memo speaks of; a memo of another result is void
 * @param containerId the container that was created last
 * @param containerStarted when that container's start was asked for
 * @param asked what was asked of the container last
 * @param askedAt when it was asked; present with {@code asked}
 * @param bootId {@code /proc/sys/kernel/random/boot_id} when the container was started
 * @param engineInstance what tells one run of the engine from the next (its process and start time)
 * @param starts starts of a container so far, 0 or more
 * @param startsWithoutProgress starts in a row since the last progress
 * @param cpuSecondsBefore CPU seconds of all ended containers that count, 0 or more
 * @param wallSecondsBefore running seconds of all ended containers, 0 or more
 * @param retries times the app's own end was judged worth another try
 * @param postponements postponements in a row since the last progress
 * @param sealedGeneration number of the newest sealed checkpoint
 * @param verdict how the end of {@code containerId} was judged, once it was
 * @param outcome the task's end, once it is known
 */
public record Memo(
    String resultName,
    Optional<String> containerId,
    Optional<Instant> containerStarted,
    Optional<Asked> asked,
    Optional<Instant> askedAt,
    String bootId,
    String engineInstance,
    int starts,
    int startsWithoutProgress,
    double cpuSecondsBefore,
    double wallSecondsBefore,
    int retries,
    int postponements,
    OptionalInt sealedGeneration,
    Optional<Verdict> verdict,
    Optional<Outcome> outcome) {

  /** What we asked a container to do that ends it, or nearly. */
  public enum Asked {
    STOP,
    KILL,
    PAUSE
  }

  /**
   * How one end of one container was judged.
   *
   * @param containerId the container
   * @param startedAt the start that this end belongs to
   * @param kind the judgement
   * @param reason one line for people
   */
  public record Verdict(String containerId, Instant startedAt, Kind kind, String reason) {
    /** What follows from the end. */
    public enum Kind {
      /** Start again from the checkpoint; costs the app nothing. */
      AGAIN,
      /** Try again later. */
      LATER,
      /** The task is over. */
      OUTCOME
    }
  }

  /**
   * The end of the task.
   *
   * @param status exit status to report, 0 to 255
   * @param message one line for people; empty where the status says it all
   */
  public record Outcome(int status, String message) {}

  /** The memo of a task that has done nothing yet. */
  public static Memo initial(String resultName) {
    return new Memo(
        resultName,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "",
        "",
        0,
        0,
        0,
        0,
        0,
        0,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
