package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.slot.record.Memo.Outcome;
import net.boincwrapper.task.machine.WayOut;
import org.junit.jupiter.api.Test;

class StandaloneTest {
  private static final WayOut FINISH = new WayOut.Finish(new Outcome(3, "no such program"));
  private static final WayOut LATER =
      new WayOut.Postpone(Optional.of(Duration.ofMinutes(5)), "the disk is full");

  @Test
  void aTaskThatIsOverIsOverWhateverSignalCame() {
    assertThat(Standalone.end(FINISH, "INT", false, false))
        .isEqualTo(new StandaloneEnd.Finished(3, "no such program"));
  }

  @Test
  void aJobThatCannotRunWasNotTheAppsFailure() {
    assertThat(Standalone.end(FINISH, "", true, false))
        .isEqualTo(new StandaloneEnd.Rejected("no such program"));
  }

  @Test
  void aSignalCountsMoreThanTheReasonThatAClientWouldBeTold() {
    assertThat(Standalone.end(LATER, "TERM", false, true))
        .isEqualTo(new StandaloneEnd.Stopped("TERM", true));
  }

  @Test
  void anAbortLeavesNoPausedContainer() {
    assertThat(Standalone.end(new WayOut.Aborted(), "INT", false, true))
        .isEqualTo(new StandaloneEnd.Stopped("INT", false));
  }

  @Test
  void allElseIsForTheNextStart() {
    assertThat(Standalone.end(LATER, "", false, false))
        .isEqualTo(
            new StandaloneEnd.Postponed(Optional.of(Duration.ofMinutes(5)), "the disk is full"));
    assertThat(Standalone.end(new WayOut.ForRestart(), "", false, false))
        .isInstanceOfSatisfying(
            StandaloneEnd.Postponed.class, end -> assertThat(end.delay()).isEmpty());
  }
}
