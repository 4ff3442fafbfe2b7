package net.boincwrapper.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.boincwrapper.cli.measure.BoundsProposal.Seen;
import org.junit.jupiter.api.Test;

class BoundsProposalTest {
  private static final RunBounds BOUNDS =
      new RunBounds(8.64e13, 1e10, 500_000_000, 1_000_000_000, "ising_in.xml", "ising_out.xml");

  @Test
  void whatWasMeasuredBecomesLinesToPaste() {
    Seen seen =
        new Seen(
            BOUNDS,
            Duration.ofSeconds(72),
            Duration.ofSeconds(80),
            84_410_368,
            12_345_678,
            List.of(
                new OutputSize("result.json", 2048, OptionalLong.of(1000)),
                new OutputSize("decay.svg", 1_234_567, OptionalLong.of(2_000_000))));

    assertThat(text(seen))
        .isEqualTo(
            """
            Proposed bounds, from what was measured here, at 10 GFLOPS (--speed)
              rsc_fpops_est     1:12 of running
              rsc_fpops_bound   10 times the 1:20 since the launch, at least an hour
              rsc_memory_bound  80.5 MiB at most, and 30 % more, at least 16 MB
              rsc_disk_bound    11.8 MiB at most, and 50 % more, at least 10 MB
              delay_bound       10 times the running time, at least 7 days
              max_nbytes        twice the length of the output, at least 100 kB
            Another input may need more: rehearse the largest.

            ising_in.xml, in <workunit>:
                <rsc_fpops_est>7.2e11</rsc_fpops_est>
                <rsc_fpops_bound>3.6e13</rsc_fpops_bound>
                <rsc_memory_bound>1.1e8</rsc_memory_bound>
                <rsc_disk_bound>1.9e7</rsc_disk_bound>
                <delay_bound>604800</delay_bound>

            ising_out.xml, in the <file_info> of result.json:
                <max_nbytes>100000</max_nbytes>

            ising_out.xml, in the <file_info> of decay.svg:
                <max_nbytes>2500000</max_nbytes>
            """);
  }

  /** An app is killed at the smaller of the two, so each follows from what was measured. */
  @Test
  void aLimitOfTheJobsOwnIsProposedBesideTheWorkunitsBound() {
    assertThat(text(seen(new MemoryBound(240 << 20, "[limits] memory", "job.toml"))))
        .contains("    <rsc_memory_bound>3.2e8</rsc_memory_bound>\n")
        .endsWith("\njob.toml, in [limits]:\n    memory = \"305m\"\n");
    assertThat(text(seen(new MemoryBound(240 << 20, "--memory in create_args", "other.toml"))))
        .endsWith("\nother.toml, in create_args:\n    --memory 305m\n");
  }

  private static Seen seen(MemoryBound limit) {
    RunBounds bounds =
        new RunBounds(8.64e13, 1e10, 420_000_000, 1_000_000_000, "in.xml", "", Optional.of(limit));
    return new Seen(
        bounds, Duration.ofSeconds(72), Duration.ofSeconds(80), 232 << 20, 1, List.of());
  }

  @Test
  void aLongTaskHasMoreThanAWeek() {
    Seen seen =
        new Seen(BOUNDS, Duration.ofHours(30), Duration.ofHours(31), 0, 5_000_000, List.of());

    assertThat(text(seen))
        .contains("<rsc_fpops_est>1.1e15</rsc_fpops_est>")
        .contains("<rsc_fpops_bound>1.2e16</rsc_fpops_bound>")
        .contains("<delay_bound>1123200</delay_bound>")
        .doesNotContain("rsc_memory_bound", "max_nbytes");
  }

  @Test
  void aSmallTaskHasRoomForWhatEveryContainerAndEveryLogTakes() {
    Seen seen =
        new Seen(
            BOUNDS, Duration.ofSeconds(13), Duration.ofSeconds(14), 1_300_000, 20_000, List.of());

    assertThat(text(seen))
        .contains("<rsc_memory_bound>1.6e7</rsc_memory_bound>")
        .contains("<rsc_disk_bound>1e7</rsc_disk_bound>");
  }

  @Test
  void withoutAMeasurementThereIsNoProposal() {
    Seen seen =
        new Seen(Measured.NOTHING.bounds(), Duration.ofHours(1), Duration.ZERO, 1, 1, List.of());

    assertThat(BoundsProposal.of(seen)).isEmpty();
  }

  private static String text(Seen seen) {
    return ProposalText.of(BoundsProposal.of(seen).orElseThrow());
  }
}
