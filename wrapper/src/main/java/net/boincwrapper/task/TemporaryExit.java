package net.boincwrapper.task;

import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.TemporaryExitFile;
import net.boincwrapper.task.lease.LeaseLostException;
import net.boincwrapper.time.Stopwatch;

/**
 * Writes the temporary-exit file. If that fails, as on a full disk, the process stays for a while
 * and tries again: without the file, the client would start the task again at once, and fail it for
 * good after a hundred times ({@code client/app_control.cpp:ACTIVE_TASK::handle_premature_exit}).
 */
final class TemporaryExit {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final TaskContext task;
  private final Stopwatch sinceBegin;
  private final Stopwatch sinceTry;
  private Optional<Wanted> wanted = Optional.empty();
  private boolean written;

  TemporaryExit(TaskContext task) {
    this.task = task;
    this.sinceBegin = task.stopwatch();
    this.sinceTry = task.stopwatch();
  }

  private record Wanted(Duration delay, String reason) {}

  /** Makes the first try. */
  void write(Duration delay, String reason) {
    wanted = Optional.of(new Wanted(delay, reason));
    sinceBegin.restart();
    attempt();
  }

  boolean begun() {
    return wanted.isPresent();
  }

  /** Whether the file is there for the client to read. */
  boolean written() {
    return written;
  }

  /**
   * Call it at each turn once it has begun. Returns true if the file is written, if there is no
   * more time to try, or if the slot is another task's by now.
   */
  boolean tick() {
    if (!written && !task.lease().lost() && sinceTry.hasPassed(INTERVAL)) {
      attempt();
    }
    return written
        || task.lease().lost()
        || task.facts().stopRequestedAt().isPresent()
        || sinceBegin.hasPassed(PATIENCE);
  }

  private void attempt() {
    sinceTry.restart();
    try {
      task.lease().check();
      Wanted file = wanted.orElseThrow();
      TemporaryExitFile.write(task.slot(), file.delay(), file.reason());
      written = true;
    } catch (LeaseLostException e) {
      task.log().line("the slot has been given to another task");
    } catch (SlotException e) {
      task.log().line(String.valueOf(e.getMessage()));
    }
  }
}
