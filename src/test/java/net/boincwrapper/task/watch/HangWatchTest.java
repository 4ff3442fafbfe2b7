package net.boincwrapper.task.watch;

import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.task.turn.FakeTaskClock;
import net.boincwrapper.task.turn.Mailbox;
import org.junit.jupiter.api.Test;

class HangWatchTest {
  private static final Duration NEVER = seconds(-1);

  private final FakeTaskClock clock = new FakeTaskClock();
  private final Mailbox nothing = new Mailbox();
  private Optional<FileStat> progress = Optional.empty();
  private double cpu;
  private double cpuPerSecond;
  private int looks;

  @Test
  void anAppThatDoesNothingHangs() {
    assertThat(hangsAfter(watch(600), seconds(700))).isEqualTo(millis(600_100));
  }

  @Test
  void anAppThatComputesDoesNot() {
    cpuPerSecond = 0.5;
    assertThat(hangsAfter(watch(600), seconds(3000))).isEqualTo(NEVER);
  }

  @Test
  void theTimeCountsFromTheLastWork() {
    HangWatch watch = watch(600);
    cpuPerSecond = 1;
    hangsAfter(watch, seconds(1000));
    cpuPerSecond = 0;
    assertThat(hangsAfter(watch, seconds(1000))).isCloseTo(seconds(600), millis(1100));
  }

  @Test
  void anAppThatOnlyWritesItsProgressDoesNotHang() {
    HangWatch watch = watch(600);
    for (int i = 0; i < 10; i++) {
      progress = Optional.of(new FileStat(4, FileTime.fromMillis(i), "(dev=1,ino=2)"));
      assertThat(hangsAfter(watch, seconds(590))).isEqualTo(NEVER);
    }
    progress = Optional.empty();
    assertThat(hangsAfter(watch, seconds(590))).as("removed").isEqualTo(NEVER);
    assertThat(hangsAfter(watch, seconds(20))).isNotEqualTo(NEVER);
  }

  @Test
  void lessThanAThousandthOfTheTimeoutIsNoWork() {
    cpuPerSecond = 0.0009;
    assertThat(hangsAfter(watch(600), seconds(700))).isNotEqualTo(NEVER);
    cpuPerSecond = 0.0011;
    assertThat(hangsAfter(watch(600), seconds(6000))).isEqualTo(NEVER);
  }

  @Test
  void ofAShortTimeoutLessThanATwentiethOfASecondIsNoWork() {
    cpuPerSecond = 0.004;
    assertThat(hangsAfter(watch(10), seconds(20))).isNotEqualTo(NEVER);
    cpuPerSecond = 0.006;
    assertThat(hangsAfter(watch(10), seconds(200))).isEqualTo(NEVER);
  }

  @Test
  void aPauseDoesNotCount() {
    HangWatch watch = watch(600);
    for (int i = 0; i < 500; i++) {
      assertThat(hangsAfter(watch, seconds(1))).isEqualTo(NEVER);
      watch.pauses();
      pass(seconds(3));
    }
    // With each pause a turn is left out.
    assertThat(hangsAfter(watch, seconds(600))).isBetween(seconds(100), seconds(155));
  }

  @Test
  void norDoesTheSleepOfTheHost() {
    HangWatch watch = watch(600);
    for (int i = 0; i < 5; i++) {
      assertThat(hangsAfter(watch, seconds(100))).isEqualTo(NEVER);
      pass(seconds(3600));
    }
    assertThat(hangsAfter(watch, seconds(600))).isCloseTo(seconds(100), millis(2000));
  }

  @Test
  void anAppThatIsStartedAnewHasAllTheTimeAgain() {
    HangWatch watch = watch(600);
    assertThat(hangsAfter(watch, seconds(599))).isEqualTo(NEVER);
    watch.begin();
    assertThat(hangsAfter(watch, seconds(599))).isEqualTo(NEVER);
    assertThat(hangsAfter(watch, seconds(2))).isNotEqualTo(NEVER);
  }

  @Test
  void anAccountThatGoesBackToACheckpointsIsNoHang() {
    cpu = 5000;
    HangWatch watch = watch(600);
    assertThat(hangsAfter(watch, seconds(590))).isEqualTo(NEVER);
    cpu = 3000;
    assertThat(hangsAfter(watch, seconds(590))).isEqualTo(NEVER);
  }

  @Test
  void itLooksOnceASecond() {
    hangsAfter(watch(600), seconds(100));
    assertThat(looks).isEqualTo(100);
  }

  private HangWatch watch(int timeout) {
    return new HangWatch(
        clock,
        seconds(timeout),
        () -> {
          looks++;
          return progress;
        },
        () -> cpu);
  }

  /** How long it takes until the watch says so, at most so long; {@link #NEVER} if it does not. */
  private Duration hangsAfter(HangWatch watch, Duration atMost) {
    long start = clock.nanos();
    while (clock.nanos() - start < atMost.toNanos()) {
      clock.await(nothing);
      cpu += cpuPerSecond / 10;
      if (watch.tick()) {
        return Duration.ofNanos(clock.nanos() - start);
      }
    }
    return NEVER;
  }

  private void pass(Duration time) {
    for (long end = clock.nanos() + time.toNanos(); clock.nanos() < end; ) {
      clock.await(nothing);
    }
  }
}
