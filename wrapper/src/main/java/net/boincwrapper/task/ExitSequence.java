package net.boincwrapper.task;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.slot.AppStderr;
import net.boincwrapper.slot.FinishFile;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotReset;
import net.boincwrapper.slot.SlotSweep;
import net.boincwrapper.slot.record.Memo;
import net.boincwrapper.slot.record.Memo.Outcome;
import net.boincwrapper.task.lease.FileWork;
import net.boincwrapper.task.lease.LeaseLostException;
import net.boincwrapper.task.lease.SlotFailedException;
import net.boincwrapper.task.machine.PostponementDelays;
import net.boincwrapper.task.machine.WayOut;
import net.boincwrapper.time.Stopwatch;

/**
 * The last steps of a task. Each can be repeated, because the host may go down after any of them:
 * the outcome goes into the memo first, and the file that the client acts on is written last.
 */
final class ExitSequence {
  /** {@code lib/error_numbers.h:EXIT_ABORTED_BY_CLIENT}. */
  static final int ABORTED = 194;

  /** Shares the 63 KB that the client keeps with {@link LogTail}. */
  private static final int STDERR_TAIL_BYTES = 10 * 1024;

  /** How long the engine may take; the client kills us 60 s after a quit or an abort. */
  private static final Duration ENGINE_LIMIT = Duration.ofSeconds(45);

  /** Counted from a request to stop. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(53);

  private static final int MOST_WAITS_FOR_REMOVAL = 2;

  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  /** The client looks once a second. */
  private static final Duration STATUS_LIMIT = Duration.ofSeconds(2);

  private final TaskContext task;
  private final ContainerLife life;
  private final StatusReporter reporter;
  private final FileWork work;
  private final OrphanedContainers orphans;
  private final TemporaryExit temporaryExit;
  private final Stopwatch sinceBegin;
  private Optional<WayOut> way = Optional.empty();
  private boolean stepsDone;
  private boolean clearing;
  private boolean toldClient;
  private String complaint = "";
  private Runnable farewell = () -> {};
  private OptionalInt status = OptionalInt.empty();

  ExitSequence(
      TaskContext task,
      ContainerLife life,
      StatusReporter reporter,
      FileWork work,
      OrphanedContainers orphans) {
    this.task = task;
    this.life = life;
    this.reporter = reporter;
    this.work = work;
    this.orphans = orphans;
    this.sinceBegin = task.stopwatch();
    this.temporaryExit = new TemporaryExit(task);
  }

  /** The way that was taken in the end; only after {@link #begin}. */
  WayOut way() {
    return way.orElseThrow();
  }

  /** Whether a way out was chosen. */
  boolean begun() {
    return way.isPresent();
  }

  /** The exit status, once everything is done. */
  OptionalInt status() {
    return status;
  }

  void begin(WayOut chosen) {
    way = Optional.of(chosen);
    sinceBegin.restart();
    stepsDone = true;
    if (!task.facts().knowsEngine()) {
      // We only asked what is there, and nobody needs the answer any more.
      task.calls().dropLong();
    }
    if (chosen instanceof WayOut.Finish || chosen instanceof WayOut.Aborted) {
      orphans.search();
    }
    if (chosen instanceof WayOut.Finish finish) {
      stepsDone = false;
      finish(finish.outcome());
    }
  }

  /** Call it at each turn once it has begun. */
  void tick() {
    if (temporaryExit.begun()) {
      if (temporaryExit.tick() && engineIsDone()) {
        clientKnowsOfRest();
        exit(0);
      }
      return;
    }
    if (status.isPresent() || !engineIsDone()) {
      return;
    }
    WayOut chosen = way.orElseThrow();
    if (chosen instanceof WayOut.Finish finish) {
      // Unless somebody wants us to leave, only the engine waits for us.
      if (clearing && !stopIsOverdue()) {
        return;
      }
      if (stepsDone && !clearing) {
        clear(finish.outcome());
      } else if (task.facts().stopRequestedAt().isPresent()) {
        task.log().line("leaving before everything is cleared away; the next start goes on");
        exit(0);
      }
    } else if (clientKnows(chosen)) {
      leave(chosen);
    }
  }

  /**
   * Whether the client knows what the last checkpoint has saved. A slow client would read that only
   * after the process is gone.
   */
  private boolean clientKnows(WayOut chosen) {
    if (chosen instanceof WayOut.Aborted || !task.facts().holdsSlot() || task.lease().lost()) {
      return true;
    }
    if (!toldClient) {
      toldClient = true;
      farewell = reporter.reportEnd();
    }
    return !reporter.checkpointUnread() || sinceBegin.hasPassed(STATUS_LIMIT);
  }

  /** Whether what was asked of the engine is done, or has taken too long. */
  private boolean engineIsDone() {
    return (stepsDone && task.calls().idle() && (!orphans.busy() || isWantedSoon()))
        || sinceBegin.hasPassed(ENGINE_LIMIT)
        || stopIsOverdue();
  }

  private boolean isWantedSoon() {
    return task.facts().stopRequestedAt().isPresent();
  }

  private boolean stopIsOverdue() {
    return task.stopRequestedFor(STOP_LIMIT);
  }

  /**
   * The engine does not answer: what is left to do with it is left to the next start. But a result
   * does not wait forever for a container that cannot be removed.
   */
  void engineLost(String reason) {
    if (!(way.orElseThrow() instanceof WayOut.Finish)) {
      return;
    }
    if (task.memo().memo().postponements() < MOST_WAITS_FOR_REMOVAL) {
      begin(new WayOut.Postpone(Optional.empty(), reason));
    } else {
      task.log().line("finishing without having removed the container: " + reason);
      stepsDone = true;
    }
  }

  /** A step failed: takes the shortest way out. */
  void failed(String reason) {
    if (temporaryExit.begun()) {
      return;
    }
    if (!reason.equals(complaint)) {
      complaint = reason;
      task.log().line(reason);
    }
    if (way.orElseThrow() instanceof WayOut.Aborted || task.lease().lost()) {
      // The container is being removed: we wait for that, whatever else fails.
      if (engineIsDone()) {
        exit(way.filter(WayOut.Aborted.class::isInstance).isPresent() ? ABORTED : 0);
      }
      return;
    }
    stepsDone = true;
    if (!task.lease().givenByClient()) {
      way = Optional.of(later(reason));
    }
    int before = task.memo().memo().postponements();
    if (!task.facts().holdsSlot() || countPostponement(before + 1)) {
      writeTemporaryExit(PostponementDelays.delayAfter(before), reason);
    }
  }

  /**
   * Counts, because otherwise the client would try once a minute and give up on the task after a
   * hundred times.
   *
   * @return false: the slot is another task's by now; the next turn leaves it
   */
  private boolean countPostponement(int count) {
    try {
      task.memo().change(memo -> memo.withPostponements(count));
    } catch (LeaseLostException e) {
      return false;
    } catch (SlotFailedException e) {
      task.log().line(String.valueOf(e.getMessage()));
    }
    return true;
  }

  // The end of a task.

  private void finish(Outcome outcome) {
    task.memo().change(memo -> memo.withOutcome(outcome));
    if (!outcome.message().isEmpty()) {
      outcome.message().lines().forEach(task.log()::line);
    }
    life.unfollow();
    Optional<String> id = task.memo().memo().containerId();
    if (id.isEmpty()) {
      stepsDone = true;
      return;
    }
    int most = LogTail.last(task.memo().memo().quotedBytes());
    task.calls()
        .call(
            engine -> engine.logTail(id.get(), most),
            tail -> {
              if (tail.length > 0) {
                task.log().quote("the app's output", tail);
              }
              byte[] stderr = AppStderr.tail(task.slot(), STDERR_TAIL_BYTES);
              if (stderr.length > 0) {
                task.log().quote("the app's stderr.txt", stderr);
              }
              remove(id.get());
            },
            e -> {
              if (e.kind() != EngineException.Kind.NOT_FOUND) {
                task.log().line(String.valueOf(e.getMessage()));
              }
              remove(id.get());
            });
  }

  private void remove(String id) {
    task.calls()
        .call(
            ContainerLife.done(engine -> engine.remove(id)),
            ok -> {
              ContainerAccount.close(task);
              stepsDone = true;
            },
            e -> {
              task.log().line(String.valueOf(e.getMessage()));
              stepsDone = true;
            });
  }

  private void clear(Outcome outcome) {
    clearing = true;
    farewell = reporter.reportEnd();
    new SlotClearing(task, work, () -> finished(outcome)).begin();
  }

  private void finished(Outcome outcome) {
    task.log().line("finished with exit status " + outcome.status());
    if (!task.lease().givenByClient()) {
      exit(outcome.status());
      return;
    }
    task.lease().check();
    try {
      Optional<String> message = outcome.message().lines().findFirst();
      FinishFile.write(task.slot(), outcome.status(), message);
    } catch (SlotException e) {
      throw new SlotFailedException(e);
    }
    exit(outcome.status());
  }

  // The other ways.

  private void leave(WayOut chosen) {
    if (chosen instanceof WayOut.Aborted) {
      sweepForClient();
      task.log().line("aborted");
      exit(ABORTED);
      return;
    }
    if (task.lease().lost()) {
      exit(0);
      return;
    }
    if (!task.facts().holdsSlot()) {
      leaveSlotAlone(chosen);
      return;
    }
    if (chosen instanceof WayOut.SetUpAgain again) {
      setUpAgain(again);
      return;
    }
    if (chosen instanceof WayOut.Postpone postpone) {
      postpone(postpone);
    } else {
      sweep();
      task.log().line("leaving; the next start goes on");
      exit(0);
    }
  }

  private void setUpAgain(WayOut.SetUpAgain chosen) {
    if (!task.lease().givenByClient()) {
      writeTemporaryExit(AT_ONCE, chosen.reason());
      return;
    }
    task.lease().check();
    try {
      SlotReset.empty(task.slot());
    } catch (SlotException e) {
      throw new SlotFailedException(e);
    }
    writeTemporaryExit(AT_ONCE, chosen.reason());
  }

  private void leaveSlotAlone(WayOut chosen) {
    if (chosen instanceof WayOut.Postpone postpone) {
      writeTemporaryExit(
          postpone.delay().orElse(PostponementDelays.delayAfter(0)), postpone.reason());
    }
    exit(0);
  }

  private void postpone(WayOut.Postpone chosen) {
    int before = task.memo().memo().postponements();
    Duration delay = chosen.delay().orElse(PostponementDelays.delayAfter(before));
    if (chosen.delay().isEmpty()) {
      task.memo().change(memo -> memo.withPostponements(before + 1));
    }
    sweep();
    task.lease().check();
    writeTemporaryExit(delay, chosen.reason());
  }

  private void writeTemporaryExit(Duration delay, String reason) {
    if (!task.lease().givenByClient()) {
      // Nobody would read it, and whoever started us is told the reason.
      way = way.filter(WayOut.Postpone.class::isInstance).or(() -> Optional.of(later(reason)));
      exit(0);
      return;
    }
    // Only the client knows whether the task is started again.
    String again =
        task.facts().stopRequestedAt().isPresent()
            ? "not to be started again for "
            : "trying again in ";
    task.log().line(again + delay.toSeconds() + " s: " + reason);
    temporaryExit.write(delay, reason);
  }

  private static WayOut later(String reason) {
    return new WayOut.Postpone(Optional.empty(), reason);
  }

  /** Forgets the rest only now: earlier, before the client knows of it, nobody would keep it. */
  private void clientKnowsOfRest() {
    if (temporaryExit.written() && task.memo().memo().rest().isPresent()) {
      task.memo().change(Memo::withoutRest);
    }
  }

  /**
   * Without the list of the client's links, nobody knows which ones must stay. An author's
   * directory is left alone: it is the author's, and no client opens a file there.
   */
  private void sweep() {
    if (!task.facts().knowsLinks() || !task.lease().givenByClient()) {
      return;
    }
    task.lease().check();
    try {
      SlotSweep.sweep(task.slot(), task.facts().links(), SlotSweep.Scope.RESTART)
          .forEach(task.log()::line);
    } catch (SlotException e) {
      throw new SlotFailedException(e);
    }
  }

  /** An aborted task's slot is emptied by the client, which has to get into each directory. */
  private void sweepForClient() {
    if (task.lease().lost() || !task.facts().holdsSlot()) {
      return;
    }
    try {
      sweep();
    } catch (LeaseLostException | SlotFailedException e) {
      task.log().line("leaving the slot as it is: " + e.getMessage());
    }
  }

  private void exit(int code) {
    if (!task.lease().lost()) {
      farewell.run();
    }
    status = OptionalInt.of(code);
  }
}
