package net.boincwrapper.cli.rehearse;

import static net.boincwrapper.cli.rehearse.RehearsalReports.resumed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.cli.findings.CheckpointFinding;
import net.boincwrapper.cli.findings.CheckpointFinding.Kind;
import net.boincwrapper.cli.findings.RunFindings;
import net.boincwrapper.cli.findings.WrittenElsewhere;
import net.boincwrapper.cli.findings.WrittenFile;
import net.boincwrapper.cli.simulate.RunSummary.Ending;
import net.boincwrapper.engine.Engine.ChangeKind;
import org.junit.jupiter.api.Test;

/** What is named as the cause where an app may not be released. */
class SuspectsTest {
  private static final String SUSPECT =
      "The app keeps files outside its WORKDIR, which are lost with the container:"
          + " /var/tmp/state.bin (1.2 MiB); if it goes on from them, let it write them into the"
          + " WORKDIR, and name them in [checkpoint] files.";
  private static final RunFindings ELSEWHERE =
      new RunFindings(
          new WrittenElsewhere(
              List.of(new WrittenFile("/var/tmp/state.bin", ChangeKind.ADDED, 1_258_291)), 0),
          List.of());
  private static final RunFindings IN_PLACE =
      new RunFindings(
          WrittenElsewhere.NOTHING,
          List.of(new CheckpointFinding(Kind.IN_PLACE, List.of("a"), "\"a\" is in place.")));

  private final RehearsalReports found = new RehearsalReports();

  @Test
  void aFileThatWentWithTheContainerIsSuspectedOfADifferenceAndOfAFailure() {
    found.tells(ELSEWHERE).differs("x", resumed("kill@5s"));
    assertThat(found.release().reasons()).endsWith(SUSPECT);

    RehearsalReports failed =
        new RehearsalReports().tells(ELSEWHERE).fails("x", resumed("kill@5s"));
    assertThat(failed.release().reasons()).endsWith(SUSPECT);
  }

  @Test
  void whyThereIsNoCheckpointIsSaidWhereNothingCouldBeTried() {
    found.tells(IN_PLACE).missed("kill");
    assertThat(found.release().reasons()).endsWith("\"a\" is in place.");
  }

  @Test
  void anAppThatMayBeReleasedGetsOnlyARemark() {
    found.tells(ELSEWHERE).same(resumed("kill@5s"));

    assertThat(found.release().reasons()).doesNotContain(SUSPECT);
    assertThat(RehearsalText.of(found.report(), found.release(), Colours.NONE).replace('\n', ' '))
        .contains(
            "Remark: it writes outside its WORKDIR, and its outputs did not depend on that:"
                + " /var/tmp/state.bin (1.2 MiB).");
  }

  @Test
  void whoStopsARehearsalKnowsWhy() {
    found.undisturbed(Ending.STOPPED, 0, "you").tells(ELSEWHERE);
    assertThat(found.release().reasons()).doesNotContain(SUSPECT);
  }
}
