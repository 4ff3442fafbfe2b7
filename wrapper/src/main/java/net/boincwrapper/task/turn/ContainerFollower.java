package net.boincwrapper.task.turn;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerEvent;
import net.boincwrapper.engine.Engine.Subscription;
import net.boincwrapper.engine.EngineException;
import org.jspecify.annotations.Nullable;

/**
 * Follows one container, by its events and by its end. Subscribed in the thread of an engine call;
 * what it hears goes through the mailbox.
 */
public final class ContainerFollower {
  private final String id;
  private final Mailbox mailbox;
  private final BiConsumer<ContainerFollower, ContainerEvent> onEvent;
  private final BiConsumer<ContainerFollower, OptionalInt> onEnd;
  private @Nullable Subscription events;
  private @Nullable Subscription end;
  private boolean closed;

  /**
   * @param onEvent told in the loop's thread of what happens to this container, also after the
   *     close
   * @param onEnd told once in the loop's thread: the exit code, or empty where the engine or the
   *     container went away
   */
  public ContainerFollower(
      String id,
      Mailbox mailbox,
      BiConsumer<ContainerFollower, ContainerEvent> onEvent,
      BiConsumer<ContainerFollower, OptionalInt> onEnd) {
    this.id = id;
    this.mailbox = mailbox;
    this.onEvent = onEvent;
    this.onEnd = onEnd;
  }

  /**
   * Can be repeated. Does not keep {@link #close} from returning while the engine does not answer.
   *
   * @param since from when on the events are told, as far as the engine remembers
   */
  public void watchEvents(Engine engine, Instant since) throws EngineException {
    takeEvents(null);
    takeEvents(engine.watch(id, since, event -> mailbox.post(() -> happened(event))));
  }

  /** After the start: a container that was never started has no end to wait for. */
  public void awaitEnd(Engine engine) throws EngineException {
    takeEnd(null);
    takeEnd(engine.awaitExit(id, code -> mailbox.post(() -> onEnd.accept(this, code))));
  }

  /** What is told late is of the container that it names, and not of one that came after it. */
  private void happened(ContainerEvent event) {
    if (event.containerId().equals(id)) {
      onEvent.accept(this, event);
    }
  }

  private synchronized void takeEvents(@Nullable Subscription fresh) {
    close(events);
    events = kept(fresh);
  }

  private synchronized void takeEnd(@Nullable Subscription fresh) {
    close(end);
    end = kept(fresh);
  }

  /** What comes after the close is not wanted any more. */
  private @Nullable Subscription kept(@Nullable Subscription fresh) {
    if (!closed) {
      return fresh;
    }
    close(fresh);
    return null;
  }

  public synchronized void close() {
    closed = true;
    close(events);
    close(end);
  }

  private static void close(@Nullable Subscription subscription) {
    if (subscription != null) {
      subscription.close();
    }
  }
}
