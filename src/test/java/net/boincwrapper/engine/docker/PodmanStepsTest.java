package net.boincwrapper.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.engine.StepMark;
import net.boincwrapper.procfs.FakeProcesses;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.Test;

/** A step that nobody waits for any more is ended, and nothing else is. */
class PodmanStepsTest {
  private static final Duration SOON = Duration.ofMillis(300);

  private final FakeHostClock clock = new FakeHostClock();
  private final Duration begin = clock.passed();
  private final FakeProcesses processes = new FakeProcesses();
  private final List<Long> killed = new ArrayList<>();
  private Runnable meanwhile = () -> {};
  private boolean immortal;

  private final PodmanSteps steps =
      new PodmanSteps(StepMark.of("0123", Set.of()), processes.proc(), clock, this::kill);

  private void kill(long pid, BooleanSupplier isStillMeant) {
    meanwhile.run();
    if (isStillMeant.getAsBoolean()) {
      killed.add(pid);
      if (!immortal) {
        processes.end(pid);
      }
    }
  }

  private void step(long pid, String mark) {
    processes.container(pid, "buildah-" + pid, "pid:[" + pid + "]", "");
    processes.file(pid, "environ", "PATH=/bin\0no_proxy=" + mark + ".boincwrapper.invalid\0");
  }

  private Duration taken() {
    return clock.passed().minus(begin);
  }

  @Test
  void ofAllStepsOnlyThoseWithOurMarkEnd() {
    step(4711, "0123");
    step(4712, "4567"); // of another image, or another client's
    processes.container(4713, "c", "pid:[4713]", "");
    processes.file(4713, "environ", "PATH=/bin\0"); // the user's own build
    step(4714, "0123");

    steps.endThose();

    assertThat(killed).containsExactlyInAnyOrder(4711L, 4714L);
    assertThat(taken()).isLessThan(SOON);
  }

  @Test
  void whatAnEarlierTryHasLeftEndsBeforeTheBuildAndItsOwnStepAfterIt() {
    step(4711, "0123");

    assertThatThrownBy(
            () ->
                steps.around(
                    () -> {
                      assertThat(killed).containsExactly(4711L);
                      step(4712, "0123");
                      throw new EngineException(Kind.CANCELLED, "given up");
                    }))
        .hasMessage("given up");

    assertThat(killed).containsExactly(4711L, 4712L);
  }

  @Test
  void aBuildThatEndsByItselfIsLeftInPeace() throws EngineException {
    steps.around(() -> step(4711, "0123"));

    assertThat(killed).isEmpty();
    assertThat(taken()).isZero();
  }

  @Test
  void whereNothingWasLeftNobodyWaits() {
    steps.endThose();

    assertThat(killed).isEmpty();
    assertThat(taken()).isZero();
  }

  @Test
  void aStepThatWasJustBeingStartedEndsToo() {
    clock.after(Duration.ofSeconds(1), () -> step(4711, "0123"));

    steps.endComing();

    assertThat(killed).containsExactly(4711L);
    assertThat(taken()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(1).plus(SOON));
  }

  @Test
  void aBuildThatWasBetweenTwoStepsIsNotWaitedForLong() {
    steps.endComing();

    assertThat(taken()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(2).plus(SOON));
  }

  @Test
  void aNumberThatHasBeenGivenToAnotherProcessMeanwhileIsLeftAlone() {
    step(4711, "0123");
    meanwhile =
        () -> {
          processes.end(4711);
          processes.start(4711, 1, FakeProcesses.OF_HOST);
          meanwhile = () -> {};
        };

    steps.endThose();

    assertThat(killed).isEmpty();
    assertThat(processes.state(4711)).isEqualTo('S');
  }

  @Test
  void whatCannotBeEndedDoesNotHoldTheTask() {
    immortal = true;
    step(4711, "0123");

    steps.endThose();

    assertThat(taken()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(2).plus(SOON));
  }

  @Test
  void whoIsInterruptedLeaves() {
    clock.interruptNext();

    steps.endComing();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(taken()).isZero();
  }
}
