package net.boincwrapper.task;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import net.boincwrapper.container.Engine;
import net.boincwrapper.container.Engine.ContainerEvent;
import net.boincwrapper.container.Engine.Subscription;
import net.boincwrapper.container.EngineException;
import org.jspecify.annotations.Nullable;

/**
 * The two eyes on one container: its events, and its end. Subscribed in the thread of an engine
 * call; what they see goes through the mailbox.
 */
final class Follow {
  private final String id;
  private final Mailbox mailbox;
  private final Consumer<ContainerEvent> onEvent;
  private final BiConsumer<Follow, OptionalInt> onEnd;
  private @Nullable Subscription events;
  private @Nullable Subscription end;

  /**
   * @param onEvent told in the loop's thread
   * @param onEnd told once in the loop's thread: the exit code, or empty where the engine or the
   *     container went away
   */
  Follow(
      String id,
      Mailbox mailbox,
      Consumer<ContainerEvent> onEvent,
      BiConsumer<Follow, OptionalInt> onEnd) {
    this.id = id;
    this.mailbox = mailbox;
    this.onEvent = onEvent;
    this.onEnd = onEnd;
  }

  /**
   * Can be repeated.
   *
   * @param since from when on the events are told, as far as the engine remembers
   */
  synchronized void watchEvents(Engine engine, Instant since) throws EngineException {
    close(events);
    events = engine.watch(id, since, event -> mailbox.post(() -> onEvent.accept(event)));
  }

  /** After the start: a container that was never started has no end to wait for. */
  synchronized void awaitEnd(Engine engine) throws EngineException {
    close(end);
    end = engine.awaitExit(id, code -> mailbox.post(() -> onEnd.accept(this, code)));
  }

  synchronized void close() {
    close(events);
    close(end);
  }

  private static void close(@Nullable Subscription subscription) {
    if (subscription != null) {
      subscription.close();
    }
  }
}
