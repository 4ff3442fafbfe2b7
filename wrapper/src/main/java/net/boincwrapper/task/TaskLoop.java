package net.boincwrapper.task;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import net.boincwrapper.client.ClientLink;
import net.boincwrapper.client.ClientLink.Inbox;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.slot.record.Memo.Asked;
import net.boincwrapper.slot.record.Memo.Outcome;
import net.boincwrapper.task.lease.FileWork;
import net.boincwrapper.task.lease.Lease;
import net.boincwrapper.task.lease.LeaseLostException;
import net.boincwrapper.task.lease.MemoKeeper;
import net.boincwrapper.task.lease.SlotFailedException;
import net.boincwrapper.task.lease.StderrLog;
import net.boincwrapper.task.machine.Phase;
import net.boincwrapper.task.machine.Step;
import net.boincwrapper.task.machine.StopCause;
import net.boincwrapper.task.machine.TaskAction;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.machine.TaskMachine;
import net.boincwrapper.task.machine.TaskState;
import net.boincwrapper.task.machine.WayOut;
import net.boincwrapper.task.turn.CpuAccount;
import net.boincwrapper.task.turn.EngineCalls;
import net.boincwrapper.task.turn.LoopPace;
import net.boincwrapper.task.turn.LoopSleep;
import net.boincwrapper.task.turn.Mailbox;
import net.boincwrapper.task.turn.RunningTime;
import net.boincwrapper.task.turn.SuspendFilter;
import net.boincwrapper.task.turn.TaskClock;
import net.boincwrapper.task.turn.Wakeup;

/**
 * The one thread that owns a task's state: it hears, tells the machine, and lets its actions be
 * done. Everything that blocks happens elsewhere and comes back through the mailbox.
 */
final class TaskLoop {
  /** The client kills us 60 s after a quit ({@code client/app_control.cpp:QUIT_TIMEOUT}). */
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(52);

  private static final Set<Phase> DEADLINE =
      EnumSet.of(Phase.PREPARING, Phase.STOPPING, Phase.COLLECTING);

  private final TaskContext task;
  private final ClientLink link;
  private final SlotTaking taking;
  private final Preparation preparation;
  private final ReportedCpu reportedCpu;
  private final Wakeup wakeup;
  private final StatusReporter reporter;
  private final SuspendFilter suspends;
  private final ContainerCreation creation;
  private final ContainerLife life;
  private final ImageStep images;
  private final UsageSampler usage;
  private final TricklesAndUploads messages;
  private final AppRequests requests;
  private final SporadicExchange sporadic;
  private final HaltSequence halt;
  private final ExitSequence exit;
  private final ActionRunner actions;
  private final PeriodicWork periodic;
  private final LoopPace pace;
  private final LoopSleep sleep;
  private TaskState state = TaskState.INITIAL;
  private boolean clientGone;
  private boolean deadlineTold;
  private boolean discarded;
  private boolean foundNews;
  private boolean rejected;
  private String traced = "";

  /**
   * @param link open
   * @param wakeup told when the loop may sleep
   * @param underClient whether a client owns the slot
   */
  TaskLoop(
      TaskSetup setup,
      Gateways gateways,
      StderrLog log,
      InitData init,
      ClientLink link,
      Wakeup wakeup,
      boolean underClient) {
    this.link = link;
    this.task = context(setup, gateways, log, init, underClient);
    this.suspends = new SuspendFilter(gateways.clock());
    this.pace = new LoopPace(gateways.clock());
    this.wakeup = wakeup;
    this.sleep = new LoopSleep(pace, wakeup, task.mailbox(), this::speakThrough);
    this.taking = new SlotTaking(task);
    this.life = new ContainerLife(task, this::seen);
    this.reportedCpu = new ReportedCpu(task, life, link);
    this.reporter = new StatusReporter(task, link, reportedCpu);
    this.images = new ImageStep(task, reporter);
    FileWork work = new FileWork(gateways.executor(), task.mailbox(), task.lease()::check);
    CheckpointSealer sealer = new CheckpointSealer(task, reporter, work);
    UncheckpointedWork uncheckpointed = new UncheckpointedWork(task, life, reporter);
    CheckpointSchedule checkpoints =
        new CheckpointSchedule(task, life, reporter, sealer, uncheckpointed);
    this.usage = new UsageSampler(task, life, reporter, reportedCpu);
    this.halt = new HaltSequence(task, life, checkpoints, uncheckpointed);
    OrphanedContainers orphans = new OrphanedContainers(task);
    this.exit = new ExitSequence(task, life, reporter, work, orphans);
    Triggers triggers = new Triggers(task, life);
    this.messages =
        new TricklesAndUploads(
            task, link, work, new TrickleHandOver(task, life, link), underClient);
    this.requests = new AppRequests(task, messages, triggers);
    this.sporadic = new SporadicExchange(task, reporter);
    this.periodic =
        new PeriodicWork(task, life, usage, checkpoints, requests, sporadic, halt, orphans);
    if (setup.sporadic()) {
      pace.stayClose();
    }
    this.creation = new ContainerCreation(task);
    this.preparation = new Preparation(task, creation);
    EndAssessment assessment =
        new EndAssessment(task, life, checkpoints, usage, work, requests, triggers);
    Restoration restoration = new Restoration(task, life, sealer, reporter, work);
    this.actions =
        new ActionRunner(
            task,
            creation,
            images,
            restoration,
            life,
            checkpoints,
            requests,
            halt,
            assessment,
            exit);
  }

  private TaskContext context(
      TaskSetup setup, Gateways gateways, StderrLog log, InitData init, boolean underClient) {
    Mailbox mailbox = new Mailbox();
    TaskFacts facts = new TaskFacts(init);
    Lease lease = new Lease(setup.slot(), init.resultName(), underClient, gateways.clock());
    EngineCalls calls =
        new EngineCalls(
            gateways.executor(),
            mailbox,
            gateways.clock(),
            () -> setup.engines().open(init),
            log::line,
            this::engineLost);
    Gateways.SlotWatch watch = gateways.slotWatches().open(setup.slot(), SlotGuard.WATCHED);
    return new TaskContext(
        setup,
        gateways,
        log,
        mailbox,
        facts,
        lease,
        new MemoKeeper(setup.slot(), lease, init.resultName()),
        calls,
        new CpuAccount(gateways.clock()),
        new RunningTime(gateways.clock()),
        new SlotGuard(setup.slot(), facts, log, lease, watch, gateways.clock()),
        this::tell);
  }

  /**
   * Runs the task to its end and returns the exit status.
   *
   * @param onceBegun done when the first turn has given others something to do
   */
  int run(Runnable onceBegun) {
    goOn();
    guarded(onceBegun);
    while (exit.status().isEmpty()) {
      task.gateways().clock().await(task.mailbox(), pause());
      for (Optional<Runnable> letter = task.mailbox().take();
          letter.isPresent();
          letter = task.mailbox().take()) {
        guarded(letter.get());
      }
      goOn();
    }
    life.unfollow();
    task.guard().end();
    link.close();
    if (task.calls().idle()) {
      task.calls().close();
    }
    taking.release();
    return exit.status().getAsInt();
  }

  /** The loop sleeps once it is calm, if it is woken for messages and for changes in the slot. */
  private Duration pause() {
    if (exit.begun() || !pace.calm() || isChanging() || waits() || !task.guard().tells()) {
      return TaskClock.TICK;
    }
    // One thread tells that there is news, and another which: it may not have done so yet.
    if (task.mailbox().wokenByNudge() && !foundNews) {
      return TaskClock.TICK;
    }
    return sleep.length(nanosUntilSample());
  }

  /** Whether something is due soon that no letter tells of. */
  private boolean waits() {
    return suspends.holds() || life.unsettled() || link.waits();
  }

  /** A signal has come. May be called from any thread. */
  void signalled(String name) {
    task.mailbox()
        .post(
            () -> {
              task.log().line("received SIG" + name);
              stop(name.equals("INT") ? StopCause.INTERRUPT : StopCause.SIGNAL);
            });
  }

  /** Another signal: whoever sent it does not want to wait. May be called from any thread. */
  void signalledAgain(String name) {
    task.mailbox()
        .post(
            () -> {
              task.log().line("received SIG" + name + ", too: killing the app");
              tell(new TaskEvent.Abort());
            });
  }

  /**
   * How the task has left, where there is no client to be told.
   *
   * @param signal the first that came; empty: none
   */
  StandaloneEnd loneEnd(String signal) {
    WayOut way = exit.way();
    if (way instanceof WayOut.Finish finish) {
      Outcome outcome = finish.outcome();
      return rejected
          ? new StandaloneEnd.Rejected(outcome.message())
          : new StandaloneEnd.Finished(outcome.status(), outcome.message());
    }
    if (!signal.isEmpty()) {
      boolean paused = task.memo().memo().asked().equals(Optional.of(Asked.PAUSE));
      return new StandaloneEnd.Stopped(signal, paused && !(way instanceof WayOut.Aborted));
    }
    return way instanceof WayOut.Postpone later
        ? new StandaloneEnd.Postponed(later.delay(), later.reason())
        : new StandaloneEnd.Postponed(Optional.empty(), "the task was left, and can go on");
  }

  /** Something was thrown in a thread where nobody catches. May be called from any thread. */
  void uncaught(Throwable thrown) {
    task.mailbox()
        .post(
            () -> {
              throw new IllegalStateException("in another thread: " + thrown, thrown);
            });
  }

  /** Whatever fails at each turn must not keep the last steps from being done. */
  private void goOn() {
    guarded(this::turn);
    guarded(exit.begun() ? exit::tick : this::report);
  }

  private void seen(ContainerInfo container) {
    reporter.graphics(container);
    creation.started(container.id());
  }

  /** Where it matters how old a report is. */
  private void speakThrough() {
    if (reportedCpu.matters() && wakeup.herald().isPresent()) {
      reportedCpu.speakThrough(wakeup.herald().get());
      reporter.report();
    }
  }

  /** Before the slot is ours, what the task has used so far is not known. */
  private void report() {
    if (task.facts().holdsSlot()) {
      reportedCpu.tick();
      reporter.tick(state.suspended());
    }
  }

  private void turn() {
    // First the slot: who is told to leave at once still has to stop what may run in it.
    if (state.phase() == Phase.PREPARING) {
      takeSlot();
    }
    hear(link.poll());
    task.calls().tick();
    if (state.phase() == Phase.OBTAINING_IMAGE) {
      images.tick();
    }
    if (task.facts().holdsSlot()) {
      Set<String> changed = task.guard().tick(exit.begun());
      foundNews = !changed.isEmpty();
      notice(changed);
    }
    if (pace.looks(isChanging() || nanosUntilSample() <= 0)) {
      task.time().tick(state.phase() == Phase.RUNNING);
      boolean quiet = pace.calm() && !isChanging();
      periodic.tick(state.phase());
      if (quiet && isChanging()) {
        pace.stayClose();
      }
      checkTimes();
    }
  }

  /** Whether there is more to look after than an app that just runs, or is paused. */
  private boolean isChanging() {
    return periodic.restless(state.phase());
  }

  private long nanosUntilSample() {
    return state.phase() == Phase.RUNNING ? usage.nanosUntilDue() : Long.MAX_VALUE;
  }

  /** Before the job is read, nobody knows by which names the app asks. */
  private void notice(Set<String> changed) {
    if (!Collections.disjoint(changed, SlotGuard.WATCHED)) {
      pace.stir();
    }
    if (task.facts().knowsJob() && !changed.isEmpty()) {
      requests.changed(changed);
      if (changed.stream().anyMatch(task.facts().declaredFiles()::covers)) {
        pace.stir();
      }
    }
  }

  private void takeSlot() {
    boolean before = task.facts().holdsSlot();
    taking.tick();
    if (!before && task.facts().holdsSlot()) {
      preparation.begin();
    }
  }

  private void hear(Inbox inbox) {
    images.network(inbox.networkSuspended());
    inbox.sporadicState().ifPresent(sporadic::hear);
    if (inbox.trickleDown()) {
      messages.arrived("a message of the project");
    }
    if (inbox.uploadStatus()) {
      messages.arrived("word of an upload");
    }
    inbox.requests().forEach(this::obey);
    if (suspends.lasted()) {
      tell(new TaskEvent.Suspend());
    }
    if (inbox.clientGone() && !clientGone) {
      clientGone = true;
      task.log().line("the client is gone");
      stop(StopCause.CLIENT_GONE);
    }
  }

  private void obey(ClientRequest request) {
    pace.stir();
    usage.now();
    task.log().say(StderrLog.Level.DETAILS, "the client says " + request);
    switch (request) {
      case SUSPEND -> {
        if (suspends.suspend(limitKept())) {
          tell(new TaskEvent.Suspend());
        }
      }
      case RESUME -> {
        suspends.resume();
        tell(new TaskEvent.Resume());
      }
      case QUIT -> {
        task.log().line("the client asks to quit");
        stop(StopCause.QUIT);
      }
      case ABORT -> {
        task.stopRequested();
        tell(new TaskEvent.Abort());
      }
      case REREAD_APP_INFO -> {
        if (task.facts().holdsSlot()) {
          task.guard().refresh();
        }
      }
    }
  }

  /** The volunteer's limit where a quota keeps it: the container's, or that of a build. */
  private OptionalDouble limitKept() {
    double limit = task.facts().init().cpuUsageLimitPercent();
    return state.phase() == Phase.OBTAINING_IMAGE && limit < 100
        ? OptionalDouble.of(limit)
        : task.facts().limitByQuota();
  }

  private void stop(StopCause cause) {
    task.stopRequested();
    tell(new TaskEvent.StopRequested(cause));
  }

  private void checkTimes() {
    if (!deadlineTold && stopIsOverdue()) {
      deadlineTold = true;
      task.log().line("out of time: leaving what is not done to the next start");
      tell(new TaskEvent.StopDeadline());
    }
    if (state.phase() == Phase.RUNNING) {
      Optional<Duration> limit = task.facts().job().limits().time();
      double seconds = task.time().seconds();
      if (limit.isPresent() && seconds >= limit.get().toSeconds()) {
        tell(new TaskEvent.TimeExceeded("limits.time of " + limit.get().toSeconds() + " s passed"));
      }
    }
  }

  private boolean stopIsOverdue() {
    if (state.phase() == Phase.PREPARING && task.calls().silentFor(HaltSequence.ENGINE_GOES_DOWN)) {
      return task.facts().stopRequestedAt().isPresent();
    }
    return DEADLINE.contains(state.phase()) && task.stopRequestedFor(STOP_DEADLINE);
  }

  private void engineLost(String reason) {
    if (exit.begun()) {
      exit.engineLost(reason);
    } else {
      tell(new TaskEvent.EngineLost(reason));
    }
  }

  private void tell(TaskEvent event) {
    rejected |= event instanceof TaskEvent.JobRejected;
    pace.stir();
    Phase before = state.phase();
    Step step = TaskMachine.step(state, event);
    state = step.state();
    images.suspended(state.suspended());
    if (state.phase() != before) {
      Phase now = state.phase();
      task.log().say(StderrLog.Level.DETAILS, () -> before + " to " + now + " by " + event);
    }
    for (TaskAction action : step.actions()) {
      perform(action);
    }
    if (before == Phase.STOPPING && event instanceof TaskEvent.Exited) {
      halt.ended();
    }
  }

  /** On the way out a step that fails does not keep the others from being done. */
  private void perform(TaskAction action) {
    boolean last = action instanceof TaskAction.Leave;
    if (state.phase() != Phase.DONE || last) {
      actions.perform(action, state);
      return;
    }
    try {
      actions.perform(action, state);
    } catch (RuntimeException e) {
      task.log().line("could not do " + action + ": " + e);
    }
  }

  /** Nothing that goes wrong here may end the process: the client would fail the task for good. */
  private void guarded(Runnable part) {
    try {
      part.run();
    } catch (LeaseLostException e) {
      task.log().line("the slot has been given to another task");
      trouble(new TaskEvent.SlotTaken(), "the slot is another task's");
    } catch (SlotFailedException e) {
      String reason = String.valueOf(e.getMessage());
      trouble(new TaskEvent.Broken(reason), reason);
    } catch (RuntimeException | Error e) {
      traceOnce(e);
      String reason = "docker-wrapper failed: " + e;
      trouble(new TaskEvent.Broken(reason), reason);
    }
  }

  /** What fails at each turn would fill the disk with its traces. */
  private void traceOnce(Throwable thrown) {
    if (!traced.equals(thrown.toString())) {
      traced = thrown.toString();
      task.log().trace(thrown);
    }
  }

  private void trouble(TaskEvent event, String reason) {
    if (exit.begun() && task.lease().lost() && !discarded) {
      discarded = true;
      perform(new TaskAction.Discard());
      perform(new TaskAction.Leave(new WayOut.ForRestart()));
      return;
    }
    if (exit.begun()) {
      exit.failed(reason);
      return;
    }
    try {
      tell(event);
    } catch (RuntimeException | Error second) {
      task.log().trace(second);
      if (!exit.begun()) {
        exit.begin(new WayOut.Postpone(Optional.empty(), reason));
      }
      exit.failed(reason);
    }
  }
}
