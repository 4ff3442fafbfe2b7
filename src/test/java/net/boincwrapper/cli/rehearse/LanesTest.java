package net.boincwrapper.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import net.boincwrapper.cli.RunStory;
import net.boincwrapper.cli.report.Grade;
import net.boincwrapper.cli.report.Lane;
import net.boincwrapper.cli.report.Lane.Mark;
import net.boincwrapper.cli.report.Lane.Sign;
import net.boincwrapper.cli.report.Lane.Span;
import net.boincwrapper.cli.report.Lane.State;
import org.junit.jupiter.api.Test;

class LanesTest {
  private final RunStory story = new RunStory();

  @Test
  void timeBeginsWhenTheAppFirstRan() {
    story.launch(0).start(100).cpu(101, 1).end(110);

    assertThat(lane().spans())
        .containsExactly(new Span(State.RUNNING, 0, 10), new Span(State.ENDING, 10, 10.1));
  }

  @Test
  void aReturnAfterAnInterruptionIsPreparedAnew() {
    story.launch(0).start(1).hit(5, "reboot@4s").left(5).launch(8);
    story.line(9, "the container has ended, exit code 137: it was killed").start(10).end(20);

    assertThat(lane().spans())
        .containsExactly(
            new Span(State.RUNNING, 0, 4),
            new Span(State.AWAY, 4, 7),
            new Span(State.PREPARING, 7, 9),
            new Span(State.RUNNING, 9, 19),
            new Span(State.ENDING, 19, 19.1));
    assertThat(lane().marks()).containsExactly(new Mark(Sign.INTERRUPTED, 4, "reboot@4s"));
  }

  @Test
  void aSuspendedAppDoesNotRun() {
    story.launch(0).start(0).line(3, "pausing container 4d4da39c43d9");
    story.line(6, "unpausing container 4d4da39c43d9").end(9);

    assertThat(lane().spans())
        .startsWith(
            new Span(State.RUNNING, 0, 3),
            new Span(State.SUSPENDED, 3, 6),
            new Span(State.RUNNING, 6, 9));
  }

  @Test
  void aCheckpointIsSeenAndLaterSealed() {
    story.launch(0).start(0).line(2, "the checkpoint files are complete").seal(3, 1, 2).end(9);

    assertThat(lane().marks())
        .containsExactly(new Mark(Sign.SEEN, 2, ""), new Mark(Sign.SEALED, 3, "generation 1"));
  }

  @Test
  void whereNoDetailsAreToldTheClientsKnowledgeCounts() {
    story.launch(0).start(0).checkpointed(3).end(9);

    assertThat(lane().count(Sign.SEALED)).isEqualTo(1);
  }

  @Test
  void anAppThatNeverRanWasOnlyPrepared() {
    story.launch(0).left(7);

    assertThat(lane().spans()).containsExactly(new Span(State.PREPARING, 0, 7));
  }

  private Lane lane() {
    return Lanes.of("a", "b", Grade.GOOD, story.log());
  }
}
