package net.boincwrapper.cli.rehearse;

import static net.boincwrapper.cli.rehearse.RehearsalReports.recovery;
import static net.boincwrapper.cli.rehearse.RehearsalReports.resumed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.rehearse.Recovery.Resumption;
import net.boincwrapper.cli.simulate.Interrupt.Kind;
import net.boincwrapper.cli.simulate.RunSummary.Ending;
import org.junit.jupiter.api.Test;

class ReleaseTest {
  private static final String HELP =
      "What proves a resume: a number from 0 to 1 in the progress file that goes on (write it often);"
          + " checkpoint files that hold the same after the same work in each run, or an output to"
          + " which lines are appended; or much less CPU time after the interruption, for which the"
          + " job needs more to do.";

  private final RehearsalReports found = new RehearsalReports();

  @Test
  void anAppThatResumesToTheSameOutputsMayBeReleased() {
    found.same(resumed("kill@12s")).same(recovery("suspend@5s", 0, Resumption.RAN_ON));

    assertThat(found.release().exitCode()).isEqualTo(ExitCode.GOOD);
    assertThat(found.release().reasons())
        .containsExactly(
            "The app may be released: after each of 2 interruptions it went on and came to the same"
                + " outputs.");
  }

  @Test
  void aPartOfTheRehearsalIsNoRelease() {
    found.only().same(resumed("kill@12s")).same(resumed("torn@9s"));

    assertThat(found.release().exitCode()).isEqualTo(ExitCode.UNPROVEN);
    assertThat(found.release().reasons())
        .contains("As far as kill@12s, torn@9s go, nothing prevents a release.");
    assertThat(found.release().verdict()).isEmpty();
  }

  @Test
  void otherOutputsForbidItAndSayWhichFilesMayBeTheCause() {
    found.same(resumed("kill@12s")).differs("result.txt differs", resumed("rollback@9s"));

    assertThat(found.release().exitCode()).isEqualTo(ExitCode.DIFFERS);
    assertThat(found.release().reasons().get(0))
        .isEqualTo("Do not release the app: its outputs differ after rollback@9s.");
    assertThat(found.release().reasons().get(1))
        .contains("not in [checkpoint] files", "log.bin, result.txt");
  }

  @Test
  void otherOutputsWeighMoreThanAFailure() {
    found.fails("exit code 2", resumed("torn@9s")).differs("x", resumed("rollback@9s"));

    assertThat(found.release().exitCode()).isEqualTo(ExitCode.DIFFERS);
    assertThat(found.release().reasons()).anyMatch(reason -> reason.contains("exit code 2"));
  }

  @Test
  void aRunThatFailsForbidsIt() {
    found.same(resumed("kill@12s")).fails("the app ended with exit code 2", resumed("torn@9s"));

    assertThat(found.release().exitCode()).isEqualTo(ExitCode.RUN_FAILED);
    assertThat(found.release().reasons())
        .containsExactly(
            "Do not release the app: it produced no result after torn@9s.",
            "After torn: the app ended with exit code 2; see"
                + " /j/.dry-run/rehearsal/torn/stderr.txt.");
  }

  @Test
  void anAppThatStartsFromZeroDoesNotResume() {
    found.same(recovery("kill@12s", 12, Resumption.FROM_ZERO));

    assertThat(found.release().exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(found.release().reasons().get(0))
        .isEqualTo("Do not release the app: it does not resume.");
  }

  @Test
  void aJobWithoutCheckpointFilesDoesNotResumeEither() {
    found.declared(List.of()).same(recovery("kill@12s", 12, Resumption.FROM_ZERO));

    assertThat(found.release().exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(found.release().reasons().get(0))
        .isEqualTo("The app does not resume: the job names no checkpoint files.");
  }

  @Test
  void twoUndisturbedRunsThatDifferLeaveItOpen() {
    found.differs("result.txt differs", resumed("kill@12s")).unsteady("result.txt differs");

    assertThat(found.release().exitCode()).isEqualTo(ExitCode.DIFFERS);
    assertThat(String.join("\n", found.release().reasons()))
        .startsWith("It is unclear whether the app may be released: two undisturbed runs")
        .contains("Comparing bytes cannot work for this app")
        .contains("--compare CMD");
  }

  @Test
  void whereTheAuthorsCommandFindsThemDifferentItIsToBlame() {
    found.command("cmp.py").differs("x", resumed("kill@12s")).unsteady("x");

    assertThat(String.join("\n", found.release().reasons()))
        .contains("The command of --compare must accept what differs from run to run.")
        .doesNotContain("Comparing bytes");
  }

  @Test
  void tooLittleToTellIsSaid() {
    found
        .same(recovery("kill@1s", 1, Resumption.UNKNOWN))
        .missed("torn")
        .leftOut(Kind.ROLLBACK, "the run has no second sealed checkpoint")
        .compared();

    assertThat(found.release().exitCode()).isEqualTo(ExitCode.UNPROVEN);
    assertThat(found.release().reasons())
        .containsExactly(
            "It is unclear whether the app may be released: too little was tried.",
            "Not tried: rollback; the run has no second sealed checkpoint.",
            "Not tried: torn; the run was over before it.",
            "There were no outputs to compare.",
            "Give the job more to do, or let it write checkpoints more often.",
            "Not proven after kill@1s: nothing that was seen shows it.",
            HELP);
  }

  @Test
  void whatWasTooLateInOneRunAndThenCameInItsOwnHasBeenTried() {
    found.missed("torn").same(resumed("kill@5s")).same(resumed("torn@3s"));

    assertThat(found.release().exitCode()).isEqualTo(ExitCode.GOOD);
  }

  @Test
  void aPartThatLeavesOpenWhetherTheAppResumesHasTriedTooLittle() {
    found.only().same(recovery("kill@1s", 1, Resumption.UNKNOWN));

    assertThat(found.release().granted()).isFalse();
    assertThat(found.release().exitCode()).isEqualTo(ExitCode.UNPROVEN);
    assertThat(found.release().reasons())
        .containsExactly(
            "It is unclear whether the app may be released: it is not proven that it resumes.",
            "Not proven after kill@1s: nothing that was seen shows it.",
            HELP);
  }

  /** A resume after one kind of interruption says nothing of another. */
  @Test
  void eachKindOfInterruptionMustBeProven() {
    found
        .same(recovery("kill@1s", 1, Resumption.UNKNOWN))
        .same(resumed("torn@9s"))
        .same(recovery("quit@2s", 1, Resumption.UNKNOWN));

    assertThat(found.release().exitCode()).isEqualTo(ExitCode.UNPROVEN);
    assertThat(found.release().verdict()).isEmpty();
    assertThat(found.release().reasons())
        .containsExactly(
            "It is unclear whether the app may be released: it is not proven that it resumes.",
            "Not proven after kill@1s, quit@2s: nothing that was seen shows it.",
            HELP);
  }

  @Test
  void whatWasNotProvenAmongOthersAndThenAloneIsProven() {
    found
        .same(recovery("kill@1s", 1, Resumption.UNKNOWN), resumed("torn@9s"))
        .same(resumed("kill@7s"));

    assertThat(found.release().exitCode()).isEqualTo(ExitCode.GOOD);
  }

  @Test
  void anInterruptionThatCouldNotBeMadeHasShownNothing() {
    found.same(resumed("kill@12s")).undone("engine", "the command ended with 1");

    assertThat(found.release().exitCode()).isEqualTo(ExitCode.UNPROVEN);
    assertThat(found.release().reasons()).contains("Not tried: engine; the command ended with 1.");
  }

  @Test
  void aSuspensionAloneNeedNotShowAResume() {
    found.only().same(recovery("suspend@5s", 0, Resumption.RAN_ON));

    assertThat(found.release().exitCode()).isEqualTo(ExitCode.UNPROVEN);
  }

  @Test
  void withoutAnUndisturbedRunThereIsNothingToCompareWith() {
    found.undisturbed(Ending.FAILED, 3, "the app ended with exit code 3");

    assertThat(found.release().exitCode()).isEqualTo(ExitCode.RUN_FAILED);
    assertThat(found.release().reasons().get(0)).contains("its undisturbed run failed");
  }

  @Test
  void ctrlCBetweenTwoRunsIsNoRelease() {
    found.same(resumed("kill@12s")).stopped();

    assertThat(found.release().exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(found.release().granted()).isFalse();
  }

  @Test
  void ctrlCEndsIt() {
    found.undisturbed(Ending.STOPPED, 0, "");

    assertThat(found.release().exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(found.release().granted()).isFalse();
  }

  @Test
  void whatUsesMoreThanItsBoundsIsNotReleased() {
    found.used(520_000_000, 12_000_000).same(resumed("kill@12s"));

    assertThat(found.release().granted()).isFalse();
    assertThat(found.release().reasons())
        .containsExactly(
            "Do not release the app: it used 495.9 MiB of memory, more than rsc_memory_bound,"
                + " 476.8 MiB.",
            "A client decides by its bounds whether a task fits on its host. Raise them in in.xml as"
                + " proposed below, or let the app use less.");
  }
}
