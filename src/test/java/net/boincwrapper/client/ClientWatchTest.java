package net.boincwrapper.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClientWatchTest {
  private static final Duration POLL = Duration.ofMillis(100);

  private final FakeNanoTime time = new FakeNanoTime();

  @Test
  void aClientWithoutAPidIsGoneAfterThirtySecondsOfSilence() {
    ClientWatch watch = new HeartbeatWatch(time);

    assertThat(goneWithin(watch, Duration.ofSeconds(30))).isFalse();
    assertThat(goneWithin(watch, POLL)).isTrue();
  }

  @Test
  void aHeartbeatStartsTheThirtySecondsAnew() {
    ClientWatch watch = new HeartbeatWatch(time);
    goneWithin(watch, Duration.ofSeconds(29));

    watch.heartbeat();

    assertThat(goneWithin(watch, Duration.ofSeconds(30))).isFalse();
    assertThat(goneWithin(watch, POLL)).isTrue();
  }

  @Test
  void aHostThatSleptForAWeekHasNotLostItsClient() {
    ClientWatch watch = new HeartbeatWatch(time);
    goneWithin(watch, Duration.ofSeconds(20));

    time.advance(Duration.ofDays(7));

    assertThat(watch.gone()).isFalse();
    assertThat(goneWithin(watch, Duration.ofSeconds(4))).isFalse();
  }

  @Test
  void aClockThatGoesBackIsNoSilence() {
    ClientWatch watch = new HeartbeatWatch(time);

    time.advance(Duration.ofDays(-1));

    assertThat(watch.gone()).isFalse();
  }

  @Test
  void aSilentClientThatWasGivenUpStaysGone() {
    ClientWatch watch = new HeartbeatWatch(time);
    goneWithin(watch, Duration.ofSeconds(31));

    watch.heartbeat();

    assertThat(watch.gone()).isTrue();
  }

  @Test
  void aClientThatIsDeadAtTheStartIsGoneAtTheFirstPoll() {
    assertThat(new ProcessWatch(() -> false, time).gone()).isTrue();
  }

  @Test
  void theProcessIsLookedAtEveryFourSecondsWhileHeartbeatsArrive() {
    AtomicInteger looks = new AtomicInteger();
    ClientWatch watch = new ProcessWatch(() -> looks.incrementAndGet() > 0, time);

    for (int second = 0; second < 60; second++) {
      watch.heartbeat();
      assertThat(goneWithin(watch, Duration.ofSeconds(1))).isFalse();
    }

    assertThat(looks).hasValueBetween(14, 16);
  }

  @Test
  void theEndOfAProcessIsSeenSoonAfterTheHeartbeatsEnd() {
    AtomicBoolean running = new AtomicBoolean(true);
    ClientWatch watch = new ProcessWatch(running::get, time);
    watch.gone();
    watch.heartbeat();

    running.set(false);

    assertThat(goneWithin(watch, Duration.ofSeconds(3))).isFalse();
    assertThat(goneWithin(watch, Duration.ofSeconds(1))).isTrue();
    running.set(true);
    assertThat(goneWithin(watch, Duration.ofSeconds(60))).isTrue();
  }

  @Test
  void aRunningClientMayBeSilentForAsLongAsItLikes() {
    assertThat(goneWithin(new ProcessWatch(() -> true, time), Duration.ofHours(1))).isFalse();
  }

  @Test
  void theHeartbeatDecidesWhereTheClientGaveNoPid() {
    assertThat(ClientWatch.of(OptionalLong.empty(), time)).isInstanceOf(HeartbeatWatch.class);
    assertThat(ClientWatch.of(OptionalLong.of(0), time)).isInstanceOf(HeartbeatWatch.class);
    assertThat(ClientWatch.of(OptionalLong.of(ProcessHandle.current().pid()), time))
        .isInstanceOf(ProcessWatch.class);
  }

  /** Polls ten times a second for {@code span}; the last answer. */
  private boolean goneWithin(ClientWatch watch, Duration span) {
    boolean gone = false;
    for (long polls = span.dividedBy(POLL); polls > 0; polls--) {
      time.advance(POLL);
      gone = watch.gone();
    }
    return gone;
  }
}
