package net.boincwrapper.task;

import java.util.function.Consumer;
import net.boincwrapper.task.machine.TaskEvent;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a task report what has happened. It has to exist before them, and its
 * subscriber, which is made of them, comes last.
 */
final class EventSink implements Consumer<TaskEvent> {
  private @Nullable Consumer<TaskEvent> subscriber;

  /** From now on, events go to this subscriber, at once and in the reporter's thread. */
  void subscribe(Consumer<TaskEvent> hearing) {
    subscriber = hearing;
  }

  @Override
  public void accept(TaskEvent event) {
    if (subscriber == null) {
      throw new IllegalStateException("nobody hears of " + event);
    }
    subscriber.accept(event);
  }
}
