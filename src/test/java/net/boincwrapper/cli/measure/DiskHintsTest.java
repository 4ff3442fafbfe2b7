package net.boincwrapper.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiskHintsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void manySmallWritesOfAnAppThatWaits() {
    assertThat(hints(10, new DiskTraffic(0, 6_144_000, 0, 6000, true), 12))
        .containsExactly(
            "100 writes a second of 1.0 KiB each, while the app computes for less than 80 % of its"
                + " time: collect what is written and write it at once, write checkpoints more"
                + " rarely, or keep what is only intermediate in a [[scratch]].");
  }

  @Test
  void theyDoNotMatterToAnAppThatComputesOrIfTheyAreBig() {
    assertThat(hints(10, new DiskTraffic(0, 6_144_000, 0, 6000, true), 59)).isEmpty();
    assertThat(hints(10, new DiskTraffic(0, 6000L << 20, 0, 6000, true), 12)).isEmpty();
    assertThat(hints(10, new DiskTraffic(0, 600, 0, 600, true), 12)).isEmpty();
  }

  @Test
  void veryManyFiles() {
    assertThat(hints(7000, new DiskTraffic(0, 0, 0, 0, true), 60))
        .containsExactly(
            "7000 files in the slot: client and checkpoints look at each of them. Put many small"
                + " files into one, or what is only intermediate into a [[scratch]].");
  }

  private static List<String> hints(long files, DiskTraffic traffic, double cpuSeconds) {
    Reading peaks =
        new Reading(
            0,
            new TreeSize(0, files, files),
            Optional.empty(),
            Optional.empty(),
            Optional.of(traffic));
    Measured measured =
        new Measured(Measured.NOTHING.bounds(), MINUTE, peaks, List.of(), List.of());
    return DiskHints.of(measured, MINUTE, cpuSeconds);
  }
}
