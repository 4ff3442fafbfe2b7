package net.boincwrapper.task;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.slot.InitDataFile;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.SlotScrub;
import net.boincwrapper.slot.SlotSweep;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.task.lease.Lease;
import net.boincwrapper.task.lease.SlotFailedException;
import net.boincwrapper.task.lease.StderrLog;
import net.boincwrapper.task.turn.TaskClock;
import net.boincwrapper.time.Stopwatch;

/**
 * Guards what is the client's from the app: blanks the secrets each time the client writes them,
 * and removes the control files that only the wrapper may write.
 */
final class SlotGuard {
  static final Set<String> WATCHED =
      Set.of(SlotLayout.INIT_DATA, SlotLayout.FINISH, SlotLayout.TEMPORARY_EXIT);

  /** Reading init_data.xml takes milliseconds, and an app can rewrite it all the time. */
  private static final Duration READ_EVERY = Duration.ofMillis(900);

  private final SlotLayout slot;
  private final TaskFacts facts;
  private final StderrLog log;
  private final Lease lease;
  private final Gateways.SlotWatch watch;
  private final Stopwatch sinceRead;
  private boolean tells;
  private boolean news;

  SlotGuard(
      SlotLayout slot,
      TaskFacts facts,
      StderrLog log,
      Lease lease,
      Gateways.SlotWatch watch,
      TaskClock clock) {
    this.slot = slot;
    this.facts = facts;
    this.log = log;
    this.lease = lease;
    this.watch = watch;
    this.sinceRead = new Stopwatch(clock);
  }

  /**
   * The slot is ours from now on.
   *
   * @param news called from any thread, often, whenever there may be something to look at
   */
  void begin(Runnable news) {
    tells = watch.guard(news);
    scrub();
  }

  /** Whether everything that {@link #tick} would find is reported. */
  boolean tells() {
    return tells;
  }

  /**
   * Blanks the secrets. Call it before create, start and unpause.
   *
   * @throws SlotFailedException a secret may still be there: no container may run
   */
  void scrub() {
    if (!lease.givenByClient()) {
      return;
    }
    try {
      SlotScrub.scrub(slot);
    } catch (SlotException e) {
      throw new SlotFailedException(e);
    }
  }

  /**
   * Looks at what has changed.
   *
   * @param leaving whether control files that are there now are ours
   * @return the names that have changed
   */
  Set<String> tick(boolean leaving) {
    Set<String> changed = watch.poll();
    if (!lease.givenByClient()) {
      return changed;
    }
    news |= changed.contains(SlotLayout.INIT_DATA);
    if (news && sinceRead.isDue(READ_EVERY)) {
      refresh();
    } else if (changed.contains(SlotLayout.INIT_DATA) && !tells) {
      scrub();
    }
    boolean control =
        changed.contains(SlotLayout.FINISH) || changed.contains(SlotLayout.TEMPORARY_EXIT);
    if (control && !leaving) {
      removeControlFiles();
    }
    return changed;
  }

  /** Reads what the client says about the task now, and then blanks the secrets in it. */
  void refresh() {
    news = false;
    sinceRead.restart();
    Optional<byte[]> taken = watch.take();
    try {
      InitData read = taken.isPresent() ? InitDataFile.parse(taken.get()) : InitDataFile.read(slot);
      boolean unread = SlotScrub.scrub(slot) || taken.isPresent();
      boolean ours = read.resultName().equals(facts.init().resultName());
      // A file that was already scrubbed lacks the proxy's password.
      if (ours && (unread || facts.init().proxy().isEmpty())) {
        facts.learn(read);
      }
    } catch (SlotException e) {
      log.say(StderrLog.Level.DETAILS, String.valueOf(e.getMessage()));
      scrub();
    }
  }

  /**
   * Ends the watching. While a Java thread waits in the kernel for file events, halting the JVM
   * takes 0.3 s longer (measured; {@code VM_Exit::wait_for_threads_in_native_to_block}).
   */
  void end() {
    watch.close();
  }

  /** Not those of another task, which are its own wrapper's. */
  private void removeControlFiles() {
    lease.check();
    try {
      SlotSweep.removeControlFiles(slot).forEach(log::line);
    } catch (SlotException e) {
      throw new SlotFailedException(e);
    }
  }
}
