package net.boincwrapper.task;

import java.util.function.Consumer;
import net.boincwrapper.task.machine.TaskEvent;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a task tell what has happened. It is there before them, and before whoever
 * hears it, which is made of them.
 */
final class EventSink implements Consumer<TaskEvent> {
  private @Nullable Consumer<TaskEvent> subscriber;

  /** From now on events go there, at once and in the thread of whoever tells. */
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
