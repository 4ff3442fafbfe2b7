package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.task.machine.TaskEvent;
import org.junit.jupiter.api.Test;

class EventSinkTest {
  private final EventSink events = new EventSink();

  @Test
  void whoSubscribesHearsAtOnce() {
    List<TaskEvent> heard = new ArrayList<>();
    events.subscribe(heard::add);
    events.accept(new TaskEvent.Created());
    assertThat(heard).containsExactly(new TaskEvent.Created());
  }

  @Test
  void whatNobodyHearsIsNotSilentlyLost() {
    assertThatThrownBy(() -> events.accept(new TaskEvent.Created()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Created");
  }
}
