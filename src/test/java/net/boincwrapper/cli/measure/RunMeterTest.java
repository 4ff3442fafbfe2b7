package net.boincwrapper.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.measure.RunMeter.Known;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.Test;

class RunMeterTest {
  private static final RunBounds BOUNDS =
      new RunBounds(1e13, 5e9, 500_000_000, 1_000_000_000, "in.xml", "out.xml");

  private final FakeHostClock clock = new FakeHostClock();
  private final List<Runnable> looks = new ArrayList<>();
  private long disk = 100;
  private Duration lookTakes = Duration.ZERO;
  private final RunMeter meter =
      new RunMeter(new ClientLimits(BOUNDS, 8_000_000_000L), this::read, looks::add, clock);

  @Test
  void aSampleIsTakenOnceASecondOnceTheAppRuns() {
    meter.look(Optional.empty(), known(3));
    finishLooks();
    for (int tenths = 0; tenths <= 20; tenths++) {
      clock.pass(Duration.ofMillis(100));
      meter.look(Optional.of(Duration.ofMillis(100L * tenths)), known(tenths));
      finishLooks();
    }

    assertThat(meter.measured().samples())
        .extracting(RunSample::since)
        .containsExactly(Duration.ofMillis(900), Duration.ofMillis(1900));
    assertThat(meter.measured().samples())
        .extracting(RunSample::cpuSeconds)
        .containsExactly(9.0, 19.0);
  }

  @Test
  void theLoopNeverWaitsForALook() {
    meter.look(Optional.of(Duration.ZERO), known(1));
    clock.pass(Duration.ofSeconds(1));
    meter.look(Optional.of(Duration.ofSeconds(1)), known(2));

    assertThat(looks).hasSize(1);
    assertThat(meter.measured().samples()).extracting(RunSample::diskBytes).containsExactly(0L, 0L);
  }

  @Test
  void aSlowLookIsTakenMoreRarely() {
    lookTakes = Duration.ofSeconds(2);
    int count = 0;
    for (int second = 0; second < 100; second++) {
      meter.look(Optional.of(Duration.ofSeconds(second)), known(1));
      count += looks.size();
      finishLooks();
      clock.pass(Duration.ofSeconds(1));
    }

    assertThat(count).isBetween(4, 6);
  }

  @Test
  void peaksStayAndTheEndIsLookedAtAnew() {
    meter.look(Optional.of(Duration.ZERO), known(1));
    disk = 900;
    finishLooks();
    clock.pass(Duration.ofSeconds(1));
    meter.look(Optional.of(Duration.ofSeconds(1)), known(2));
    disk = 40;

    meter.lookLast(Optional.of(Duration.ofSeconds(2)), known(3));

    assertThat(meter.measured().peaks().diskBytes()).isEqualTo(900);
    assertThat(meter.measured().samples())
        .extracting(RunSample::diskBytes)
        .containsExactly(0L, 900L, 40L);
    assertThat(meter.measured().elapsed()).isEqualTo(Duration.ofSeconds(3));
    assertThat(meter.measured().bounds()).isEqualTo(BOUNDS);
  }

  @Test
  void whatTheClientWouldAbortForIsFoundWithinASecond() {
    Known known = known(1);
    disk = 1_000_000_001;
    meter.look(Optional.empty(), known);
    finishLooks();
    assertThat(meter.excess(known)).isEmpty();

    clock.pass(Duration.ofSeconds(1));
    meter.look(Optional.empty(), known);

    assertThat(meter.excess(known)).map(Excess::exitCode).contains(196);
    disk = 1;
    meter.lookLast(Optional.empty(), known);
    assertThat(meter.excessAtEnd()).isEmpty();
    assertThat(meter.excess(known(2001))).map(Excess::exitCode).contains(197);
  }

  private Reading read() {
    clock.pass(lookTakes);
    return new Reading(
        disk, new TreeSize(disk, 1, 2), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private void finishLooks() {
    List<Runnable> now = List.copyOf(looks);
    looks.clear();
    now.forEach(Runnable::run);
  }

  private static Known known(int amount) {
    return new Known(Duration.ofSeconds(amount), amount, amount * 1000L, 0.5);
  }
}
