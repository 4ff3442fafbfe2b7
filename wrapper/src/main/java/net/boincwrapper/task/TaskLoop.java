package net.boincwrapper.task;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.client.ClientLink;
import net.boincwrapper.slot.record.Memo.Asked;
import net.boincwrapper.task.machine.Phase;
import net.boincwrapper.task.machine.StopCause;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.turn.LoopPace;
import net.boincwrapper.task.turn.LoopSleep;
import net.boincwrapper.task.turn.TaskClock;

/**
 * The one thread that owns a task's state: it listens, tells the machine, and has its actions done.
 * Everything that blocks happens elsewhere and comes back through the mailbox.
 */
final class TaskLoop {
  private final TaskContext task;
  private final ClientLink link;
  private final ClientMessages messages;
  private final SlotTaking taking;
  private final Preparation preparation;
  private final ImageStep images;
  private final ContainerLife life;
  private final AppRequests requests;
  private final PeriodicWork periodic;
  private final TimeLimits limits;
  private final StatusReporter reporter;
  private final MachineDriver driver;
  private final ExitSequence exit;
  private final Safeguard safeguard;
  private final LoopPace pace;
  private final LoopSleep sleep;
  private final Set<String> received = new HashSet<>();
  private boolean foundNews;

  /** Called by {@link TaskWiring}. */
  TaskLoop(
      TaskContext task,
      ClientLink link,
      ClientMessages messages,
      SlotTaking taking,
      Preparation preparation,
      ImageStep images,
      ContainerLife life,
      AppRequests requests,
      PeriodicWork periodic,
      TimeLimits limits,
      StatusReporter reporter,
      MachineDriver driver,
      ExitSequence exit,
      Safeguard safeguard,
      LoopPace pace,
      LoopSleep sleep) {
    this.task = task;
    this.link = link;
    this.messages = messages;
    this.taking = taking;
    this.preparation = preparation;
    this.images = images;
    this.life = life;
    this.requests = requests;
    this.periodic = periodic;
    this.limits = limits;
    this.reporter = reporter;
    this.driver = driver;
    this.exit = exit;
    this.safeguard = safeguard;
    this.pace = pace;
    this.sleep = sleep;
  }

  /**
   * Runs the task to its end and returns the exit status.
   *
   * @param onceBegun run when the first turn has given other threads something to do
   */
  int run(Runnable onceBegun) {
    if (task.setup().sporadic()) {
      pace.stayClose();
    }
    goOn();
    safeguard.run(onceBegun);
    while (exit.status().isEmpty()) {
      task.gateways().clock().await(task.mailbox(), pause());
      for (Optional<Runnable> letter = task.mailbox().take();
          letter.isPresent();
          letter = task.mailbox().take()) {
        safeguard.run(letter.get());
      }
      goOn();
    }
    end();
    return exit.status().getAsInt();
  }

  private void end() {
    life.unfollow();
    task.guard().end();
    link.close();
    if (task.calls().idle()) {
      task.calls().close();
    }
    taking.release();
  }

  /**
   * A calm loop sleeps longer than a tick, if it is woken for messages and for changes in the slot.
   */
  private Duration pause() {
    if (exit.begun() || !pace.calm() || isChanging() || waits() || !task.guard().tells()) {
      return TaskClock.TICK;
    }
    // One thread says that something has changed, and another what: it may not have done so yet.
    if (task.mailbox().wokenByNudge() && !foundNews) {
      return TaskClock.TICK;
    }
    return sleep.length(nanosUntilSample());
  }

  /** Whether something is due soon that no letter announces. */
  private boolean waits() {
    return messages.holdsSuspend() || life.unsettled() || link.waits();
  }

  /**
   * A signal has come. May be called from any thread. Told once: systemd sends it to each process
   * of the client's unit, and the launcher hands on its own.
   */
  void signalled(String name) {
    task.mailbox()
        .post(
            () -> {
              if (received.add(name)) {
                task.log().line("received SIG" + name);
              }
              task.stop(name.equals("INT") ? StopCause.INTERRUPT : StopCause.SIGNAL);
            });
  }

  /** Another signal: whoever sent it does not want to wait. May be called from any thread. */
  void signalledAgain(String name) {
    task.mailbox()
        .post(
            () -> {
              task.log().line("received SIG" + name + " as well: killing the app");
              driver.tell(new TaskEvent.Abort());
            });
  }

  /** Another thread threw something that nobody caught. May be called from any thread. */
  void uncaught(Throwable thrown) {
    task.mailbox()
        .post(
            () -> {
              throw new IllegalStateException("in another thread: " + thrown, thrown);
            });
  }

  /**
   * How the task has left, if there is no client to tell.
   *
   * @param signal the first that came; empty: none
   */
  StandaloneEnd standaloneEnd(String signal) {
    boolean paused = task.memo().memo().asked().equals(Optional.of(Asked.PAUSE));
    return Standalone.end(exit.way(), signal, driver.rejected(), paused);
  }

  /** An error at each turn must not keep the last steps from being done. */
  private void goOn() {
    safeguard.run(this::turn);
    safeguard.run(exit.begun() ? exit::tick : this::report);
  }

  /** Before the slot is ours, we do not know what the task has used so far. */
  private void report() {
    if (task.facts().holdsSlot()) {
      reporter.tick(driver.suspended());
    }
  }

  private void turn() {
    // First the slot: even if told to leave at once, we have to stop what may be running in it.
    if (driver.phase() == Phase.PREPARING) {
      takeSlot();
    }
    messages.hear(link.poll());
    task.calls().tick();
    if (driver.phase() == Phase.OBTAINING_IMAGE) {
      images.tick();
    }
    if (task.facts().holdsSlot()) {
      Set<String> changed = task.guard().tick(exit.begun());
      foundNews = !changed.isEmpty();
      notice(changed);
    }
    if (pace.looks(isChanging() || nanosUntilSample() <= 0)) {
      look();
    }
  }

  private void takeSlot() {
    boolean before = task.facts().holdsSlot();
    taking.tick();
    if (!before && task.facts().holdsSlot()) {
      preparation.begin();
    }
  }

  /** Until the job has been read, nobody knows the names of the app's requests. */
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

  private void look() {
    task.time().tick(driver.phase() == Phase.RUNNING);
    boolean quiet = pace.calm() && !isChanging();
    periodic.tick(driver.phase());
    if (quiet && isChanging()) {
      pace.stayClose();
    }
    limits.tick(driver.phase());
  }

  /** Whether there is more to look after than an app that just runs or is paused. */
  private boolean isChanging() {
    return periodic.restless(driver.phase());
  }

  private long nanosUntilSample() {
    return periodic.nanosUntilSample(driver.phase());
  }
}
