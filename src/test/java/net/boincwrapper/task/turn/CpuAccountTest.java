package net.boincwrapper.task.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CpuAccountTest {
  private final FakeTaskClock clock = new FakeTaskClock();
  private final CpuAccount cpu = new CpuAccount(clock);
  private final Mailbox nothing = new Mailbox();

  @Test
  void containersAddUp() {
    cpu.carryOver(2);
    cpu.containerBegins();
    cpu.sample(1_500_000_000L);
    assertThat(cpu.seconds()).isEqualTo(3.5);
    cpu.containerEnds(Optional.empty());
    cpu.containerEnds(Optional.empty());
    assertThat(cpu.seconds()).as("an end that is told twice").isEqualTo(3.5);
    cpu.containerBegins();
    cpu.sample(500_000_000L);
    assertThat(cpu.seconds()).isEqualTo(4.0);
  }

  @Test
  void timeNeverGoesBackwards() {
    cpu.containerBegins();
    cpu.sample(2_000_000_000L);
    cpu.sample(1_000_000_000L);
    cpu.carryOver(5);
    cpu.carryOver(1);
    assertThat(cpu.seconds()).isEqualTo(7);
  }

  @Test
  void whatIsReportedHasAtMostSixDecimals() {
    cpu.containerBegins();
    cpu.sample(1_234_567_891L);
    assertThat(cpu.seconds()).isEqualTo(1.234568);
  }

  @Test
  void afterTheLastSampleItWentOnAsBefore() {
    cpu.containerBegins();
    pass(Duration.ofSeconds(10));
    cpu.sample(4_000_000_000L);
    pass(Duration.ofSeconds(1));
    cpu.sample(5_500_000_000L);
    Instant end = clock.now().plusMillis(400);
    pass(Duration.ofMillis(500));
    cpu.containerEnds(Optional.of(end));
    cpu.containerEnds(Optional.of(end));
    assertThat(cpu.seconds()).isEqualTo(5.5 + 1.5 * 0.4);
  }

  @Test
  void theFirstSampleOfAnAdoptedContainerTellsOfHours() {
    cpu.containerBegins();
    pass(Duration.ofSeconds(1));
    cpu.sample(36_000_000_000_000L);
    pass(Duration.ofSeconds(1));
    cpu.containerEnds(Optional.of(clock.now()));
    assertThat(cpu.seconds()).isEqualTo(36_000);
  }

  @Test
  void samplesOfTheSameMomentTellNothing() {
    cpu.containerBegins();
    pass(Duration.ofSeconds(1));
    cpu.sample(1_000_000_000L);
    pass(Duration.ofSeconds(1));
    cpu.sample(2_000_000_000L);
    cpu.sample(2_004_000_000L);
    pass(Duration.ofSeconds(1));
    cpu.containerEnds(Optional.of(clock.now()));
    assertThat(cpu.seconds()).isEqualTo(3.004);
  }

  @Test
  void aPausedContainerUsesNothing() {
    cpu.containerBegins();
    for (int second = 1; second <= 3; second++) {
      pass(Duration.ofSeconds(1));
      cpu.sample(second * 1_000_000_000L);
    }
    cpu.pauses();
    pass(Duration.ofSeconds(1));
    cpu.containerEnds(Optional.of(clock.now()));
    assertThat(cpu.seconds()).isEqualTo(3);
  }

  /** To close the account may take long: the engine is asked, and outputs are synced. */
  @Test
  void anEndOfWhichIsHeardLateIsNoLessAnEnd() {
    cpu.containerBegins();
    pass(Duration.ofSeconds(1));
    cpu.sample(1_000_000_000L);
    pass(Duration.ofSeconds(1));
    cpu.sample(2_000_000_000L);
    Instant end = clock.now().plusMillis(500);
    pass(Duration.ofMinutes(1));
    cpu.containerEnds(Optional.of(end));
    assertThat(cpu.seconds()).isEqualTo(2.5);
  }

  @Test
  void aClockThatWasSetMakesNoTime() {
    for (long hours : new long[] {-1, 1}) {
      cpu.goOnFrom(0);
      cpu.containerBegins();
      cpu.sample(0);
      pass(Duration.ofSeconds(1));
      cpu.sample(1_000_000_000L);
      pass(Duration.ofMillis(500));
      cpu.containerEnds(Optional.of(clock.now().plus(Duration.ofHours(hours))));
      assertThat(cpu.seconds()).isEqualTo(hours < 0 ? 1 : 1.5);
    }
  }

  @Test
  void whatNobodyLookedAtForLongIsNotEstimated() {
    cpu.containerBegins();
    cpu.sample(0);
    pass(Duration.ofSeconds(1));
    cpu.sample(1_000_000_000L);
    pass(Duration.ofSeconds(9));
    cpu.containerEnds(Optional.of(clock.now()));
    assertThat(cpu.seconds()).isEqualTo(1);
  }

  @Test
  void aShortTaskIsLookedAtTenTimesASecondAndALongOneInFour() {
    cpu.containerBegins();
    assertThat(samplesIn(Duration.ofSeconds(3))).isBetween(28, 30);
    pass(Duration.ofSeconds(200));
    assertThat(samplesIn(Duration.ofSeconds(40))).isBetween(9, 11);
  }

  @Test
  void aContainerThatIsAboutToEndIsLookedAtAllTheTime() {
    cpu.containerBegins();
    pass(Duration.ofSeconds(200));
    cpu.endIsNear();
    assertThat(samplesIn(Duration.ofSeconds(1))).isBetween(9, 10);
  }

  private int samplesIn(Duration time) {
    int samples = 0;
    for (long end = clock.nanos() + time.toNanos(); clock.nanos() < end; ) {
      clock.await(nothing);
      if (cpu.due()) {
        cpu.sample(0);
        samples++;
      }
    }
    return samples;
  }

  private void pass(Duration time) {
    for (long end = clock.nanos() + time.toNanos(); clock.nanos() < end; ) {
      clock.await(nothing);
    }
  }
}
