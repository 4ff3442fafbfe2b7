package net.boincwrapper.task.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.boincwrapper.slot.record.Memo.Outcome;
import net.boincwrapper.task.TaskEvents;
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
import net.boincwrapper.task.machine.TaskAction.Restore;
import net.boincwrapper.task.machine.TaskAction.Start;
import net.boincwrapper.task.machine.TaskAction.Unpause;
import net.boincwrapper.task.machine.TaskEvent.StopRequested;
import net.boincwrapper.task.machine.WayOut.Aborted;
import net.boincwrapper.task.machine.WayOut.Finish;
import net.boincwrapper.task.machine.WayOut.ForRestart;
import net.boincwrapper.task.machine.WayOut.Postpone;
import org.junit.jupiter.api.Test;

class TaskMachineTest {
  private static final TaskEvent SUSPEND = new TaskEvent.Suspend();
  private static final TaskEvent RESUME = new TaskEvent.Resume();
  private static final TaskEvent QUIT = new StopRequested(StopCause.QUIT);
  private static final TaskEvent SIGNAL = new StopRequested(StopCause.SIGNAL);

  /** Which kinds of events each phase answers; every other pair is refused. */
  private static final Map<Phase, String> TAKEN =
      new EnumMap<>(
          Map.of(
              Phase.PREPARING,
              "SlotLocked LockRefused OutcomeKnown StrangersFound SlotSpoilt OursRunning OursPaused"
                  + " OursEnded OursUnusable NoneFound Removed Later JobRejected StopRequested"
                  + " StopDeadline",
              Phase.OBTAINING_IMAGE,
              "JobRejected ImageReady ImagePostponed ImageFailed StopRequested",
              Phase.STARTING,
              "JobRejected Restored Created Started NotRunnable StartFailed GivenUp Exited Vanished"
                  + " StopRequested",
              Phase.RUNNING,
              "Exited Vanished Hung LimitExceeded StopRequested",
              Phase.PAUSED,
              "Exited Vanished LimitExceeded StopRequested",
              Phase.STOPPING,
              "JobRejected Restored Created Started NotRunnable StartFailed GivenUp Halted Exited"
                  + " Vanished Hung"
                  + " StopRequested StopDeadline",
              Phase.COLLECTING,
              "Again Removed Later Decided Started Exited Vanished StopRequested StopDeadline"));

  private static final String TAKEN_ALWAYS = " Abort SlotTaken EngineLost Broken Suspend Resume";

  @Test
  void aTaskRunsFromTheSlotToItsOutcome() {
    Story story = new Story();
    story.tell(new TaskEvent.SlotLocked());
    assertThat(story.tell(new TaskEvent.NoneFound())).containsExactly(new ObtainImage());
    assertThat(story.tell(new TaskEvent.ImageReady())).containsExactly(new Restore());
    assertThat(story.tell(new TaskEvent.Restored())).containsExactly(new Create());
    assertThat(story.tell(new TaskEvent.Created())).containsExactly(new Start());
    assertThat(story.tell(new TaskEvent.Started())).isEmpty();
    assertThat(story.tell(new TaskEvent.Exited())).containsExactly(new Judge());
    assertThat(story.tell(new TaskEvent.Decided(new Outcome(0, ""))))
        .containsExactly(new Leave(new Finish(new Outcome(0, ""))));
    assertThat(story.phase()).isEqualTo(Phase.DONE);
  }

  @Test
  void whatIsSuspendedBeforeItsStartStaysCreatedUntilItIsResumed() {
    Story story = Story.in(Phase.OBTAINING_IMAGE, false);
    story.tell(SUSPEND);
    story.tell(new TaskEvent.ImageReady());
    story.tell(new TaskEvent.Restored());
    assertThat(story.tell(new TaskEvent.Created())).isEmpty();
    assertThat(story.tell(RESUME)).containsExactly(new Start());
    story.tell(new TaskEvent.Started());
    assertThat(story.phase()).isEqualTo(Phase.RUNNING);
  }

  @Test
  void whatIsSuspendedDuringTheStartCallIsPausedAfterIt() {
    Story story = Story.in(Phase.STARTING, false);
    story.tell(new TaskEvent.Created());
    assertThat(story.tell(SUSPEND)).isEmpty();
    assertThat(story.tell(RESUME)).as("no second start call").isEmpty();
    assertThat(story.tell(SUSPEND)).isEmpty();
    assertThat(story.tell(new TaskEvent.Started())).containsExactly(new Pause());
    assertThat(story.phase()).isEqualTo(Phase.PAUSED);
  }

  @Test
  void suspendPausesAndResumeUnpauses() {
    Story story = Story.in(Phase.RUNNING, false);
    assertThat(story.tell(SUSPEND)).containsExactly(new Pause());
    assertThat(story.tell(SUSPEND)).as("a repeated suspend").isEmpty();
    assertThat(story.tell(RESUME)).containsExactly(new Unpause());
    assertThat(story.tell(RESUME)).as("a repeated resume").isEmpty();
  }

  @Test
  void ourContainerIsAdoptedInTheStateThatTheClientWants() {
    assertThat(Story.in(Phase.PREPARING, false).tell(new TaskEvent.OursRunning()))
        .containsExactly(new Adopt());
    assertThat(Story.in(Phase.PREPARING, true).tell(new TaskEvent.OursRunning()))
        .containsExactly(new Adopt(), new Pause());
    assertThat(Story.in(Phase.PREPARING, false).tell(new TaskEvent.OursPaused()))
        .containsExactly(new Adopt(), new Unpause());
    assertThat(Story.in(Phase.PREPARING, true).tell(new TaskEvent.OursPaused()))
        .containsExactly(new Adopt());
  }

  @Test
  void aContainerThatEndedUnwatchedIsJudgedAndNeverStartedAgain() {
    Story story = Story.in(Phase.PREPARING, false);
    assertThat(story.tell(new TaskEvent.OursEnded())).containsExactly(new Judge());
    assertThat(story.tell(new TaskEvent.Again("interrupted")))
        .containsExactly(new Discard(), new ObtainImage());
  }

  @Test
  void aContainerThatIsNotFoundAnyMoreIsLookedForBeforeAnotherIsStarted() {
    for (Phase phase : List.of(Phase.STARTING, Phase.RUNNING)) {
      assertThat(Story.in(phase, false).tell(new TaskEvent.Vanished()))
          .containsExactly(new Judge());
    }
    assertThat(Story.in(Phase.PAUSED, true).tell(new TaskEvent.Vanished()))
        .containsExactly(new Judge());
  }

  @Test
  void aContainerThatSomebodyRemovedIsReplacedAtOnceAndTheNextOneLater() {
    for (Phase phase : List.of(Phase.PREPARING, Phase.COLLECTING)) {
      assertThat(Story.in(phase, false).tell(new TaskEvent.Removed(false)))
          .containsExactly(new Discard(), new ObtainImage());
      assertThat(Story.in(phase, false).tell(new TaskEvent.Removed(true)))
          .containsExactly(
              new Discard(), new Leave(new Postpone(Optional.empty(), TaskMachine.REMOVED)));
    }
  }

  @Test
  void whoIsToLeaveLeavesAlsoWhereTheContainerIsGone() {
    for (boolean repeatedly : new boolean[] {false, true}) {
      Story story = Story.in(Phase.COLLECTING, false);
      story.tell(QUIT);
      assertThat(story.tell(new TaskEvent.Removed(repeatedly)))
          .containsExactly(new Discard(), new Leave(new ForRestart()));
    }
  }

  @Test
  void aStopDuringThePullCancelsIt() {
    assertThat(Story.in(Phase.OBTAINING_IMAGE, false).tell(QUIT))
        .containsExactly(new CancelImage(), new Leave(new ForRestart()));
  }

  @Test
  void aStopDuringARestoreWaitsForItAndCreatesNothing() {
    Story story = Story.in(Phase.OBTAINING_IMAGE, false);
    story.tell(new TaskEvent.ImageReady());
    assertThat(story.tell(QUIT)).isEmpty();
    assertThat(story.tell(new TaskEvent.Restored())).containsExactly(new Leave(new ForRestart()));
  }

  @Test
  void aStopBeforeTheEngineHasAnsweredStopsWhatStillRuns() {
    Story story = Story.in(Phase.PREPARING, false);
    assertThat(story.tell(QUIT)).isEmpty();
    assertThat(story.tell(new TaskEvent.OursRunning())).containsExactly(new Adopt(), new Halt());
    assertThat(story.phase()).isEqualTo(Phase.STOPPING);
  }

  @Test
  void aStopBeforeTheEngineHasAnsweredStartsNothing() {
    Story story = Story.in(Phase.PREPARING, false);
    story.tell(QUIT);
    assertThat(story.tell(new TaskEvent.NoneFound())).containsExactly(new Leave(new ForRestart()));
  }

  @Test
  void anAppThatHangsIsGivenUpForNowAndStartedLater() {
    Story story = Story.in(Phase.RUNNING, false);
    assertThat(story.tell(new TaskEvent.Hung("it hangs")))
        .containsExactly(
            new Condemn("it hangs"),
            new Discard(),
            new Leave(new Postpone(Optional.empty(), "it hangs")));
  }

  @Test
  void aStopDuringTheStartCallWaitsForIt() {
    Story story = Story.in(Phase.STARTING, false);
    story.tell(new TaskEvent.Created());
    assertThat(story.tell(QUIT)).isEmpty();
    assertThat(story.tell(new TaskEvent.Started())).containsExactly(new Halt());
    assertThat(story.tell(new TaskEvent.Halted())).containsExactly(new Leave(new ForRestart()));
  }

  @Test
  void aStopOfACreatedContainerWaitsForNothing() {
    Story story = Story.in(Phase.STARTING, true);
    story.tell(new TaskEvent.Created());
    assertThat(story.tell(QUIT)).containsExactly(new Halt());
  }

  @Test
  void theFirstStopCauseWins() {
    Story story = Story.in(Phase.RUNNING, false);
    assertThat(story.tell(SIGNAL)).containsExactly(new Halt());
    assertThat(story.tell(QUIT)).isEmpty();
    assertThat(story.state.stop()).contains(StopCause.SIGNAL);
    assertThat(story.tell(new TaskEvent.Halted()))
        .singleElement()
        .satisfies(
            last ->
                assertThat(((Postpone) ((Leave) last).way()).delay().orElseThrow()).hasSeconds(30));
  }

  @Test
  void aVerdictThatComesAfterAStopStartsNothing() {
    Story story = Story.in(Phase.COLLECTING, false);
    assertThat(story.tell(QUIT)).isEmpty();
    assertThat(story.tell(new TaskEvent.Again("interrupted")))
        .containsExactly(new Discard(), new Leave(new ForRestart()));
  }

  @Test
  void anOutcomeThatComesAfterAStopIsFinished() {
    Story story = Story.in(Phase.COLLECTING, false);
    story.tell(QUIT);
    assertThat(story.tell(new TaskEvent.Decided(new Outcome(3, ""))))
        .containsExactly(new Leave(new Finish(new Outcome(3, ""))));
  }

  @Test
  void abortTouchesNothingBeforeTheSlotIsOurs() {
    assertThat(TaskMachine.step(TaskState.INITIAL, new TaskEvent.Abort()).actions())
        .containsExactly(new Leave(new Aborted()));
  }

  @Test
  void aMistakeOfOursNeverLeavesAnAppRunningUnwatched() {
    assertThat(Story.in(Phase.RUNNING, false).tell(new TaskEvent.Broken("bug")))
        .first()
        .isEqualTo(new Pause());
    assertThat(Story.in(Phase.STOPPING, false).tell(new TaskEvent.Broken("bug")))
        .first()
        .isEqualTo(new Pause());
    assertThat(Story.in(Phase.STARTING, false).tell(new TaskEvent.Broken("bug")))
        .first()
        .isEqualTo(new Discard());
  }

  @Test
  void everyPhaseAnswersEveryEventOrRefusesItByBothNames() {
    everyState()
        .forEach(
            state -> {
              for (TaskEvent event : TaskEvents.all()) {
                check(state, event);
              }
            });
  }

  private static void check(TaskState state, TaskEvent event) {
    String kind = event.getClass().getSimpleName();
    if (state.phase() == Phase.DONE) {
      assertThat(TaskMachine.step(state, event)).isEqualTo(Step.to(state));
    } else if (words(TAKEN.get(state.phase()) + TAKEN_ALWAYS).contains(kind)) {
      checkStep(state, event, TaskMachine.step(state, event));
    } else {
      assertThatThrownBy(() -> TaskMachine.step(state, event))
          .hasMessageContaining(state.phase().name())
          .hasMessageContaining(kind);
    }
  }

  /** What holds for every step whatever. */
  private static void checkStep(TaskState before, TaskEvent event, Step step) {
    TaskState after = step.state();
    String what = before + " + " + event;
    boolean suspended = !event.equals(RESUME) && (event.equals(SUSPEND) || before.suspended());
    assertThat(after.suspended()).as(what).isEqualTo(suspended);
    assertThat(after.phase() == Phase.RUNNING && after.suspended()).as(what).isFalse();
    assertThat(after.phase() == Phase.PAUSED && !after.suspended()).as(what).isFalse();
    before.stop().ifPresent(cause -> assertThat(after.stop()).as(what).contains(cause));
    long leaves = step.actions().stream().filter(Leave.class::isInstance).count();
    assertThat(leaves).as(what).isEqualTo(after.phase() == Phase.DONE ? 1 : 0);
    if (leaves == 1) {
      assertThat(step.actions().get(step.actions().size() - 1)).isInstanceOf(Leave.class);
    }
  }

  /** Every state that there can be, and a few that cannot. */
  private static Stream<TaskState> everyState() {
    List<TaskState> states = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      for (StopCause cause : StopCause.values()) {
        for (boolean suspended : fits(phase)) {
          for (boolean flag : new boolean[] {false, true}) {
            states.add(new TaskState(phase, suspended, Optional.of(cause), flag, false));
            states.add(new TaskState(phase, suspended, Optional.empty(), true, flag));
          }
        }
      }
    }
    return states.stream();
  }

  private static boolean[] fits(Phase phase) {
    return phase == Phase.RUNNING
        ? new boolean[] {false}
        : phase == Phase.PAUSED ? new boolean[] {true} : new boolean[] {false, true};
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.split(" ")).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void randomWalksLeaveExactlyOnceAndNeverRunWhileSuspended() {
    Set<Phase> seen = EnumSet.noneOf(Phase.class);
    for (long seed = 0; seed < 3000; seed++) {
      new RandomWalk(new Random(seed), seen).walk();
    }
    assertThat(seen).containsExactlyInAnyOrder(Phase.values());
  }

  /** A task to which random things happen, beside a container that obeys its actions. */
  private static final class RandomWalk {
    private final Random random;
    private final Set<Phase> seen;
    private final List<WayOut> ways = new ArrayList<>();
    private TaskState state = TaskState.INITIAL;
    private boolean aborted;

    RandomWalk(Random random, Set<Phase> seen) {
      this.random = random;
      this.seen = seen;
    }

    void walk() {
      for (int i = 0; i < 200; i++) {
        tell(TaskEvents.all().get(random.nextInt(TaskEvents.all().size())));
      }
      tell(new TaskEvent.Abort());
      assertThat(ways).hasSize(1);
      if (aborted) {
        assertThat(ways).containsExactly(new Aborted());
      }
    }

    private void tell(TaskEvent event) {
      if (fatal(event) && random.nextInt(20) > 0) {
        return;
      }
      TaskState before = state;
      Step step;
      try {
        step = TaskMachine.step(state, event);
      } catch (IllegalStateException refused) {
        return;
      }
      aborted |= event instanceof TaskEvent.Abort && before.phase() != Phase.DONE;
      state = step.state();
      seen.add(state.phase());
      step.actions().forEach(this::follow);
      assertThat(state.phase() == Phase.RUNNING && state.suspended()).isFalse();
    }

    /** So that walks get somewhere. */
    private static boolean fatal(TaskEvent event) {
      return event instanceof TaskEvent.Abort
          || event instanceof TaskEvent.SlotTaken
          || event instanceof TaskEvent.EngineLost
          || event instanceof TaskEvent.Broken
          || event instanceof TaskEvent.LockRefused
          || event instanceof TaskEvent.OutcomeKnown
          || event instanceof TaskEvent.JobRejected
          || event instanceof StopRequested;
    }

    private void follow(TaskAction action) {
      if (action instanceof Leave leave) {
        ways.add(leave.way());
      }
      assertThat(action instanceof Start && state.suspended()).isFalse();
      assertThat(action instanceof Unpause && state.suspended()).isFalse();
    }
  }

  /** A state that is told events. */
  private static final class Story {
    TaskState state = TaskState.INITIAL;

    static Story in(Phase phase, boolean suspended) {
      Story story = new Story();
      boolean calling = phase == Phase.STARTING;
      story.state = new TaskState(phase, suspended, Optional.empty(), true, calling);
      return story;
    }

    List<TaskAction> tell(TaskEvent event) {
      Step step = TaskMachine.step(state, event);
      state = step.state();
      return step.actions();
    }

    Phase phase() {
      return state.phase();
    }
  }
}
