package net.boincwrapper.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.procfs.FakeProcesses;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container is frozen without the engine, and stays so. */
class ProcessFreezeTest {
  private static final String ID = "85bec39c35855a93";
  private static final String OURS = "pid:[4026532402]";
  private static final long INIT = 4711;
  private static final long APP = 4712;
  private static final long CHILD = 4713;

  private final FakeHostClock clock = new FakeHostClock();
  private final Duration begin = clock.passed();
  private final FakeProcesses processes = new FakeProcesses();
  private final List<Runnable> background = new ArrayList<>();
  private final Signals signals = new Signals();

  /** Stops and continues what a test has not excepted. */
  private final class Signals implements ProcessSignals {
    final List<String> sent = new ArrayList<>();
    final List<Long> escapes = new ArrayList<>();
    boolean deaf;

    @Override
    public void stopAll(long first) {
      sent.add("all of " + first);
      if (!deaf) {
        List.of(INIT, APP, CHILD).stream()
            .filter(pid -> !escapes.contains(pid))
            .forEach(pid -> processes.state(pid, 'T'));
      }
    }

    @Override
    public void send(String signal, List<Long> pids) {
      sent.add(signal + " " + pids);
      if (!deaf) {
        pids.forEach(pid -> processes.state(pid, signal.equals("STOP") ? 'T' : 'S'));
      }
    }
  }

  @BeforeEach
  void start() {
    processes.container(INIT, ID, OURS, "0::/user.slice\n");
    processes.start(APP, INIT, OURS);
    processes.start(CHILD, APP, OURS);
    processes.start(5000, 1, FakeProcesses.OF_HOST);
  }

  private ContainerInfo info() {
    return RunningContainer.of(ID, INIT);
  }

  private ProcessFreeze freeze() {
    return ProcessFreeze.of(processes.proc(), info(), clock, signals, background::add)
        .orElseThrow();
  }

  private Duration passed() {
    return clock.passed().minus(begin);
  }

  private String states() {
    return "" + processes.state(INIT) + processes.state(APP) + processes.state(CHILD);
  }

  @Test
  void everythingStandsStillAndGoesOnChildrenFirst() throws EngineException {
    ProcessFreeze freeze = freeze();

    freeze.freeze();
    assertThat(states()).isEqualTo("TTT");
    assertThat(ProcessFreeze.isFrozen(processes.proc(), info())).isTrue();

    freeze.thaw();
    assertThat(states()).isEqualTo("SSS");
    assertThat(signals.sent).containsExactly("all of 4711", "CONT [4713, 4712, 4711]");
    assertThat(ProcessFreeze.isFrozen(processes.proc(), info())).isFalse();
  }

  @Test
  void whatEscapedTheFirstSignalIsStoppedByAnother() throws EngineException {
    signals.escapes.add(CHILD);

    freeze().freeze();

    assertThat(states()).isEqualTo("TTT");
    assertThat(signals.sent).containsExactly("all of 4711", "STOP [4713]");
  }

  @Test
  void whoDoesNotStopIsToldAndMayBeTriedAgain() {
    signals.deaf = true;

    assertThatThrownBy(() -> freeze().freeze())
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RETRYABLE))
        .hasMessageContaining("after 10 s, these of its processes still run: [4711, 4712, 4713]");
    assertThat(passed()).isLessThan(Duration.ofSeconds(11));
  }

  @Test
  void whatIsContinuedMeanwhileIsStoppedAgain() throws EngineException {
    ProcessFreeze freeze = freeze();
    freeze.freeze();
    processes.state(CHILD, 'R');

    assertThat(freeze.check()).isTrue();

    assertThat(states()).isEqualTo("TTT");
  }

  @Test
  void onceItGoesOnNobodyStopsItAgain() throws EngineException {
    ProcessFreeze freeze = freeze();
    freeze.freeze();
    freeze.thaw();

    background.get(0).run();

    assertThat(states()).isEqualTo("SSS");
    assertThat(passed()).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void itIsFrozenAgainAndAgainAndWatchedOnceATime() throws EngineException {
    ProcessFreeze freeze = freeze();
    freeze.freeze();
    freeze.thaw();
    freeze.freeze();
    freeze.freeze();
    assertThat(background).hasSize(1);
    freeze.thaw();
    background.get(0).run();

    freeze.freeze();

    assertThat(background).hasSize(2);
  }

  @Test
  void theWatchEndsWithTheContainer() throws EngineException {
    ProcessFreeze freeze = freeze();
    freeze.freeze();
    processes.end(INIT);

    background.get(0).run();

    assertThat(passed()).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void whatTheAppHadStoppedItselfStaysStopped() throws EngineException {
    processes.state(CHILD, 'T');
    ProcessFreeze freeze = freeze();

    freeze.freeze();
    freeze.thaw();

    assertThat(states()).isEqualTo("SST");
  }

  @Test
  void whoIsNotFrozenGetsNoSignal() throws EngineException {
    processes.state(CHILD, 'T');

    freeze().thaw();

    assertThat(signals.sent).isEmpty();
  }

  @Test
  void somebodyElseMayHaveContinuedTheFirst() throws EngineException {
    ProcessFreeze freeze = freeze();
    freeze.freeze();
    processes.state(INIT, 'S');

    freeze.thaw();

    assertThat(states()).isEqualTo("SSS");
  }

  @Test
  void aLaterLifeOfTheWrapperLetsEverythingGoOn() throws EngineException {
    freeze().freeze();

    freeze().thaw();

    assertThat(states()).isEqualTo("SSS");
  }

  @Test
  void aLaterLifeThatFreezesItAgainDoesNotTakeItForTheAppsDoing() throws EngineException {
    freeze().freeze();
    ProcessFreeze later = freeze();

    later.freeze();
    later.thaw();

    assertThat(states()).isEqualTo("SSS");
  }

  /** What waits for a child that is stopped on its way to exec(2) cannot stop itself. */
  @ParameterizedTest
  @ValueSource(chars = {'Z', 'D', 't'})
  void whatCannotRunHoldsNobodyUp(char state) throws EngineException {
    signals.escapes.add(CHILD);
    processes.state(CHILD, state);

    freeze().freeze();

    assertThat(signals.sent).containsExactly("all of 4711");
  }

  @Test
  void aContainerThatEndsMeanwhileIsNotWaitedFor() throws EngineException {
    signals.deaf = true;
    clock.after(Duration.ofMillis(100), () -> processes.end(INIT));

    freeze().freeze();

    assertThat(passed()).isLessThan(Duration.ofSeconds(1));
  }
}
