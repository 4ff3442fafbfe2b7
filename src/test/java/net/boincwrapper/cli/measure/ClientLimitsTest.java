package net.boincwrapper.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ClientLimitsTest {
  private static final long MIB = 1 << 20;

  private final ClientLimits limits =
      new ClientLimits(
          new RunBounds(3.6e13, 5e9, 100 * MIB, 200 * MIB, "ising_in.xml", "out.xml"), 1000 * MIB);

  @Test
  void whatIsWithinThemGoesOn() {
    assertThat(limits.exceeded(Duration.ofHours(2), 900 * MIB, 200 * MIB)).isEmpty();
    assertThat(limits.disk(200 * MIB)).isEmpty();
  }

  @Test
  void aTaskThatRunsTooLongIsAborted() {
    assertThat(limits.exceeded(Duration.ofHours(2).plusMillis(1), 0, 0))
        .contains(
            new Excess(
                197,
                "the client aborted it, because it ran longer than 2:00:00"
                    + " (EXIT_TIME_LIMIT_EXCEEDED); rsc_fpops_bound 3.6e13 at 5 GFLOPS: raise"
                    + " rsc_fpops_bound in ising_in.xml, or give the task less to do"));
  }

  @Test
  void aTaskWithATinyBoundHasTwelveHours() {
    ClientLimits tiny =
        new ClientLimits(new RunBounds(1, 7.5e9, MIB, MIB, "in.xml", "out.xml"), 1000 * MIB);

    assertThat(tiny.exceeded(Duration.ofHours(12), 0, 0)).isEmpty();
    assertThat(tiny.exceeded(Duration.ofHours(12).plusSeconds(1), 0, 0).orElseThrow().reason())
        .contains("longer than 12:00:00")
        .contains(
            "rsc_fpops_bound 1 at 7.5 GFLOPS is below 2 minutes, so the client takes 12 hours");
  }

  @Test
  void aTaskWhoseFilesTakeTooMuchIsAborted() {
    Optional<Excess> excess = limits.exceeded(Duration.ZERO, 0, 300 * MIB);

    assertThat(excess)
        .contains(
            new Excess(
                196,
                "the client aborted it, because slot and outputs took 300.0 MiB, more than"
                    + " rsc_disk_bound, 200.0 MiB (EXIT_DISK_LIMIT_EXCEEDED): raise the bound in"
                    + " ising_in.xml, or write less; a volunteer's client looks at most every five"
                    + " minutes, this one each second"));
    assertThat(limits.disk(300 * MIB)).isEqualTo(excess);
  }

  @Test
  void memoryAboveTheWorkunitsBoundIsNoReasonButAboveTheHostsShareIs() {
    assertThat(limits.exceeded(Duration.ZERO, 500 * MIB, 0)).isEmpty();
    Excess excess = limits.exceeded(Duration.ZERO, 901 * MIB, 0).orElseThrow();
    assertThat(excess.exitCode()).isEqualTo(198);
    assertThat(excess.reason())
        .contains("used 901.0 MiB of memory")
        .contains("may use, 900.0 MiB (EXIT_MEM_LIMIT_EXCEEDED)");
  }

  @Test
  void anOutputMayBeAsLongAsItsBoundAndNotLonger() {
    List<OutputSize> good =
        List.of(
            new OutputSize("a", MIB, OptionalLong.of(MIB)),
            new OutputSize("b", 5 * MIB, OptionalLong.empty()));
    List<OutputSize> bad = List.of(new OutputSize("a", MIB + 1, OptionalLong.of(MIB)), good.get(1));

    assertThat(limits.outputs(good)).isEmpty();
    assertThat(limits.outputs(bad))
        .contains(
            new Excess(
                -131,
                "the client deleted a, because its 1048577 bytes are more than its max_nbytes,"
                    + " 1048576 (ERR_FILE_TOO_BIG), and the result counts as failed: raise"
                    + " max_nbytes in out.xml, or write less"));
  }
}
