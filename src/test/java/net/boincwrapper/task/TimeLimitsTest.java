package net.boincwrapper.task;

import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.task.machine.Phase;
import net.boincwrapper.task.machine.StopCause;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.turn.Mailbox;
import org.junit.jupiter.api.Test;

/** What a job's own limit does is shown with a whole task, in {@link TaskEndTest}. */
class TimeLimitsTest {
  private final Stage stage = new Stage();
  private final List<TaskEvent> told = new ArrayList<>();
  private final TaskContext task = stage.context(told::add);
  private final TimeLimits limits = new TimeLimits(task);

  private void pass(int seconds) {
    stage.clock.await(new Mailbox(), seconds(seconds));
  }

  @Test
  void aStopThatTakesLongIsCutShortBeforeTheClientKillsUs() {
    task.stop(StopCause.QUIT);
    told.clear();
    pass(51);
    limits.tick(Phase.STOPPING);
    assertThat(told).isEmpty();
    pass(1);
    limits.tick(Phase.STOPPING);
    limits.tick(Phase.COLLECTING);
    assertThat(told).as("once").containsExactly(new TaskEvent.StopDeadline());
  }

  @Test
  void nobodyHurriesWhereNobodyAsked() {
    pass(1000);
    limits.tick(Phase.COLLECTING);
    assertThat(told).isEmpty();
  }

  @Test
  void whereNothingIsLeftToDoItIsNotCutShort() {
    task.stop(StopCause.QUIT);
    told.clear();
    pass(60);
    limits.tick(Phase.DONE);
    assertThat(told).isEmpty();
  }
}
