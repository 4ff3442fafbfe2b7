package net.boincwrapper.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.boincwrapper.cli.RunStory;
import net.boincwrapper.cli.rehearse.Recovery.Resumption;
import org.junit.jupiter.api.Test;

/**
 * Apps with 60 s of work and a checkpoint every 5 s. They are killed 41 s after their start, with
 * eight checkpoints, and go on (or not) 2 s later.
 */
class ResumeCheckTest {
  private static final int WORK = 60;
  private static final double KILLED = 42;
  private static final double RESTARTED = 44;

  /** The CPU seconds of a second of work. */
  private double share = 1;

  private boolean tells;
  private boolean saves;
  private boolean appends;
  private boolean numbers;
  private boolean preparesAtEachStart;
  private String words = "";

  @Test
  void contentsThatCameLaterUndisturbedShowAResume() {
    saves = true;
    share = 0;

    assertThat(resuming(1)).isEqualTo(Resumption.RESUMED);
    assertThat(beginningAgain(1)).isEqualTo(Resumption.FROM_ZERO);
  }

  /** On a busy machine everything takes longer, but the contents stay the same. */
  @Test
  void loadDoesNotTouchContents() {
    saves = true;
    share = 0;

    assertThat(resuming(3)).isEqualTo(Resumption.RESUMED);
    assertThat(beginningAgain(3)).isEqualTo(Resumption.FROM_ZERO);
  }

  @Test
  void checkpointsMayHaveNamesOfTheirOwn() {
    numbers = true;
    share = 0;

    assertThat(resuming(3)).isEqualTo(Resumption.RESUMED);
    assertThat(beginningAgain(1)).isEqualTo(Resumption.FROM_ZERO);
    assertThat(words).isEqualTo("the checkpoint was written again as it had been long before");
  }

  @Test
  void whatIsWrittenAtEachStartIsNoStartFromZero() {
    numbers = true;
    preparesAtEachStart = true;
    share = 0;

    assertThat(resuming(1)).isEqualTo(Resumption.RESUMED);
    assertThat(beginningAgain(1)).isEqualTo(Resumption.FROM_ZERO);
  }

  @Test
  void contentsThatDifferFromRunToRunTellNothing() {
    share = 0;
    RunStory dice = firstLife(saveDice(new RunStory().launch(0).start(1), 1, 0, 41, "a"));
    saveDice(dice.start(RESTARTED), RESTARTED, 0, WORK, "b").cpu(104, 0).end(104);

    assertThat(judge(dice, undisturbedDice())).isEqualTo(Resumption.UNKNOWN);
  }

  private static RunStory saveDice(RunStory run, double start, int from, int to, String life) {
    for (int step = from + 1; step < to; step++) {
      run.state(start + step, life + step);
    }
    return run;
  }

  private static RunFacts undisturbedDice() {
    RunStory run = new RunStory().launch(0).start(1);
    for (int step = 1; step < WORK; step++) {
      run.state(1.0 + step, "u" + step);
      if (step % 5 == 0) {
        run.seal(1.01 + step, step / 5, step / 100.0);
      }
    }
    return RunFacts.of(run.cpu(61, 0.6).end(61).log());
  }

  @Test
  void aFractionThatGoesOnShowsAResume() {
    tells = true;

    assertThat(resuming(1)).isEqualTo(Resumption.RESUMED);
    assertThat(beginningAgain(1)).isEqualTo(Resumption.FROM_ZERO);
  }

  /** Of an app that sleeps, the fraction that falls back is told, but is no proof. */
  @Test
  void aFractionThatGoesOnShowsAResumeOfAnAppThatSleepsToo() {
    tells = true;
    share = 0.02;

    assertThat(resuming(1)).isEqualTo(Resumption.RESUMED);
    assertThat(beginningAgain(1)).isEqualTo(Resumption.UNKNOWN);
    assertThat(words).startsWith("its fraction done fell back from 0.68 to 0.02");
  }

  /** An app may tell the share of what was left when it was started. */
  @Test
  void aFractionOfWhatWasLeftIsNoStartFromZero() {
    tells = true;
    share = 0.02;
    RunStory run = firstLife(work(new RunStory().launch(0).start(1), 1, 0, 41, 1));
    run.start(RESTARTED);
    for (int second = 1; second <= 20; second++) {
      run.fraction(RESTARTED + second, (40 + second) * share, second / 20.0);
    }

    assertThat(judge(run.end(65), undisturbed())).isNotEqualTo(Resumption.FROM_ZERO);
  }

  /** An app may keep its fraction from falling although it begins again. */
  @Test
  void aFractionThatStandsStillForAsLongAsTheWorkTookIsNoResume() {
    tells = true;
    RunStory run = firstLife(work(new RunStory().launch(0).start(1), 1, 0, 41, 1));
    run.start(RESTARTED);
    for (int second = 1; second <= WORK; second++) {
      run.fraction(RESTARTED + second, 40 + second, Math.max(41, second) / 60.0);
    }

    assertThat(judge(run.end(105), undisturbed())).isEqualTo(Resumption.FROM_ZERO);
  }

  @Test
  void aFractionThatFallsByItselfTellsNothing() {
    share = 1;
    RunStory whole = phases(new RunStory().launch(0).start(1), 1, 0, WORK);
    RunStory run = firstLife(phases(new RunStory().launch(0).start(1), 1, 0, 41));
    phases(run.start(RESTARTED), RESTARTED, 40, WORK).end(64.5);

    assertThat(judge(run, RunFacts.of(whole.end(61).log()))).isEqualTo(Resumption.RESUMED);
  }

  /** Ten phases, each from 0 to 1. */
  private RunStory phases(RunStory run, double start, int from, int to) {
    for (int step = from + 1; step <= to; step++) {
      run.fraction(start + step - from, step * share, step % 6 / 6.0);
      if (step % 5 == 0) {
        run.seal(start + step - from + 0.1, step / 5, step * share);
      }
    }
    return run;
  }

  @Test
  void anOutputThatGrowsOnShowsAResume() {
    appends = true;
    share = 0;

    assertThat(resuming(3)).isEqualTo(Resumption.RESUMED);
    assertThat(beginningAgain(1)).isNotEqualTo(Resumption.RESUMED);
  }

  /** An app that begins again may append to what is there. */
  @Test
  void anOutputThatBecomesTooLongIsNoResume() {
    appends = true;
    share = 0;
    RunStory run = firstLife(work(new RunStory().launch(0).start(1), 1, 0, 41, 1));
    run.start(RESTARTED);
    for (int step = 1; step <= WORK; step++) {
      run.output(RESTARTED + step, 8L * (41 + step));
    }

    assertThat(judge(run.end(105), undisturbed())).isEqualTo(Resumption.UNKNOWN);
  }

  @Test
  void muchLessCpuTimeShowsAResume() {
    assertThat(resuming(1)).isEqualTo(Resumption.RESUMED);
    assertThat(beginningAgain(1)).isEqualTo(Resumption.FROM_ZERO);
  }

  /** On a busy machine, the same work has taken a third more or less. */
  @Test
  void cpuTimeInBetweenTellsNothing() {
    share = 1;
    RunStory run = firstLife(work(new RunStory().launch(0).start(1), 1, 0, 41, 1));
    run.start(RESTARTED).cpu(90, 40 + 45).end(90);

    assertThat(judge(run, undisturbed())).isEqualTo(Resumption.UNKNOWN);
  }

  /** A part of the app's work may be done only once, and the rest each time. */
  @Test
  void whatPrecedesTheFirstCheckpointIsNoSignOfAResume() {
    RunStory slow = new RunStory().launch(0).start(1);
    slow.seal(37, 1, 36).seal(41, 2, 40).seal(46, 3, 45).cpu(61, 60).end(61);
    RunStory run = new RunStory().launch(0).start(1).seal(37, 1, 36).seal(41, 2, 40);
    firstLife(run).start(RESTARTED).cpu(68, 40 + 24).end(68);

    assertThat(judge(run, RunFacts.of(slow.log()))).isEqualTo(Resumption.UNKNOWN);
  }

  /** CPU time says nothing of an app that mostly sleeps: what it uses is for its start. */
  @Test
  void ofAnAppThatSleepsAndLoadsTheCpuTimeTellsNothing() {
    share = 0.01;
    RunStory run = firstLife(work(new RunStory().launch(0).start(1), 1, 0, 41, 1));
    run.start(RESTARTED).cpu(80, 0.4 + 0.58).end(80);

    assertThat(judge(run, undisturbed())).isEqualTo(Resumption.UNKNOWN);
  }

  @Test
  void ofAnAppThatSleepsMuchLessTimeShowsAResume() {
    share = 0.01;

    assertThat(lateKill(11)).isEqualTo(Resumption.RESUMED);
    assertThat(lateKill(25)).isEqualTo(Resumption.UNKNOWN);
  }

  /** Kills a run 51 s after its start. */
  private Resumption lateKill(int seconds) {
    RunStory run = work(new RunStory().launch(0).start(1), 1, 0, 51, 1);
    run.hit(52, "kill@51s").line(52.5, RESTORED.replace("8", "10")).start(53);
    return judge(run.cpu(53 + seconds, 0.6).end(53 + seconds), undisturbed());
  }

  /** Seen of an app that had gone on, while the machine was busy. */
  @Test
  void muchTimeOfAnAppThatSleepsIsNoStartFromZero() {
    share = 0.01;

    assertThat(resuming(3)).isEqualTo(Resumption.UNKNOWN);
    assertThat(beginningAgain(1)).isEqualTo(Resumption.UNKNOWN);
  }

  /** Little CPU time was used only because the next interruption came soon. */
  @Test
  void aStartThatIsInterruptedAgainIsNotJudgedByWhatItTook() {
    RunStory run = firstLife(work(new RunStory().launch(0).start(1), 1, 0, 41, 1));
    work(run.start(RESTARTED), RESTARTED, 0, 10, 1).hit(55, "quit@53s");
    run.line(
        55.2, "checkpoint files: as sealed in generation 8, because they have not changed since");
    work(run.start(56), 56, 0, WORK, 1).end(117);

    assertThat(all(run, undisturbed()).get(0)).isEqualTo(Resumption.UNKNOWN);
  }

  @Test
  void signsThatContradictEachOtherTellNothing() {
    saves = true;
    share = 1;
    RunStory run = firstLife(work(new RunStory().launch(0).start(1), 1, 0, 41, 1));
    share = 0.1;
    run.start(RESTARTED);
    for (int step = 1; step <= WORK; step++) {
      run.state(RESTARTED + step, "s" + step);
    }
    run.cpu(105, 40 + 5).end(105);
    share = 1;

    assertThat(judge(run, undisturbed())).isEqualTo(Resumption.UNKNOWN);
    assertThat(words)
        .isEqualTo(
            "it then took 8 % of the whole run's CPU time, but state was written again as it had"
                + " been long before");
  }

  /** Nothing can be said of a checkpoint that comes so late, and has no other before it. */
  @Test
  void aSingleCheckpointAtTheEndTellsNothing() {
    RunStory slow = new RunStory().launch(0).start(1).seal(55, 1, 54).cpu(61, 60).end(61);
    RunStory run = new RunStory().launch(0).start(1).seal(55, 1, 54);
    run.hit(57, "kill@56s").line(57.2, RESTORED.replace("8", "1")).start(58).cpu(64, 60).end(64);

    assertThat(judge(run, RunFacts.of(slow.log()))).isEqualTo(Resumption.UNKNOWN);
  }

  private static final String RESTORED =
      "checkpoint files: restored from generation 8, because the app was killed";

  /** Kills a run that has been going on for 41 s. */
  private static RunStory firstLife(RunStory run) {
    return run.hit(KILLED, "kill@41s").line(KILLED + 0.5, RESTORED);
  }

  private RunFacts undisturbed() {
    return RunFacts.of(work(new RunStory().launch(0).start(1), 1, 0, WORK, 1).end(61).log());
  }

  private Resumption resuming(double load) {
    RunStory run = firstLife(work(new RunStory().launch(0).start(1), 1, 0, 41, 1));
    work(run.start(RESTARTED), RESTARTED, 40, WORK, load);
    return judge(run.end(RESTARTED + 20 * load + 0.2), undisturbed());
  }

  private Resumption beginningAgain(double load) {
    RunStory run = firstLife(work(new RunStory().launch(0).start(1), 1, 0, 41, 1));
    double spent = 40 * share;
    run.start(RESTARTED);
    again = spent;
    work(run, RESTARTED, 0, WORK, load);
    again = 0;
    return judge(run.end(RESTARTED + WORK * load + 0.2), undisturbed());
  }

  /** CPU seconds that the task had been told of before a start from zero. */
  private double again;

  private RunStory work(RunStory run, double start, int from, int to, double load) {
    if (preparesAtEachStart) {
      run.numbered(start + 0.1, 1001).numbered(start + 0.2, 1002);
    }
    for (int step = from + 1; step <= to; step++) {
      double at = start + (step - from) * load;
      double cpu = again + Math.max(step * share, step * 1e-6);
      if (saves) {
        run.state(at, "s" + step);
      }
      if (numbers) {
        run.numbered(at, step);
      }
      if (appends) {
        run.output(at, 8L * step);
      }
      if (tells) {
        run.fraction(at, cpu, step / (double) WORK);
      } else {
        run.cpu(at, cpu);
      }
      if (step % 5 == 0 && from == 0 && again == 0) {
        run.seal(at + 0.01, step / 5, cpu);
      }
    }
    return run;
  }

  private Resumption judge(RunStory run, RunFacts undisturbed) {
    Recovery recovery = new Recoveries(run.log(), undisturbed).all().get(0);
    words = recovery.evidence();
    return recovery.resumption();
  }

  private static List<Resumption> all(RunStory run, RunFacts undisturbed) {
    return new Recoveries(run.log(), undisturbed).all().stream().map(Recovery::resumption).toList();
  }
}
