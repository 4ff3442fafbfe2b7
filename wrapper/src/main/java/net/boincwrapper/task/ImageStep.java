package net.boincwrapper.task;

import java.util.List;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.image.Images;
import net.boincwrapper.task.lease.StderrLog;
import net.boincwrapper.task.machine.TaskEvent;

/** Obtains the image; can be cancelled. */
final class ImageStep {
  private final TaskContext task;
  private final StatusReporter reporter;
  private final BuildCpu buildCpu;
  private volatile boolean suspended;
  private volatile boolean networkSuspended;
  private volatile boolean cancelled;

  ImageStep(TaskContext task, StatusReporter reporter) {
    this.task = task;
    this.reporter = reporter;
    this.buildCpu = new BuildCpu(task);
  }

  /** Whether the client has suspended the task. */
  void suspended(boolean now) {
    suspended = now;
  }

  /** Whether the client has suspended the network, by its latest message. */
  void network(boolean suspended) {
    networkSuspended = suspended;
  }

  /** Obtains the image. Tells the machine that it is ready, or why not. */
  void obtain() {
    Images.Wish wish =
        new Images.Wish(
            task.facts().job(),
            task.facts().init(),
            task.slot(),
            task.setup().dockerfile(),
            task.facts().engine());
    Images.Surroundings surroundings =
        new Images.Surroundings(
            () -> suspended,
            () -> networkSuspended,
            wanted -> task.mailbox().post(() -> reporter.wantNetwork(wanted)),
            () -> cancelled,
            line -> task.mailbox().post(() -> task.act(line)),
            line -> task.mailbox().post(() -> detail(line)),
            line -> task.mailbox().post(() -> task.log().line(line)));
    task.calls()
        .longCall(
            engine -> {
              buildCpu.on(engine);
              return task.gateways().images().obtain(engine, wish, surroundings);
            },
            image -> {
              buildCpu.end();
              task.facts().learn(image);
              task.tell().accept(new TaskEvent.ImageReady());
            },
            this::failed);
  }

  /** Call it at each turn while the image is being obtained. */
  void tick() {
    buildCpu.tick();
  }

  private void detail(String line) {
    task.log().say(StderrLog.Level.DETAILS, line);
    buildCpu.heard(line);
  }

  /** A running pull or build then ends within a second. */
  void cancel() {
    cancelled = true;
  }

  private void failed(EngineException e) {
    buildCpu.end();
    String message = String.valueOf(e.getMessage());
    if (!e.worthRetry() && e.kind() != EngineException.Kind.CANCELLED) {
      task.tell().accept(new TaskEvent.ImageFailed(message));
      return;
    }
    // A reason is one line; what the build said goes to the log before it.
    List<String> lines = message.lines().toList();
    lines.stream().skip(1).forEach(task.log()::line);
    task.tell().accept(new TaskEvent.ImagePostponed(e.delay(), lines.get(0)));
  }
}
