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
 * Follows one container by its events and its end. It subscribes in the thread of an engine call;
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
   * @param onEvent told, in the loop's thread, what happens to this container, even after the close
   * @param onEnd told once, in the loop's thread, the exit code, or empty if the engine or the
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
   * Can be repeated. While the engine does not answer, {@link #close} still returns.
   *
   * @param since events from this moment on are told, as far as the engine remembers them
   */
  public void watchEvents(Engine engine, Instant since) throws EngineException {
    takeEvents(null);
    takeEvents(engine.watch(id, since, event -> mailbox.post(() -> happened(event))));
  }

  /** To be called after the start: a container that was never started has no end to wait for. */
  public void awaitEnd(Engine engine) throws EngineException {
    takeEnd(null);
    takeEnd(engine.awaitExit(id, code -> mailbox.post(() -> onEnd.accept(this, code))));
  }

  /** A late event is about the container that it names, not about one that came later. */
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

  /** A subscription that arrives after the close is closed at once. */
  private @Nullable Subscription kept(@Nullable Subscription fresh) {
    if (!closed) {
      return fresh;
    }
    close(fresh);
    return null;
  }

  /** Stops following, for good. */
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
