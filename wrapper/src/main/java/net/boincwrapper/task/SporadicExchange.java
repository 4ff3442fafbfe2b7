package net.boincwrapper.task;

import java.time.Duration;
import java.util.OptionalInt;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SporadicFiles;
import net.boincwrapper.time.Stopwatch;

/** Passes messages between a sporadic app and the client, once a second as BOINC does. */
final class SporadicExchange {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final TaskContext task;
  private final StatusReporter reporter;
  private final Stopwatch sinceLook;
  private OptionalInt granted = OptionalInt.empty();
  private OptionalInt told = OptionalInt.empty();

  SporadicExchange(TaskContext task, StatusReporter reporter) {
    this.task = task;
    this.reporter = reporter;
    this.sinceLook = task.stopwatch();
  }

  /** The client's latest message, a {@code SPORADIC_CA_STATE}. */
  void hear(int state) {
    granted = OptionalInt.of(state);
  }

  /** Call it at each turn while the app runs. */
  void tick() {
    boolean due = sinceLook.isDue(EVERY);
    if (!task.setup().sporadic() || !due) {
      return;
    }
    sinceLook.restart();
    SporadicFiles.wanted(task.slot()).ifPresent(reporter::sporadic);
    if (granted.isPresent() && !granted.equals(told)) {
      told = granted;
      tell(granted.getAsInt());
    }
  }

  private void tell(int state) {
    task.lease().check();
    try {
      SporadicFiles.tell(task.slot(), state);
    } catch (SlotException e) {
      task.log().line(String.valueOf(e.getMessage()));
    }
  }
}
