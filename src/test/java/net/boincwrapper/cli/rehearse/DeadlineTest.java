package net.boincwrapper.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.boincwrapper.cli.RunStory;
import org.junit.jupiter.api.Test;

/** The undisturbed run takes 20 s, so an app that was started again may take a minute. */
class DeadlineTest {
  private final RunStory run = new RunStory().launch(0).start(1).seal(6, 1, 5).cpu(10, 9);
  private RunFacts undisturbed = RunStory.undisturbed();

  @Test
  void anAppThatHangsAfterItsRestartIsLate() {
    run.hit(10, "kill@9s").start(12).cpu(13, 5);

    assertThat(isLate(72)).isFalse();
    assertThat(isLate(73)).isTrue();
    assertThat(deadline().words())
        .startsWith(
            "it was still running 1:00 after it was last started (undisturbed it needs 0:20)");
  }

  @Test
  void theLimitIsThreeTimesALongerRun() {
    RunStory whole = new RunStory().launch(0).start(1).seal(50, 1, 1).cpu(101, 2).end(101);
    undisturbed = RunFacts.of(whole.log());
    run.hit(10, "kill@9s").start(12);

    assertThat(isLate(311)).isFalse();
    assertThat(isLate(313)).isTrue();
  }

  /** Starting a container took a minute on a busy machine. */
  @Test
  void whatTheEngineTakesDoesNotCount() {
    run.hit(10, "reboot@9s").left(10).launch(11);
    assertThat(isLate(500)).isFalse();

    run.start(500);
    assertThat(isLate(559)).isFalse();
    assertThat(isLate(561)).isTrue();
  }

  @Test
  void anAppThatComputesMayTakeLongerOnABusyMachine() {
    run.hit(10, "kill@9s").start(12);
    for (int second = 13; second < 140; second++) {
      run.cpu(second, 5 + (second - 12) * 0.1);
    }

    assertThat(isLate(139)).isFalse();
  }

  @Test
  void butNotTwiceTheWholeWork() {
    run.hit(10, "kill@9s").start(12);
    for (int second = 13; second < 140; second++) {
      run.cpu(second, 5 + (second - 12));
    }

    assertThat(isLate(80)).isTrue();
  }

  @Test
  void anEngineMayBeAwayForMinutes() {
    run.hit(10, "engine@9s");

    assertThat(isLate(300)).isFalse();
    assertThat(isLate(400)).isTrue();
  }

  @Test
  void aHostThatStartsNothingForAQuarterOfAnHourIsToBlame() {
    run.hit(10, "reboot@9s").left(10).launch(11);

    assertThat(deadline().hostIsLate(Duration.ofMinutes(15))).isFalse();
    assertThat(deadline().hostIsLate(Duration.ofMinutes(16))).isTrue();
    assertThat(isLate(960)).isFalse();
  }

  private boolean isLate(int seconds) {
    return deadline().appIsLate(Duration.ofSeconds(seconds));
  }

  private Deadline deadline() {
    return new Deadline(run.log(), undisturbed);
  }
}
