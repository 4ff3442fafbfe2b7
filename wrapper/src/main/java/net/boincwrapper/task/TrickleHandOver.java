package net.boincwrapper.task;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.client.ClientLink;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.TrickleUpFile;
import net.boincwrapper.task.lease.StderrLog;
import net.boincwrapper.time.Stopwatch;

/**
 * Hands a message from the app to the client. The client moves whatever has the file's name and
 * sends what it then reads: if the app put a link there, one of the volunteer's files would be
 * sent. So the app is frozen until the client is done, which takes a second or so.
 */
final class TrickleHandOver {
  /** The client looks once a second. Far shorter than the time that a stop has. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final TaskContext task;
  private final ContainerLife life;
  private final ClientLink link;
  private final TrickleUpFile file;
  private boolean busy;

  TrickleHandOver(TaskContext task, ContainerLife life, ClientLink link) {
    this.task = task;
    this.life = life;
    this.link = link;
    this.file = new TrickleUpFile(task.slot());
  }

  /** A message. Its methods are called in any thread, while the app cannot run. */
  interface Message {
    /** Puts it where the client takes it from. Returns why it cannot be sent; empty: it can. */
    Optional<String> place(TrickleUpFile file) throws SlotException, IOException;

    /** Called when the client has the message, or when it cannot be sent. */
    void done() throws IOException;
  }

  /** Whether a message is under way. */
  boolean busy() {
    return busy;
  }

  /** Hands over a message while the app runs. */
  void begin(Message message) {
    task.lease().check();
    busy = true;
    life.holding(true);
    String id = task.memo().containerId();
    task.calls()
        .call(
            engine -> handOver(engine, id, message),
            problem -> {
              over();
              say(problem);
            },
            e -> {
              // Usually the app has ended, and its message is handled then; if not, it may be
              // frozen.
              over();
              life.correct();
              task.log().say(StderrLog.Level.DETAILS, String.valueOf(e.getMessage()));
            });
  }

  /** Hands over a message after the app's end, when nothing can change the file any more. */
  void last(Message message) {
    task.lease().check();
    say(attempt(message, Optional::empty));
  }

  private Optional<String> handOver(Engine engine, String id, Message message)
      throws EngineException {
    engine.pause(id);
    try {
      return attempt(message, this::awaitTaken);
    } finally {
      engine.unpause(id);
    }
  }

  private interface Wait {
    Optional<String> untilTaken() throws SlotException;
  }

  private Optional<String> attempt(Message message, Wait wait) {
    try {
      Optional<String> unfit = message.place(file);
      if (unfit.isEmpty()) {
        link.trickleUp();
        Optional<String> late = wait.untilTaken();
        if (late.isPresent()) {
          return late;
        }
      }
      message.done();
      return unfit;
    } catch (SlotException | IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** A message that is not taken must not stay: the app could change it. */
  private Optional<String> awaitTaken() throws SlotException {
    Stopwatch sincePlaced = task.started();
    try {
      while (file.isThere()) {
        if (sincePlaced.hasPassed(PATIENCE)) {
          file.remove();
          return Optional.of("the client did not take it");
        }
        task.gateways().clock().sleep(LOOK_EVERY);
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private void over() {
    busy = false;
    life.holding(false);
  }

  private void say(Optional<String> problem) {
    if (problem.isPresent()) {
      task.log().line("a message to the project was not sent: " + problem.get());
    } else {
      task.act("the client has taken a message to the project");
    }
  }
}
