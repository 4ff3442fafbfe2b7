package net.boincwrapper.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.RunStory;
import net.boincwrapper.cli.rehearse.RehearsalSchedule.Planned;
import net.boincwrapper.cli.simulate.Interrupt;
import net.boincwrapper.cli.simulate.Interrupt.Kind;
import org.junit.jupiter.api.Test;

/** In the undisturbed run the first checkpoint leaves 15 s, the second 10 s. */
class PlannedInterruptionsTest {
  private final RunStory run = new RunStory().launch(0).start(1);

  @Test
  void nothingHappensBeforeThereIsACheckpoint() {
    PlannedInterruptions planned = plan(new Planned(Kind.KILL, 1, 0.01));

    run.cpu(20, 19);

    assertThat(planned.due(19, 0)).isEmpty();
    assertThat(planned.left()).containsExactly("kill");
  }

  @Test
  void itComesOnceItsShareOfTheRestHasPassed() {
    PlannedInterruptions planned = plan(new Planned(Kind.KILL, 1, 0.5));

    run.seal(6, 1, 5).cpu(11.5, 10);
    assertThat(planned.due(10.5, 0)).isEmpty();

    run.cpu(12.2, 11);
    assertThat(planned.due(11.2, 0)).contains(Interrupt.parse("kill@11.2s"));
    assertThat(planned.due(11.2, 0)).isEmpty();
    assertThat(planned.left()).isEmpty();
  }

  @Test
  void aRollbackWaitsForTheSecondCheckpoint() {
    PlannedInterruptions planned = plan(new Planned(Kind.ROLLBACK, 2, 0));

    run.seal(6, 1, 5).cpu(10, 9);
    assertThat(planned.due(9, 0)).isEmpty();

    run.seal(11, 2, 10);
    assertThat(planned.due(10, 0)).map(Interrupt::kind).contains(Kind.ROLLBACK);
  }

  @Test
  void ofSeveralEachWaitsForACheckpointOfItsOwn() {
    PlannedInterruptions planned = plan(new Planned(Kind.KILL, 1, 0), new Planned(Kind.QUIT, 1, 0));

    run.seal(6, 1, 5);
    Optional<Interrupt> first = planned.due(5, 0);
    run.hit(6.1, "kill@5s").start(7).cpu(8, 6);
    Optional<Interrupt> tooSoon = planned.due(7, 0);
    run.seal(9, 2, 7);

    assertThat(first).map(Interrupt::kind).contains(Kind.KILL);
    assertThat(tooSoon).isEmpty();
    assertThat(planned.due(8, 0)).map(Interrupt::kind).contains(Kind.QUIT);
  }

  @Test
  void withoutCheckpointsItComesAfterTheStart() {
    PlannedInterruptions planned = plan(new Planned(Kind.KILL, 0, 0));

    assertThat(planned.due(0, 0)).isEmpty();
    run.cpu(2, 1);
    assertThat(planned.due(1, 0)).contains(Interrupt.parse("kill@1s"));
  }

  private PlannedInterruptions plan(Planned... planned) {
    return new PlannedInterruptions(run.log(), RunStory.undisturbed(), List.of(planned));
  }
}
