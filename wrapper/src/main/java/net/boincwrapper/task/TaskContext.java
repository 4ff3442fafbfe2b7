package net.boincwrapper.task;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.SlotPreparation;
import net.boincwrapper.slot.record.Memo;
import net.boincwrapper.task.lease.Lease;
import net.boincwrapper.task.lease.LeaseLostException;
import net.boincwrapper.task.lease.MemoKeeper;
import net.boincwrapper.task.lease.SlotFailedException;
import net.boincwrapper.task.lease.StderrLog;
import net.boincwrapper.task.machine.StopCause;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.turn.CpuAccount;
import net.boincwrapper.task.turn.EngineCalls;
import net.boincwrapper.task.turn.Mailbox;
import net.boincwrapper.task.turn.RunningTime;
import net.boincwrapper.time.Stopwatch;

/**
 * What the parts of a task share. Everything except the mailbox belongs to the loop's thread.
 *
 * @param tell tells the machine
 */
record TaskContext(
    TaskSetup setup,
    Gateways gateways,
    StderrLog log,
    Mailbox mailbox,
    TaskFacts facts,
    Lease lease,
    MemoKeeper memo,
    EngineCalls calls,
    CpuAccount cpu,
    RunningTime time,
    SlotGuard guard,
    Consumer<TaskEvent> tell) {

  SlotLayout slot() {
    return setup.slot();
  }

  Instant now() {
    return gateways.clock().now();
  }

  /** A stopwatch that has not been started. */
  Stopwatch stopwatch() {
    return new Stopwatch(gateways.clock());
  }

  /** A stopwatch that runs from now on. */
  Stopwatch started() {
    return Stopwatch.started(gateways.clock());
  }

  /** Somebody wants us to leave. Only the first time counts. */
  void stopRequested() {
    facts.stopRequested(gateways.clock());
  }

  /** Somebody wants us to leave before the task is done. Tells the machine why. */
  void stop(StopCause cause) {
    stopRequested();
    tell.accept(new TaskEvent.StopRequested(cause));
  }

  /** Whether this much time has passed since somebody first wanted us to leave. */
  boolean stopRequestedFor(Duration time) {
    return facts.stopRequestedFor(time);
  }

  /** The task has made progress: the counts of failures in a row start anew. */
  void gotOn(UnaryOperator<Memo> change) {
    memo.change(before -> change.apply(before.withProgress()));
    if (facts.getsOn()) {
      setup.onProgress().run();
    }
  }

  /**
   * Makes the slot accessible again, in case the app has closed it. No app may be running.
   *
   * @throws LeaseLostException the slot is another task's
   * @throws SlotFailedException the slot cannot be opened
   */
  void openSlot() {
    lease.check();
    try {
      SlotPreparation.open(slot()).ifPresent(log::line);
    } catch (SlotException e) {
      throw new SlotFailedException(e);
    }
  }

  void act(String line) {
    log.say(StderrLog.Level.ACTS, line);
  }
}
