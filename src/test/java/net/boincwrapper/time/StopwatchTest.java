package net.boincwrapper.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopwatchTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FakeHostClock clock = new FakeHostClock();
  private final Stopwatch watch = new Stopwatch(clock);

  @Test
  void nothingHasPassedSinceWhatHasNotHappened() {
    clock.pass(MINUTE);

    assertThat(watch.runs()).isFalse();
    assertThat(watch.elapsed()).isEqualTo(Duration.ZERO);
    assertThat(watch.nanos()).isZero();
    assertThat(watch.hasPassed(Duration.ZERO)).isFalse();
    assertThat(watch.isDue(MINUTE)).isTrue();
  }

  @Test
  void timePassesFromTheStart() {
    watch.start();
    clock.pass(MINUTE.minusNanos(1));
    assertThat(watch.hasPassed(MINUTE)).isFalse();
    assertThat(watch.isDue(MINUTE)).isFalse();
    assertThat(watch.nanosUntil(MINUTE)).isOne();

    clock.pass(Duration.ofNanos(1));
    assertThat(watch.hasPassed(MINUTE)).isTrue();
    assertThat(watch.isDue(MINUTE)).isTrue();
    assertThat(watch.nanosUntil(MINUTE)).isZero();
    assertThat(watch.elapsed()).isEqualTo(MINUTE);

    clock.pass(Duration.ofSeconds(2));
    assertThat(watch.nanosUntil(MINUTE)).isEqualTo(-Duration.ofSeconds(2).toNanos());
    assertThat(watch.nanos()).isEqualTo(MINUTE.plusSeconds(2).toNanos());
  }

  @Test
  void aStartedWatchRuns() {
    Stopwatch started = Stopwatch.started(clock);

    assertThat(started.runs()).isTrue();
    assertThat(started.hasPassed(Duration.ZERO)).isTrue();
  }

  @Test
  void theFirstStartCounts() {
    watch.start();
    clock.pass(MINUTE);
    watch.start();

    assertThat(watch.elapsed()).isEqualTo(MINUTE);
  }

  @Test
  void aRestartBeginsAnew() {
    watch.restart();
    clock.pass(MINUTE);
    watch.restart();
    clock.pass(Duration.ofSeconds(1));

    assertThat(watch.elapsed()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aResetWatchIsAsItWasBeforeTheStart() {
    watch.start();
    clock.pass(MINUTE);
    watch.reset();
    clock.pass(MINUTE);

    assertThat(watch.runs()).isFalse();
    assertThat(watch.elapsed()).isEqualTo(Duration.ZERO);
    assertThat(watch.hasPassed(MINUTE)).isFalse();
    watch.start();
    assertThat(watch.elapsed()).isEqualTo(Duration.ZERO);
  }

  @Test
  void lapsAddUpToTheWhole() {
    assertThat(watch.lap()).isZero();
    clock.pass(MINUTE);
    assertThat(watch.lap()).isEqualTo(MINUTE.toNanos());
    clock.pass(Duration.ofSeconds(3));
    assertThat(watch.lap()).isEqualTo(Duration.ofSeconds(3).toNanos());
    assertThat(watch.lap()).isZero();
  }

  @Test
  void watchesOfOneClockAreIndependent() {
    watch.start();
    clock.pass(MINUTE);
    Stopwatch other = Stopwatch.started(clock);
    clock.pass(MINUTE);

    assertThat(watch.elapsed()).isEqualTo(MINUTE.plus(MINUTE));
    assertThat(other.elapsed()).isEqualTo(MINUTE);
  }

  /** A monotonic clock may begin anywhere: 0 is a moment like others, and so is the last one. */
  @ParameterizedTest
  @ValueSource(longs = {0, -60_000_000_000L, Long.MIN_VALUE, Long.MAX_VALUE})
  void theClockMayStandAnywhere(long nanos) {
    FakeHostClock anywhere = new FakeHostClock(nanos);
    Stopwatch since = Stopwatch.started(anywhere);
    assertThat(since.runs()).isTrue();
    assertThat(since.hasPassed(MINUTE)).isFalse();

    anywhere.pass(MINUTE);
    assertThat(since.hasPassed(MINUTE)).isTrue();
    assertThat(since.elapsed()).isEqualTo(MINUTE);
  }
}
