package net.boincwrapper.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import net.boincwrapper.cli.RunStory;
import net.boincwrapper.cli.rehearse.Recovery.Request;
import net.boincwrapper.cli.rehearse.Recovery.Resumption;
import net.boincwrapper.cli.simulate.Interrupt;
import org.junit.jupiter.api.Test;

/** The undisturbed run has 20 s of work. */
class RecoveriesTest {
  private final RunStory run = new RunStory().launch(0).start(1);

  @Test
  void aKilledAppThatResumesLosesTheWorkSinceItsCheckpoint() {
    run.seal(6, 1, 5)
        .seal(11, 2, 10)
        .cpu(13, 12)
        .hit(13, "kill@12s")
        .line(13.4, "checkpoint files: restored from generation 2, because the app was killed")
        .start(13.9)
        .cpu(15, 11)
        .cpu(24, 20)
        .end(24);

    Recovery recovery = only();

    assertThat(recovery.lostCpuSeconds()).isEqualTo(2, within(1e-9));
    assertThat(recovery.resumedIn()).contains(Duration.ofMillis(900));
    assertThat(recovery.resumption()).isEqualTo(Resumption.RESUMED);
    assertThat(recovery.basis().orElseThrow().text()).startsWith("restored from generation 2");
  }

  @Test
  void anOlderCheckpointCostsMore() {
    run.seal(6, 1, 5)
        .seal(11, 2, 10)
        .cpu(13, 12)
        .hit(13, "rollback@12s")
        .left(13.1)
        .launch(13.3)
        .line(13.8, "checkpoint files: restored from generation 1, because the app was killed")
        .start(14.3)
        .cpu(29, 20)
        .end(29);

    assertThat(only().lostCpuSeconds()).isEqualTo(7, within(1e-9));
    assertThat(only().resumedIn()).contains(Duration.ofSeconds(1));
  }

  @Test
  void anAppThatDoesItsWholeWorkOnceMoreHasNotResumed() {
    run.seal(11, 1, 10)
        .cpu(13, 12)
        .hit(13, "kill@12s")
        .line(
            13.4,
            "checkpoint files: as sealed in generation 1, because they have not changed since")
        .start(14)
        .cpu(34, 30)
        .end(34);

    assertThat(only().resumption()).isEqualTo(Resumption.FROM_ZERO);
    assertThat(only().lostCpuSeconds()).isEqualTo(12);
  }

  @Test
  void ofLittleWorkBeforeTheCheckpointNothingIsConcluded() {
    run.seal(2, 1, 1)
        .hit(3, "kill@2s")
        .line(
            3.4, "checkpoint files: as sealed in generation 1, because they have not changed since")
        .start(4)
        .cpu(24, 20)
        .end(24);

    assertThat(only().resumption()).isEqualTo(Resumption.UNKNOWN);
  }

  @Test
  void withoutCheckpointsAllIsLost() {
    RunFacts without = RunFacts.of(new RunStory().launch(0).start(1).cpu(20, 19).end(21).log());
    run.cpu(10, 9).hit(10, "kill@9s").start(11).cpu(12, 10).cpu(31, 29).end(31);

    assertThat(new Recoveries(run.log(), without).all())
        .extracting(Recovery::lostCpuSeconds)
        .containsExactly(9.0);
  }

  @Test
  void aContainerThatOutlivesItsWrapperLosesNothing() {
    run.cpu(10, 9)
        .hit(10, "wrapper@9s")
        .left(10.1)
        .launch(10.3)
        .line(11, "found the task's container 4d4da39c43d9 still there: going on with it")
        .cpu(21, 20)
        .end(21);

    assertThat(only().resumption()).isEqualTo(Resumption.RAN_ON);
    assertThat(only().lostCpuSeconds()).isZero();
    assertThat(only().resumedIn()).contains(Duration.ofMillis(700));
  }

  @Test
  void anInterruptionAfterTheEndOfTheAppIsTooLate() {
    run.cpu(20, 19).hit(21, "reboot@20s").left(21.1).launch(21.3).end(22);

    assertThat(only().resumption()).isEqualTo(Resumption.TOO_LATE);
  }

  @Test
  void aSuspensionThatPausesNothingIsTooLate() {
    run.cpu(20, 19).hit(20.9, "suspend@19.8s").end(21);

    assertThat(only().resumption()).isEqualTo(Resumption.TOO_LATE);
    assertThat(missed()).containsExactly(MissedInterruption.tooLate("suspend"));
  }

  @Test
  void aSuspensionThatPausesTheContainerLosesNothing() {
    run.cpu(10, 9)
        .hit(10, "suspend@9s")
        .line(10.2, "pausing container 4d4da39c43d9")
        .line(13.2, "unpausing container 4d4da39c43d9")
        .cpu(24, 20)
        .end(24);

    assertThat(only().resumption()).isEqualTo(Resumption.RAN_ON);
    assertThat(missed()).isEmpty();
  }

  @Test
  void aContainerThatRunsOnForTheEngineWasNotRestartedHasShownNothing() {
    run.cpu(10, 9).hit(10, "engine@9s").undone("the command ended with 1").cpu(21, 20).end(21);

    assertThat(missed())
        .containsExactly(new MissedInterruption("engine", "the command ended with 1"));
  }

  @Test
  void aQuitShowsHowSoonTheCheckpointIsSealed() {
    run.cpu(10, 9)
        .hit(10, "quit@9s")
        .line(10.1, "stopping the container, with 10 s of grace")
        .seal(10.5, 1, 9.2)
        .left(11)
        .launch(11.1)
        .line(
            11.5,
            "checkpoint files: as sealed in generation 1, because they have not changed since")
        .start(12)
        .cpu(23, 20)
        .end(23);

    assertThat(only().request())
        .contains(
            new Request(
                Duration.ofSeconds(10),
                java.util.Optional.of(Duration.ofMillis(400)),
                Duration.ofMillis(900)));
    assertThat(only().lostCpuSeconds()).isZero();
  }

  @Test
  void anAppThatIsDeafToTheQuitIsKilledAtTheEndOfItsGrace() {
    run.seal(6, 1, 5)
        .cpu(10, 9)
        .hit(10, "quit@9s")
        .line(10, "stopping the container, with 10 s of grace")
        .line(10.001, "stopping the container, with 10 s of grace")
        .left(20.5)
        .launch(20.6)
        .line(21, "checkpoint files: restored from generation 1, because the app was killed")
        .start(21.5)
        .cpu(37, 20)
        .end(37);

    assertThat(only().request().orElseThrow().killed()).isTrue();
    assertThat(only().request().orElseThrow().sealedAfter()).isEmpty();
    assertThat(only().lostCpuSeconds()).isEqualTo(4);
  }

  @Test
  void eachOfSeveralInterruptionsIsJudgedByItself() {
    run.seal(6, 1, 5)
        .cpu(8, 7)
        .hit(8, "kill@7s")
        .line(8.4, "checkpoint files: restored from generation 1, because the app was killed")
        .start(9)
        .seal(14, 2, 10)
        .cpu(15, 11)
        .hit(15, "torn@14s")
        .left(15.1)
        .launch(15.2)
        .line(15.6, "checkpoint files: restored from generation 2, because the app was killed")
        .start(16)
        .cpu(26, 20)
        .end(26);

    assertThat(all()).extracting(Recovery::lostCpuSeconds).containsExactly(2.0, 1.0);
    assertThat(all())
        .extracting(recovery -> recovery.interrupt().kind())
        .containsExactly(Interrupt.Kind.KILL, Interrupt.Kind.TORN);
  }

  private List<MissedInterruption> missed() {
    Recoveries recoveries = new Recoveries(run.log(), RunStory.undisturbed());
    return recoveries.all().stream().flatMap(one -> recoveries.missed(one).stream()).toList();
  }

  private Recovery only() {
    assertThat(all()).hasSize(1);
    return all().get(0);
  }

  private List<Recovery> all() {
    return new Recoveries(run.log(), RunStory.undisturbed()).all();
  }
}
