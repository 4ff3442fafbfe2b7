package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import net.boincwrapper.harness.SealedSteps;
import net.boincwrapper.harness.SealedSteps.Sealed;
import net.boincwrapper.harness.TaskHarness;

/**
 * What a counting app that was interrupted may begin again with: no step that was sealed is lost,
 * and none is made up.
 *
 * @param sealed step of the newest sealed checkpoint, 0 where there is none
 * @param reached the last step of the app
 */
record Restart(TaskHarness task, long sealed, long reached) {
  /** To be called when the app has ended, and before it can be started again. */
  static Restart of(TaskHarness task, int reached) {
    return new Restart(task, new SealedSteps(task).newest().map(Sealed::step).orElse(0L), reached);
  }

  /** The app was started twice, and counted to the end. */
  void assertRightResult() throws IOException {
    List<Integer> starts = task.starts();
    assertThat(starts).as(task.stderr()).hasSize(2).startsWith(0);
    assertThat(starts.get(1).longValue()).as(task.stderr()).isBetween(sealed, reached);
    assertThat(task.read("out.txt")).isEqualTo("counted to " + task.read("state"));
  }
}
