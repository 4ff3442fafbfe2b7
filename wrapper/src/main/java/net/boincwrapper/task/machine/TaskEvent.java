package net.boincwrapper.task.machine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.slot.record.Memo.Outcome;

/** Something that the machine is told. */
public sealed interface TaskEvent {

  // The slot.

  /** The slot's lock is ours. */
  record SlotLocked() implements TaskEvent {}

  /** Another process has held the lock for as long as we are willing to wait. */
  record LockRefused() implements TaskEvent {}

  /** The client has given the slot to another task. */
  record SlotTaken() implements TaskEvent {}

  // What was found from an earlier life.

  /** The memo knows how the task ended. */
  record OutcomeKnown(Outcome outcome) implements TaskEvent {}

  /**
   * Containers of this slot that are not this task's.
   *
   * @param ids at least one
   */
  record StrangersFound(List<String> ids) implements TaskEvent {
    public StrangersFound {
      ids = List.copyOf(ids);
    }
  }

  /**
   * The slot cannot be used as it is, and the memo already says so: another task's app may have
   * written into it before ours began, or what we need to know about it is lost.
   *
   * @param ids all containers of the slot
   * @param reason one line
   */
  record SlotSpoilt(List<String> ids, String reason) implements TaskEvent {
    public SlotSpoilt {
      ids = List.copyOf(ids);
    }
  }

  /** Our container is running, and is what the plan asks for. */
  record OursRunning() implements TaskEvent {}

  /** Our container is paused, and is what the plan asks for. */
  record OursPaused() implements TaskEvent {}

  /** Our container ended while nobody watched, or its end was not judged. */
  record OursEnded() implements TaskEvent {}

  /** Our container was never started, or is not what the plan asks for now. */
  record OursUnusable(String reason) implements TaskEvent {}

  /** There is no container of this task. */
  record NoneFound() implements TaskEvent {}

  /**
   * Somebody else has removed our container; neither the app nor we are to blame.
   *
   * @param repeatedly whether it has already happened since the task last made progress
   */
  record Removed(boolean repeatedly) implements TaskEvent {}

  // The job and its image.

  /**
   * The job cannot run as it is written.
   *
   * @param problems all of them, one per line
   */
  record JobRejected(String problems) implements TaskEvent {}

  record ImageReady() implements TaskEvent {}

  /**
   * The image cannot be obtained now.
   *
   * @param delay until the next try; empty for the delay that grows with each postponement
   */
  record ImagePostponed(Optional<Duration> delay, String reason) implements TaskEvent {}

  /** The image can never be obtained. */
  record ImageFailed(String reason) implements TaskEvent {}

  // The container.

  /** The checkpoint files are as the app is to find them. */
  record Restored() implements TaskEvent {}

  record Created() implements TaskEvent {}

  record Started() implements TaskEvent {}

  /** The image's program is missing or not executable. */
  record NotRunnable(String reason) implements TaskEvent {}

  record StartFailed(String reason) implements TaskEvent {}

  /** Too many starts in a row got nowhere. */
  record GivenUp(String reason) implements TaskEvent {}

  record Exited() implements TaskEvent {}

  /** The container is gone, as far as one call can tell. */
  record Vanished() implements TaskEvent {}

  /** The app has shown no sign of life for as long as the job allows. */
  record Hung(String reason) implements TaskEvent {}

  /**
   * The app has used more than it may, of something that the engine does not limit.
   *
   * @param status what the client is told
   */
  record LimitExceeded(int status, String reason) implements TaskEvent {}

  /** What a stop request asked for is done: the container is gone, or paused. */
  record Halted() implements TaskEvent {}

  // Verdicts.

  /** Start again from the checkpoint. */
  record Again(String reason) implements TaskEvent {}

  /** Try again after a delay that the job names. */
  record Later(Duration delay, String reason) implements TaskEvent {}

  record Decided(Outcome outcome) implements TaskEvent {}

  // Client, host and ourselves.

  record Suspend() implements TaskEvent {}

  record Resume() implements TaskEvent {}

  record StopRequested(StopCause cause) implements TaskEvent {}

  /** A stop request has been pending for as long as the client allows. */
  record StopDeadline() implements TaskEvent {}

  record Abort() implements TaskEvent {}

  /** The engine has not answered for two minutes. */
  record EngineLost(String reason) implements TaskEvent {}

  /** We made a mistake, or the host cannot do what it must. */
  record Broken(String reason) implements TaskEvent {}
}
