package net.boincwrapper.task;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.slot.record.Memo.Outcome;
import net.boincwrapper.task.machine.StopCause;
import net.boincwrapper.task.machine.TaskEvent;

/** One event of every kind, and of every cause. */
public final class TaskEvents {
  private TaskEvents() {}

  public static List<TaskEvent> all() {
    return List.of(
        new TaskEvent.SlotLocked(),
        new TaskEvent.LockRefused(),
        new TaskEvent.SlotTaken(),
        new TaskEvent.OutcomeKnown(new Outcome(0, "")),
        new TaskEvent.StrangersFound(List.of("x1", "x2")),
        new TaskEvent.SlotSpoilt(List.of("x1", "x2"), "written by others"),
        new TaskEvent.OursRunning(),
        new TaskEvent.OursPaused(),
        new TaskEvent.OursEnded(),
        new TaskEvent.OursUnusable("changed"),
        new TaskEvent.NoneFound(),
        new TaskEvent.Removed(false),
        new TaskEvent.Removed(true),
        new TaskEvent.JobRejected("job.toml:1: bad"),
        new TaskEvent.ImageReady(),
        new TaskEvent.ImagePostponed(Optional.empty(), "network"),
        new TaskEvent.ImageFailed("no such image"),
        new TaskEvent.Restored(),
        new TaskEvent.Created(),
        new TaskEvent.Started(),
        new TaskEvent.NotRunnable("no such program"),
        new TaskEvent.StartFailed("disk full"),
        new TaskEvent.GivenUp("ten starts"),
        new TaskEvent.Exited(),
        new TaskEvent.Vanished(),
        new TaskEvent.Hung("no sign of life"),
        new TaskEvent.LimitExceeded(197, "limits.time"),
        new TaskEvent.Halted(),
        new TaskEvent.Again("interrupted"),
        new TaskEvent.Later(Duration.ofSeconds(300), "exit code 75"),
        new TaskEvent.Decided(new Outcome(42, "")),
        new TaskEvent.Suspend(),
        new TaskEvent.Resume(),
        new TaskEvent.StopRequested(StopCause.QUIT),
        new TaskEvent.StopRequested(StopCause.CLIENT_GONE),
        new TaskEvent.StopRequested(StopCause.SIGNAL),
        new TaskEvent.StopRequested(StopCause.INTERRUPT),
        new TaskEvent.StopDeadline(),
        new TaskEvent.Abort(),
        new TaskEvent.EngineLost("no answer"),
        new TaskEvent.Broken("a bug"));
  }
}
