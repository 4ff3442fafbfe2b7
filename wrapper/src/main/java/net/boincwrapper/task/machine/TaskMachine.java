package net.boincwrapper.task.machine;

import static net.boincwrapper.task.machine.Phase.COLLECTING;
import static net.boincwrapper.task.machine.Phase.DONE;
import static net.boincwrapper.task.machine.Phase.OBTAINING_IMAGE;
import static net.boincwrapper.task.machine.Phase.PAUSED;
import static net.boincwrapper.task.machine.Phase.PREPARING;
import static net.boincwrapper.task.machine.Phase.RUNNING;
import static net.boincwrapper.task.machine.Phase.STARTING;
import static net.boincwrapper.task.machine.Phase.STOPPING;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import net.boincwrapper.slot.record.Memo.Outcome;
import net.boincwrapper.task.machine.TaskAction.Adopt;
import net.boincwrapper.task.machine.TaskAction.CancelImage;
import net.boincwrapper.task.machine.TaskAction.Condemn;
import net.boincwrapper.task.machine.TaskAction.Create;
import net.boincwrapper.task.machine.TaskAction.Discard;
import net.boincwrapper.task.machine.TaskAction.Halt;
import net.boincwrapper.task.machine.TaskAction.Judge;
import net.boincwrapper.task.machine.TaskAction.Leave;
import net.boincwrapper.task.machine.TaskAction.ObtainImage;
import net.boincwrapper.task.machine.TaskAction.Pause;
import net.boincwrapper.task.machine.TaskAction.RemoveStrangers;
import net.boincwrapper.task.machine.TaskAction.Restore;
import net.boincwrapper.task.machine.TaskAction.Start;
import net.boincwrapper.task.machine.TaskAction.Unpause;
import net.boincwrapper.task.machine.TaskEvent.Abort;
import net.boincwrapper.task.machine.TaskEvent.Again;
import net.boincwrapper.task.machine.TaskEvent.Broken;
import net.boincwrapper.task.machine.TaskEvent.Created;
import net.boincwrapper.task.machine.TaskEvent.Decided;
import net.boincwrapper.task.machine.TaskEvent.EngineLost;
import net.boincwrapper.task.machine.TaskEvent.Exited;
import net.boincwrapper.task.machine.TaskEvent.GivenUp;
import net.boincwrapper.task.machine.TaskEvent.Halted;
import net.boincwrapper.task.machine.TaskEvent.Hung;
import net.boincwrapper.task.machine.TaskEvent.ImageFailed;
import net.boincwrapper.task.machine.TaskEvent.ImagePostponed;
import net.boincwrapper.task.machine.TaskEvent.ImageReady;
import net.boincwrapper.task.machine.TaskEvent.JobRejected;
import net.boincwrapper.task.machine.TaskEvent.Later;
import net.boincwrapper.task.machine.TaskEvent.LimitExceeded;
import net.boincwrapper.task.machine.TaskEvent.LockRefused;
import net.boincwrapper.task.machine.TaskEvent.NoneFound;
import net.boincwrapper.task.machine.TaskEvent.NotRunnable;
import net.boincwrapper.task.machine.TaskEvent.OursEnded;
import net.boincwrapper.task.machine.TaskEvent.OursPaused;
import net.boincwrapper.task.machine.TaskEvent.OursRunning;
import net.boincwrapper.task.machine.TaskEvent.OursUnusable;
import net.boincwrapper.task.machine.TaskEvent.OutcomeKnown;
import net.boincwrapper.task.machine.TaskEvent.Removed;
import net.boincwrapper.task.machine.TaskEvent.Restored;
import net.boincwrapper.task.machine.TaskEvent.Resume;
import net.boincwrapper.task.machine.TaskEvent.SlotLocked;
import net.boincwrapper.task.machine.TaskEvent.SlotSpoilt;
import net.boincwrapper.task.machine.TaskEvent.SlotTaken;
import net.boincwrapper.task.machine.TaskEvent.StartFailed;
import net.boincwrapper.task.machine.TaskEvent.Started;
import net.boincwrapper.task.machine.TaskEvent.StopDeadline;
import net.boincwrapper.task.machine.TaskEvent.StopRequested;
import net.boincwrapper.task.machine.TaskEvent.StrangersFound;
import net.boincwrapper.task.machine.TaskEvent.Suspend;
import net.boincwrapper.task.machine.TaskEvent.Vanished;
import net.boincwrapper.task.machine.WayOut.Aborted;
import net.boincwrapper.task.machine.WayOut.Finish;
import net.boincwrapper.task.machine.WayOut.ForRestart;
import net.boincwrapper.task.machine.WayOut.Postpone;
import net.boincwrapper.task.machine.WayOut.SetUpAgain;

/**
 * A task's life as a pure function: (state, event) to (state, actions).
 *
 * <p>{@link #TABLE} is all of it. The first row that names both the phase and the event answers. A
 * pair that no row names cannot occur, and is refused. An event that may still be on its way when
 * the phase changes also has rows for the phases in which it may arrive late.
 */
public final class TaskMachine {
  /** {@code lib/error_numbers.h:EXIT_CHILD_FAILED}. */
  public static final int CHILD_FAILED = 195;

  /** {@code lib/error_numbers.h:EXIT_TIME_LIMIT_EXCEEDED}. */
  public static final int TIME_LIMIT_EXCEEDED = 197;

  /** {@code lib/error_numbers.h:EXIT_INIT_FAILURE}. */
  static final int INIT_FAILURE = 206;

  /** Why a task is postponed, in its log too, when somebody removes its container. */
  public static final String REMOVED = "the container is gone: somebody removed it";

  private static final Duration UNTIL_OTHER_PROCESS_ENDS = Duration.ofSeconds(60);
  private static final Duration UNTIL_HOST_IS_DOWN = Duration.ofSeconds(30);
  private static final Set<Phase> ANY = EnumSet.complementOf(EnumSet.of(DONE));

  private static final List<Row<?>> TABLE =
      List.of(
          // Nothing changes the chosen way out.
          row(in(DONE), TaskEvent.class, (s, e) -> Step.to(s)),

          // At any time. Before the slot is ours, nothing in it is touched.
          row(ANY, Abort.class, (s, e) -> s.locked() ? discard(s, aborted()) : leave(s, aborted())),
          row(ANY, SlotTaken.class, (s, e) -> discard(s, new ForRestart())),
          row(ANY, EngineLost.class, (s, e) -> leave(s, unlessStopping(s, later(e.reason())))),
          row(in(RUNNING), Broken.class, (s, e) -> pauseAndLeave(s, later(e.reason()))),
          row(in(STOPPING), Broken.class, (s, e) -> pauseAndLeave(s, afterStop(s))),
          row(in(STARTING), Broken.class, (s, e) -> discard(s, later(e.reason()))),
          row(ANY, Broken.class, (s, e) -> leave(s, unlessStopping(s, later(e.reason())))),

          // Taking the slot, and what was found in it. If we are told to leave meanwhile, we first
          // check whether a container of an earlier life is still running, and stop it.
          row(in(PREPARING), SlotLocked.class, (s, e) -> Step.to(s.withLock())),
          row(in(PREPARING), LockRefused.class, (s, e) -> leave(s, lockedOut())),
          row(in(PREPARING), OutcomeKnown.class, (s, e) -> leave(s, new Finish(e.outcome()))),
          row(in(PREPARING), StrangersFound.class, (s, e) -> removeStrangers(s, e)),
          row(in(PREPARING), SlotSpoilt.class, (s, e) -> setUpAgain(s, e)),
          row(
              in(PREPARING),
              OursRunning.class,
              (s, e) -> leaves(s) ? adoptToHalt(s) : adoptRunning(s)),
          row(
              in(PREPARING),
              OursPaused.class,
              (s, e) -> leaves(s) ? adoptToHalt(s) : adoptPaused(s)),
          row(in(PREPARING), OursEnded.class, (s, e) -> Step.to(s.in(COLLECTING), new Judge())),
          row(in(PREPARING), OursUnusable.class, (s, e) -> startAnew(s)),
          row(in(PREPARING), NoneFound.class, (s, e) -> noneFound(s)),
          row(in(PREPARING, COLLECTING), Removed.class, (s, e) -> removed(s, e)),
          row(in(PREPARING), Later.class, (s, e) -> leave(s, later(e.delay(), e.reason()))),
          row(in(PREPARING), StopRequested.class, (s, e) -> stopEarly(s.withStop(e.cause()))),
          row(in(PREPARING), StopDeadline.class, (s, e) -> leave(s, afterStop(s))),

          // The job and its image.
          row(
              in(PREPARING, OBTAINING_IMAGE, STARTING, STOPPING),
              JobRejected.class,
              (s, e) -> leave(s, finish(INIT_FAILURE, e.problems()))),
          row(in(OBTAINING_IMAGE), ImageReady.class, (s, e) -> restore(s)),
          row(
              in(OBTAINING_IMAGE),
              ImagePostponed.class,
              (s, e) -> leave(s, new Postpone(e.delay(), e.reason()))),
          row(in(OBTAINING_IMAGE), ImageFailed.class, (s, e) -> leave(s, failed(e.reason()))),
          row(
              in(OBTAINING_IMAGE),
              StopRequested.class,
              (s, e) -> cancelImage(s.withStop(e.cause()))),

          // The start. While suspended, the container stays created.
          row(in(STARTING), Restored.class, (s, e) -> Step.to(s, new Create())),
          row(in(STARTING), Created.class, (s, e) -> s.suspended() ? stayCreated(s) : start(s)),
          row(in(STARTING), Resume.class, (s, e) -> startUnlessCalling(s.withSuspended(false))),
          row(in(STARTING), Started.class, (s, e) -> s.suspended() ? pause(s) : to(s, RUNNING)),
          row(in(STARTING), NotRunnable.class, (s, e) -> leave(s, failed(e.reason()))),
          row(in(STARTING), StartFailed.class, (s, e) -> discard(s, later(e.reason()))),
          row(in(STARTING), GivenUp.class, (s, e) -> leave(s, failed(e.reason()))),
          row(in(STARTING), StopRequested.class, (s, e) -> stopStart(s.withStop(e.cause()))),

          // Running.
          row(in(RUNNING), Suspend.class, (s, e) -> pause(s.withSuspended(true))),
          row(in(PAUSED), Resume.class, (s, e) -> unpause(s.withSuspended(false))),
          row(in(RUNNING), Hung.class, (s, e) -> condemn(s, e.reason())),
          row(in(RUNNING, PAUSED), LimitExceeded.class, (s, e) -> leave(s, tooMuch(e))),
          row(in(RUNNING, PAUSED), StopRequested.class, (s, e) -> halt(s.withStop(e.cause()))),
          row(in(STARTING, RUNNING, PAUSED), Exited.class, (s, e) -> judge(s)),
          row(in(STARTING, RUNNING, PAUSED), Vanished.class, (s, e) -> judge(s)),

          // Stopping. A restore, create or start that is under way may finish first.
          row(in(STOPPING), Restored.class, (s, e) -> leave(s, afterStop(s))),
          row(in(STOPPING), Created.class, (s, e) -> halt(s)),
          row(in(STOPPING), Started.class, (s, e) -> halt(s)),
          row(in(STOPPING), NotRunnable.class, (s, e) -> leave(s, failed(e.reason()))),
          row(in(STOPPING), StartFailed.class, (s, e) -> discard(s, afterStop(s))),
          row(in(STOPPING), GivenUp.class, (s, e) -> leave(s, failed(e.reason()))),
          row(in(STOPPING), Halted.class, (s, e) -> leave(s, afterStop(s))),
          row(in(STOPPING), Hung.class, (s, e) -> Step.to(s)),
          row(in(STOPPING), Exited.class, (s, e) -> s.calling() ? halt(s) : Step.to(s)),
          row(in(STOPPING), Vanished.class, (s, e) -> leave(s, afterStop(s))),

          // The end is judged. What was already on its way changes nothing.
          row(in(COLLECTING), Again.class, (s, e) -> startAnew(s)),
          row(in(COLLECTING), Later.class, (s, e) -> discard(s, later(e.delay(), e.reason()))),
          row(in(COLLECTING), Decided.class, (s, e) -> leave(s, new Finish(e.outcome()))),
          row(in(COLLECTING), Started.class, (s, e) -> Step.to(s)),
          row(in(COLLECTING), Exited.class, (s, e) -> Step.to(s)),
          row(in(COLLECTING), Vanished.class, (s, e) -> Step.to(s)),

          // Whoever wants us to leave wants it soon.
          row(in(STOPPING, COLLECTING), StopRequested.class, (s, e) -> remember(s, e.cause())),
          row(in(STOPPING, COLLECTING), StopDeadline.class, (s, e) -> leave(s, afterStop(s))),

          // Remembered where nothing else follows.
          row(ANY, Suspend.class, (s, e) -> Step.to(s.withSuspended(true))),
          row(ANY, Resume.class, (s, e) -> Step.to(s.withSuspended(false))));

  private TaskMachine() {}

  /**
   * Answers an event.
   *
   * @throws IllegalStateException the event cannot occur in this phase
   */
  public static Step step(TaskState state, TaskEvent event) {
    return TABLE.stream()
        .filter(row -> row.names(state, event))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(state.phase() + " does not take " + event))
        .answer(state, event);
  }

  // The steps that the rows share.

  private static Step to(TaskState s, Phase next) {
    return Step.to(s.in(next));
  }

  private static Step leave(TaskState s, WayOut way) {
    return Step.to(s.in(DONE), new Leave(way));
  }

  private static Step discard(TaskState s, WayOut way) {
    return Step.to(s.in(DONE), new Discard(), new Leave(way));
  }

  /** Best effort: nothing may keep running unattended. */
  private static Step pauseAndLeave(TaskState s, WayOut way) {
    return Step.to(s.in(DONE), new Pause(), new Leave(way));
  }

  private static Step removeStrangers(TaskState s, StrangersFound found) {
    return Step.to(s, new RemoveStrangers(found.ids()));
  }

  private static Step setUpAgain(TaskState s, SlotSpoilt spoilt) {
    Leave leave = new Leave(new SetUpAgain(spoilt.reason()));
    return spoilt.ids().isEmpty()
        ? Step.to(s.in(DONE), leave)
        : Step.to(s.in(DONE), new RemoveStrangers(spoilt.ids()), leave);
  }

  private static Step adoptToHalt(TaskState s) {
    return Step.to(s.in(STOPPING), new Adopt(), new Halt());
  }

  private static Step adoptRunning(TaskState s) {
    return s.suspended()
        ? Step.to(s.in(PAUSED), new Adopt(), new Pause())
        : Step.to(s.in(RUNNING), new Adopt());
  }

  private static Step adoptPaused(TaskState s) {
    return s.suspended()
        ? Step.to(s.in(PAUSED), new Adopt())
        : Step.to(s.in(RUNNING), new Adopt(), new Unpause());
  }

  private static boolean leaves(TaskState s) {
    return s.stop().isPresent();
  }

  private static Step noneFound(TaskState s) {
    return leaves(s) ? leave(s, afterStop(s)) : obtainImage(s);
  }

  /** If the slot is not ours, we do not look at what is in it. */
  private static Step stopEarly(TaskState s) {
    return s.locked() ? Step.to(s) : leave(s, afterStop(s));
  }

  private static Step obtainImage(TaskState s) {
    return Step.to(s.in(OBTAINING_IMAGE), new ObtainImage());
  }

  /**
   * A container that has ended is never started again: what it left behind is unknown. Discarding
   * also closes the account of one that is already gone.
   */
  private static Step startAnew(TaskState s) {
    return leaves(s)
        ? discard(s, afterStop(s))
        : Step.to(s.in(OBTAINING_IMAGE), new Discard(), new ObtainImage());
  }

  /**
   * Once may be chance, so the task starts anew right away. If it happens again and again, the task
   * is postponed, longer each time: the client fails a task that has left a hundred times.
   */
  private static Step removed(TaskState s, Removed e) {
    return e.repeatedly() && !leaves(s) ? discard(s, later(REMOVED)) : startAnew(s);
  }

  private static Step cancelImage(TaskState s) {
    return Step.to(s.in(DONE), new CancelImage(), new Leave(afterStop(s)));
  }

  private static Step restore(TaskState s) {
    return Step.to(s.in(STARTING).withCall(true), new Restore());
  }

  private static Step stayCreated(TaskState s) {
    return Step.to(s.withCall(false));
  }

  private static Step start(TaskState s) {
    return Step.to(s.withCall(true), new Start());
  }

  private static Step startUnlessCalling(TaskState s) {
    return s.calling() ? Step.to(s) : start(s);
  }

  private static Step stopStart(TaskState s) {
    return s.calling() ? Step.to(s.in(STOPPING).withCall(true)) : halt(s);
  }

  private static Step pause(TaskState s) {
    return Step.to(s.in(PAUSED), new Pause());
  }

  private static Step unpause(TaskState s) {
    return Step.to(s.in(RUNNING), new Unpause());
  }

  private static Step halt(TaskState s) {
    return Step.to(s.in(STOPPING), new Halt());
  }

  private static Step judge(TaskState s) {
    return Step.to(s.in(COLLECTING), new Judge());
  }

  private static Step condemn(TaskState s, String reason) {
    return Step.to(s.in(DONE), new Condemn(reason), new Discard(), new Leave(later(reason)));
  }

  private static Step remember(TaskState s, StopCause cause) {
    return Step.to(s.withStop(cause));
  }

  // Ways out.

  private static WayOut aborted() {
    return new Aborted();
  }

  private static WayOut lockedOut() {
    return later(UNTIL_OTHER_PROCESS_ENDS, "another process holds the slot");
  }

  private static WayOut later(String reason) {
    return new Postpone(Optional.empty(), reason);
  }

  private static WayOut later(Duration delay, String reason) {
    return new Postpone(Optional.of(delay), reason);
  }

  private static WayOut failed(String reason) {
    return finish(CHILD_FAILED, reason);
  }

  private static WayOut tooMuch(LimitExceeded e) {
    return finish(e.status(), e.reason());
  }

  private static WayOut finish(int status, String message) {
    return new Finish(new Outcome(status, message));
  }

  /** If somebody wants us to leave, there is no reason for a delay. */
  private static WayOut unlessStopping(TaskState s, WayOut way) {
    return leaves(s) ? afterStop(s) : way;
  }

  /** A client that has not been told to leave as well should wait a little. */
  private static WayOut afterStop(TaskState s) {
    return switch (s.stop().orElse(StopCause.QUIT)) {
      case SIGNAL ->
          later(
              UNTIL_HOST_IS_DOWN,
              "a signal asked the task to leave, as when the host or the client's service shuts"
                  + " down");
      case INTERRUPT -> later(UNTIL_HOST_IS_DOWN, "somebody interrupted it (SIGINT, Ctrl-C)");
      default -> new ForRestart();
    };
  }

  // The table's form.

  private static Set<Phase> in(Phase first, Phase... rest) {
    return EnumSet.of(first, rest);
  }

  private static <E extends TaskEvent> Row<E> row(
      Set<Phase> phases, Class<E> event, BiFunction<TaskState, E, Step> answer) {
    return new Row<>(phases, event, answer);
  }

  private record Row<E extends TaskEvent>(
      Set<Phase> phases, Class<E> event, BiFunction<TaskState, E, Step> answer) {

    boolean names(TaskState state, TaskEvent told) {
      return phases.contains(state.phase()) && event.isInstance(told);
    }

    Step answer(TaskState state, TaskEvent told) {
      return answer.apply(state, event.cast(told));
    }
  }
}
