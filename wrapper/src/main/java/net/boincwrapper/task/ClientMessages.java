package net.boincwrapper.task;

import java.util.OptionalDouble;
import net.boincwrapper.client.ClientLink.Inbox;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.task.lease.StderrLog;
import net.boincwrapper.task.machine.Phase;
import net.boincwrapper.task.machine.StopCause;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.turn.LoopPace;
import net.boincwrapper.task.turn.SuspendFilter;

/** Acts on what the client says. */
final class ClientMessages {
  private final TaskContext task;
  private final LoopPace pace;
  private final MachineDriver driver;
  private final ImageStep images;
  private final UsageSampler usage;
  private final SporadicExchange sporadic;
  private final TricklesAndUploads tricklesAndUploads;
  private final SuspendFilter suspends;
  private boolean clientGone;

  ClientMessages(
      TaskContext task,
      LoopPace pace,
      MachineDriver driver,
      ImageStep images,
      UsageSampler usage,
      SporadicExchange sporadic,
      TricklesAndUploads tricklesAndUploads) {
    this.task = task;
    this.pace = pace;
    this.driver = driver;
    this.images = images;
    this.usage = usage;
    this.sporadic = sporadic;
    this.tricklesAndUploads = tricklesAndUploads;
    this.suspends = new SuspendFilter(task.gateways().clock());
  }

  /** Call it at each turn, even with an empty inbox. */
  void hear(Inbox inbox) {
    images.network(inbox.networkSuspended());
    inbox.sporadicState().ifPresent(sporadic::hear);
    if (inbox.trickleDown()) {
      tricklesAndUploads.arrived("a message from the project");
    }
    if (inbox.uploadStatus()) {
      tricklesAndUploads.arrived("news of an upload");
    }
    inbox.requests().forEach(this::obey);
    if (suspends.lasted()) {
      tell(new TaskEvent.Suspend());
    }
    if (inbox.clientGone() && !clientGone) {
      clientGone = true;
      task.log().line("the client is gone");
      task.stop(StopCause.CLIENT_GONE);
    }
  }

  /** Whether a suspend is being held back that may soon have to be obeyed. */
  boolean holdsSuspend() {
    return suspends.holds();
  }

  private void obey(ClientRequest request) {
    pace.stir();
    usage.now();
    task.log().say(StderrLog.Level.DETAILS, "the client says " + request);
    switch (request) {
      case SUSPEND -> {
        if (suspends.suspend(limitKept())) {
          tell(new TaskEvent.Suspend());
        }
      }
      case RESUME -> {
        suspends.resume();
        tell(new TaskEvent.Resume());
      }
      case QUIT -> {
        task.log().line("the client asks us to quit");
        task.stop(StopCause.QUIT);
      }
      case ABORT -> {
        task.stopRequested();
        tell(new TaskEvent.Abort());
      }
      case REREAD_APP_INFO -> {
        if (task.facts().holdsSlot()) {
          task.guard().refresh();
        }
      }
    }
  }

  /** The volunteer's limit, if a quota enforces it: the container's, or that of a build. */
  private OptionalDouble limitKept() {
    double limit = task.facts().init().cpuUsageLimitPercent();
    return driver.phase() == Phase.OBTAINING_IMAGE && limit < 100
        ? OptionalDouble.of(limit)
        : task.facts().limitByQuota();
  }

  private void tell(TaskEvent event) {
    task.tell().accept(event);
  }
}
