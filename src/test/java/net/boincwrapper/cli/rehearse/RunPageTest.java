package net.boincwrapper.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.boincwrapper.cli.findings.CheckpointFinding;
import net.boincwrapper.cli.findings.CheckpointFinding.Kind;
import net.boincwrapper.cli.findings.RunFindings;
import net.boincwrapper.cli.findings.WrittenElsewhere;
import net.boincwrapper.cli.measure.Measured;
import net.boincwrapper.cli.report.Grade;
import net.boincwrapper.cli.simulate.RunSummary;
import net.boincwrapper.cli.simulate.RunSummary.Ending;
import net.boincwrapper.cli.simulate.RunUsage;
import net.boincwrapper.cli.volunteer.RunUser;
import org.junit.jupiter.api.Test;

class RunPageTest {
  private static final RunSummary GOOD =
      new RunSummary(
          Ending.SUCCESS,
          0,
          "",
          RunUser.caller(1000, 100),
          new RunUsage(
              Duration.ZERO, Duration.ofSeconds(58), 0, 50, 1, 1000, 0, 1, Measured.NOTHING),
          List.of(),
          List.of(),
          Path.of("/j/stderr.txt"));

  @Test
  void aSuccessIsGreen() {
    assertThat(RunPage.verdict(GOOD).grade()).isEqualTo(Grade.GOOD);
  }

  @Test
  void aSuccessWithoutTheCheckpointThatWasMeantIsNot() {
    RunFindings findings =
        new RunFindings(
            WrittenElsewhere.NOTHING,
            List.of(new CheckpointFinding(Kind.UNMATCHED, List.of("state"), "No file.")));

    assertThat(RunPage.verdict(GOOD.withFindings(findings)).grade()).isEqualTo(Grade.OPEN);
  }
}
