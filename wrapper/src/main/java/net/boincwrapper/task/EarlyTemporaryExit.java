package net.boincwrapper.task;

import java.time.Duration;
import net.boincwrapper.slot.EarlyPostponementCount;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.TemporaryExitFile;
import net.boincwrapper.task.lease.StderrLog;
import net.boincwrapper.task.machine.PostponementDelays;
import net.boincwrapper.time.HostClock;

/**
 * The shortest way out, for anything that goes wrong before there is a loop. Its delays grow like
 * the later ones: a client that starts a task once a minute gives up on it after a hundred times
 * ({@code client/app_control.cpp:ACTIVE_TASK::handle_premature_exit}).
 */
record EarlyTemporaryExit(SlotLayout slot, StderrLog log, HostClock clock) {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /** The launcher kills a JVM that is not ready after three minutes. */
  private static final int MOST_TRIES = 12;

  /**
   * Tries for a while, since a full disk may pass: without the file, the client would start the
   * task again at once.
   */
  void write(String reason) {
    Duration delay = PostponementDelays.delayAfter(EarlyPostponementCount.count(slot));
    log.line("trying again in " + delay.toSeconds() + " s: " + reason);
    for (int tries = 1; !attempt(delay, reason) && tries < MOST_TRIES; tries++) {
      pause();
    }
  }

  private void pause() {
    try {
      clock.sleep(INTERVAL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean attempt(Duration delay, String reason) {
    try {
      TemporaryExitFile.write(slot, delay, reason);
      return true;
    } catch (SlotException e) {
      log.line(String.valueOf(e.getMessage()));
      return false;
    }
  }
}
