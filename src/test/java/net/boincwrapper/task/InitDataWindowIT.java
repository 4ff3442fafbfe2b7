package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * For how long an app that does nothing but read init_data.xml sees the secrets that the client has
 * just written: no way is known to keep them from it altogether, see slot-layout/README.md.
 */
@WithEngine
@Timeout(60)
class InitDataWindowIT {
  private static final int REWRITES = 15;

  /** What one look a tenth of a second would let through at least half of the times. */
  private static final double FAR_LESS_THAN_POLLING_MS = 20;

  /**
   * Counts for each rewrite the reads that show an authenticator; at the end the counts, and last
   * the mean time of one read in ms. The image's Perl has no clock but {@code /proc/uptime}.
   */
  private static final String READER =
      """
      exec perl -e '
        sub now { open U, "<", "/proc/uptime"; my ($s) = split " ", <U>; close U; return $s }
        open R, ">", "reading"; close R;
        $begin = now();
        for ($reads = 0; $reads % 1000 || !-e "done"; $reads++) {
          open F, "<", "init_data.xml" or next;
          sysread F, $text, 100000;
          close F;
          next unless $text =~ /<authenticator>[ ]*[0-9a-f]/;
          $seen[$1]++ if $text =~ /<starting_elapsed_time>(\\d+)/;
        }
        open OUT, ">", "sightings";
        print OUT $_ + 0, "\\n" for @seen[1..15];
        print OUT 1000 * (now() - $begin) / $reads, "\\n";
        close OUT;'
      """;

  @TempDir Path directory;

  @Test
  void isAMatterOfMilliseconds() throws Exception {
    try (TaskHarness harness = TaskHarness.in(directory)) {
      harness.app(READER);
      RunningWrapper wrapper = harness.launch();
      Path reading = harness.slot().directory().resolve("reading");
      wrapper.await("the app reads", () -> Files.exists(reading));
      for (int i = 1; i <= REWRITES; i++) {
        harness.initData("starting_elapsed_time", Integer.toString(i));
        Eventually.pass(Duration.ofMillis(230 + 17L * (i % 6)));
        harness.writeInitData();
      }
      Eventually.pass(Duration.ofMillis(300));
      harness.file("done", "");
      assertThat(wrapper.awaitExit()).isZero();

      double[] windows = windows(harness.read("sightings").lines().map(Double::valueOf).toList());
      System.out.println("secrets could be read for, in ms: " + text(windows));
      assertThat(windows[REWRITES / 2]).as("median").isLessThan(FAR_LESS_THAN_POLLING_MS);
    }
  }

  private static double[] windows(List<Double> report) {
    assertThat(report).hasSize(REWRITES + 1);
    double msPerRead = report.get(REWRITES);
    return report.subList(0, REWRITES).stream()
        .mapToDouble(reads -> reads * msPerRead)
        .sorted()
        .toArray();
  }

  private static List<String> text(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(n -> String.format(Locale.ROOT, "%.2f", n)).toList();
  }
}
