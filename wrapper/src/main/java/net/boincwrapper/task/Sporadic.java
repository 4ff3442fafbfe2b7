package net.boincwrapper.task;

import java.time.Duration;
import java.util.OptionalInt;
import net.boincwrapper.client.ClientLink.Inbox;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SporadicFiles;

/** Carries words between a sporadic app, which computes only at times, and the client. */
final class Sporadic {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** {@code lib/common_defs.h:CA_DONT_COMPUTE}: until the client has said otherwise. */
  private static final int DONT_COMPUTE = 1;

  private final TaskContext task;
  private final StatusReporter reporter;
  private int said = DONT_COMPUTE;
  private OptionalInt written = OptionalInt.empty();
  private long lookedAt;

  Sporadic(TaskContext task, StatusReporter reporter) {
    this.task = task;
    this.reporter = reporter;
    this.lookedAt = task.seams().clock().nanos() - INTERVAL.toNanos();
  }

  void heard(Inbox inbox) {
    said = inbox.sporadicState().orElse(said);
  }

  /** To be called at each turn while the app runs. */
  void tick() {
    if (!task.setup().sporadic() || !task.hasPassed(lookedAt, INTERVAL)) {
      return;
    }
    lookedAt = task.seams().clock().nanos();
    if (!written.equals(OptionalInt.of(said))) {
      answer();
    }
    SporadicFiles.wish(task.slot()).ifPresent(reporter::sporadic);
  }

  private void answer() {
    try {
      SporadicFiles.answer(task.slot(), said);
      written = OptionalInt.of(said);
    } catch (SlotException e) {
      task.log().say(StderrLog.Level.DETAILS, String.valueOf(e.getMessage()));
    }
  }
}
