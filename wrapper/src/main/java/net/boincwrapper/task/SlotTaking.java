package net.boincwrapper.task;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.task.lease.SlotFailedException;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.time.Stopwatch;

/** Takes the slot's lock. A wrapper of an earlier life may still be stopping its container. */
final class SlotTaking {
  /** After 60 s, a wrapper that was asked to quit has ended or was killed. */
  private static final Duration PATIENCE = Duration.ofSeconds(65);

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final TaskContext task;
  private final Stopwatch sinceBegin;
  private final Stopwatch sinceTry;
  private boolean over;
  private Optional<Closeable> lock = Optional.empty();

  SlotTaking(TaskContext task) {
    this.task = task;
    this.sinceBegin = task.started();
    this.sinceTry = task.stopwatch();
  }

  /** Tries now and then. Tells the machine: locked, or refused. */
  void tick() {
    if (over || !sinceTry.isDue(INTERVAL)) {
      return;
    }
    sinceTry.restart();
    lock = tryAcquire();
    if (lock.isPresent()) {
      over = true;
      task.facts().slotIsOurs();
      task.tell().accept(new TaskEvent.SlotLocked());
    } else if (!task.lease().givenByClient() || sinceBegin.hasPassed(PATIENCE)) {
      over = true;
      task.tell().accept(new TaskEvent.LockRefused());
    }
  }

  void release() {
    lock.ifPresent(SlotTaking::close);
  }

  private Optional<Closeable> tryAcquire() {
    try {
      return task.gateways().slotLocks().tryAcquire(task.slot()).map(Closeable.class::cast);
    } catch (SlotException e) {
      over = true;
      throw new SlotFailedException(e);
    }
  }

  private static void close(Closeable lock) {
    try {
      lock.close();
    } catch (IOException e) {
      // The kernel releases it when this process ends.
    }
  }
}
