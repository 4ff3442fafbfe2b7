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

  /** Another process has kept the lock for as long as we wait. */
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
   * The slot cannot be used as it is, as the memo says by now: another task's app may have written
   * into it before ours began, or what we must know of it is lost.
   *
   * @param ids all containers of the slot
   * @param reason one line
   */
  record SlotSpoilt(List<String> ids, String reason) implements TaskEvent {
    public SlotSpoilt {
      ids = List.copyOf(ids);
    }
  }

  /** Our container runs, as it was planned. */
  record OursRunning() implements TaskEvent {}

  /** Our container is paused, as it was planned. */
  record OursPaused() implements TaskEvent {}

  /** Our container ended while nobody watched, or its end was not judged. */
  record OursEnded() implements TaskEvent {}

  /** Our container was never started, or is not what the plan is now. */
  record OursUnusable(String reason) implements TaskEvent {}

  /** There is no container of this task. */
  record NoneFound() implements TaskEvent {}

  /**
   * Somebody else has removed our container: nobody's fault.
   *
   * @param repeatedly whether it has happened before since the task last got on
   */
  record Removed(boolean repeatedly) implements TaskEvent {}

  // The job and its image.

  /**
   * The job cannot run as it is written.
   *
   * @param problems every one, a line each
   */
  record JobRejected(String problems) implements TaskEvent {}

  record ImageReady() implements TaskEvent {}

  /**
   * The image cannot be had now.
   *
   * @param delay until the next try; empty for the delay that grows with each postponement
   */
  record ImagePostponed(Optional<Duration> delay, String reason) implements TaskEvent {}

  /** The image can never be had. */
  record ImageFailed(String reason) implements TaskEvent {}

  // The container.

  /** The checkpoint files are as the app is to find them. */
  record Restored() implements TaskEvent {}

  record Created() implements TaskEvent {}

  record Started() implements TaskEvent {}

  /** The image's program is not there or not executable. */
  record NotRunnable(String reason) implements TaskEvent {}

  record StartFailed(String reason) implements TaskEvent {}

  /** Too many starts in a row got nowhere. */
  record GivenUp(String reason) implements TaskEvent {}

  record Exited() implements TaskEvent {}

  /** The container is not there any more, as far as one call can tell. */
  record Vanished() implements TaskEvent {}

  /** The app has shown no sign of life for as long as the job allows. */
  record Hung(String reason) implements TaskEvent {}

  /** The job's own time limit has passed. */
  record TimeExceeded(String reason) implements TaskEvent {}

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

  /** A stop request has been waiting for as long as the client lets it. */
  record StopDeadline() implements TaskEvent {}

  record Abort() implements TaskEvent {}

  /** The engine has not answered for two minutes. */
  record EngineLost(String reason) implements TaskEvent {}

  /** We made a mistake, or the host cannot do what it must. */
  record Broken(String reason) implements TaskEvent {}
}
