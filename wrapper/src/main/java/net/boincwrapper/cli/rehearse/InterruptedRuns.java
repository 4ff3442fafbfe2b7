package net.boincwrapper.cli.rehearse;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.cli.rehearse.OutputComparison.Found;
import net.boincwrapper.cli.rehearse.Recovery.Resumption;
import net.boincwrapper.cli.rehearse.RehearsalSchedule.Planned;
import net.boincwrapper.cli.rehearse.RehearsalStage.Act;
import net.boincwrapper.cli.simulate.RunSummary.Ending;

/**
 * The interrupted runs of a rehearsal, one after the other. Normally each interruption has its own
 * run, so that a difference has only one cause.
 */
final class InterruptedRuns {
  /**
   * If the undisturbed run takes longer than this, all interruptions are first tried in one run.
   */
  private static final Duration LONG = Duration.ofMinutes(3);

  private static final int MOST_TRIES = 3;

  private final RehearsalStage stage;
  private final RehearsalDisplay display;
  private final OutputComparison comparison;
  private final Act undisturbed;
  private final RunFacts facts;
  private final List<InterruptedRun> done = new ArrayList<>();
  private List<String> unsteady = List.of();

  InterruptedRuns(
      RehearsalStage stage,
      RehearsalDisplay display,
      OutputComparison comparison,
      Act undisturbed,
      RunFacts facts) {
    this.stage = stage;
    this.display = display;
    this.comparison = comparison;
    this.undisturbed = undisturbed;
    this.facts = facts;
  }

  List<InterruptedRun> done() {
    return List.copyOf(done);
  }

  /** How a second undisturbed run differed; empty if it did not, or was not needed. */
  List<String> unsteady() {
    return unsteady;
  }

  /**
   * Runs what is planned, or less, if the author stops it or the outputs turn out not to be
   * comparable.
   *
   * @param together several interruptions in one run first, even if a run is short
   */
  void run(List<Planned> planned, boolean together) throws IOException, InterruptedException {
    List<Planned> single = planned;
    int before = 1;
    if (planned.size() > 1 && (together || facts.running().compareTo(LONG) > 0)) {
      display.say("all interruptions in one run; if that goes wrong, each in its own run");
      display.number(++before, before);
      single = toBeTriedAlone(trial("together", planned), planned);
    } else if (!planned.isEmpty()) {
      display.say(outlook(planned.size(), undisturbed.summary().usage().wallTime()));
    }
    for (Planned one : single) {
      if (stage.stopped() || !unsteady.isEmpty()) {
        return;
      }
      display.number(before + single.indexOf(one) + 1, before + single.size());
      trial(one.kind().word(), List.of(one));
    }
  }

  /** Of runs that each take about as long as the undisturbed one. */
  static String outlook(int runs, Duration each) {
    Duration all = each.multipliedBy(runs);
    return (runs == 1 ? "one interrupted run follows" : runs + " interrupted runs follow")
        + ", about "
        + (all.compareTo(Duration.ofMinutes(2)) < 0
            ? Math.max(1, all.toSeconds()) + " s"
            : (all.toSeconds() + 59) / 60 + " min")
        + " in all";
  }

  private static List<Planned> toBeTriedAlone(InterruptedRun all, List<Planned> planned) {
    boolean well = !all.failed() && !all.differs() && !all.startedFromZero();
    return planned.stream().filter(one -> !well || !all.proves(one.kind())).toList();
  }

  private InterruptedRun trial(String name, List<Planned> planned)
      throws IOException, InterruptedException {
    Act act = stage.interrupted(name, facts, planned);
    InterruptedRun trial = judge(name, act);
    List<Planned> next = planned;
    double inTime = 0;
    for (int tries = 1; tries < MOST_TRIES; tries++) {
      if (isTooLate(trial, next)) {
        display.say("the interruption came too late; trying again, earlier");
        next = List.of(next.get(0).earlier(inTime));
      } else if (isTooEarly(trial, next)) {
        display.say("it cannot be told whether it resumed; trying again, later");
        inTime = next.get(0).share();
        next = List.of(next.get(0).later());
      } else {
        break;
      }
      act = stage.interrupted(name, facts, next);
      trial = judge(name, act);
    }
    done.add(trial);
    display.say(RehearsalText.news(trial));
    stage.tidy(act, !trial.isWellDone());
    if (trial.differs() && done.stream().filter(InterruptedRun::differs).count() == 1) {
      lookForUnsteadiness();
    }
    return trial;
  }

  /** On a machine that does other things, too, this run can be faster than the undisturbed one. */
  private boolean isTooLate(InterruptedRun trial, List<Planned> planned) {
    boolean well = !trial.failed() && !trial.differs();
    boolean late =
        planned.stream()
            .anyMatch(
                one -> trial.missed().contains(MissedInterruption.tooLate(one.kind().word())));
    return planned.size() == 1 && well && late && !stage.stopped();
  }

  /** The more work came before the interruption, the more a resume spares. */
  private boolean isTooEarly(InterruptedRun trial, List<Planned> planned) {
    return planned.size() == 1
        && planned.get(0).canBeLater()
        && !trial.failed()
        && !trial.differs()
        && trial.recoveries().stream().anyMatch(one -> one.resumption() == Resumption.UNKNOWN)
        && !stage.stopped();
  }

  private InterruptedRun judge(String name, Act act) throws IOException, InterruptedException {
    if (act.summary().ending() == Ending.POSTPONED || act.summary().ending() == Ending.STOPPED) {
      return notGoneOnWith(name, act);
    }
    Recoveries recoveries = new Recoveries(act.log(), facts);
    List<Recovery> all = recoveries.all();
    Stream<MissedInterruption> vain = all.stream().flatMap(one -> recoveries.missed(one).stream());
    Stream<MissedInterruption> late = act.missed().stream().map(MissedInterruption::tooLate);
    Optional<Found> found =
        act.summary().ending() == Ending.SUCCESS ? Optional.of(compare(act)) : Optional.empty();
    boolean differs = found.filter(is -> !is.same()).isPresent();
    return new InterruptedRun(
        name,
        act.summary(),
        all.stream().filter(one -> recoveries.missed(one).isEmpty()).toList(),
        Stream.concat(vain, late).toList(),
        found,
        differs ? act.undeclared() : List.of());
  }

  private InterruptedRun notGoneOnWith(String name, Act act) {
    String why = whyNotGoneOnWith(act);
    List<MissedInterruption> missed =
        Stream.concat(
                act.log().all(RunLog.Hit.class).map(hit -> hit.interrupt().kind().word()),
                act.missed().stream())
            .map(what -> new MissedInterruption(what, why))
            .toList();
    return new InterruptedRun(name, act.summary(), List.of(), missed, Optional.empty(), List.of());
  }

  private String whyNotGoneOnWith(Act act) {
    if (stage.stopped()) {
      return "you stopped the run";
    }
    return act.summary().ending() == Ending.POSTPONED
        ? "the task was postponed again and again (" + act.summary().reason() + ")"
        : "the run was stopped, because this machine did not start the app again";
  }

  /** Before blaming an interruption: do two undisturbed runs agree? */
  private void lookForUnsteadiness() throws IOException, InterruptedException {
    display.say("is the interruption the cause? running once more undisturbed");
    Act again = stage.undisturbed("undisturbed-again");
    if (again.summary().ending() != Ending.SUCCESS) {
      return;
    }
    Found found = compare(again);
    if (!found.same()) {
      unsteady =
          found.lines().isEmpty()
              ? List.of("The command of --compare does not say how.")
              : found.lines();
    }
  }

  private Found compare(Act other) throws IOException, InterruptedException {
    return comparison.compare(undisturbed.tree().outputs(), other.tree().outputs());
  }
}
