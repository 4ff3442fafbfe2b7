package net.boincwrapper.task;

import java.util.List;
import net.boincwrapper.container.EngineException;
import net.boincwrapper.container.Images;

/** Obtains the image, and can be told to give up. */
final class ImageStep {
  private final TaskContext task;
  private final StatusReporter reporter;
  private volatile boolean networkSuspended;
  private volatile boolean cancelled;

  ImageStep(TaskContext task, StatusReporter reporter) {
    this.task = task;
    this.reporter = reporter;
  }

  /** The client's last word on the network. */
  void network(boolean suspended) {
    networkSuspended = suspended;
  }

  /** Told: the image is ready, or why not. */
  void obtain() {
    Images.Wish wish =
        new Images.Wish(
            task.facts().job(), task.facts().init(), task.slot(), task.setup().dockerfile());
    Images.Surroundings surroundings =
        new Images.Surroundings(
            () -> networkSuspended,
            wanted -> task.mailbox().post(() -> reporter.wantNetwork(wanted)),
            () -> cancelled,
            line -> task.mailbox().post(() -> task.act(line)),
            line -> task.mailbox().post(() -> task.log().say(StderrLog.Level.DETAILS, line)),
            line -> task.mailbox().post(() -> task.log().line(line)));
    task.calls()
        .longCall(
            engine -> task.seams().images().obtain(engine, wish, surroundings),
            image -> {
              task.facts().learn(image);
              task.tell().accept(new TaskEvent.ImageReady());
            },
            this::failed);
  }

  /** A pull or a build that runs ends within a second. */
  void cancel() {
    cancelled = true;
  }

  private void failed(EngineException e) {
    String message = String.valueOf(e.getMessage());
    if (!e.worthRetry() && e.kind() != EngineException.Kind.CANCELLED) {
      task.tell().accept(new TaskEvent.ImageFailed(message));
      return;
    }
    // A reason is one line; what a build has said comes before it.
    List<String> lines = message.lines().toList();
    lines.stream().skip(1).forEach(task.log()::line);
    task.tell().accept(new TaskEvent.ImagePostponed(e.delay(), lines.get(0)));
  }
}
