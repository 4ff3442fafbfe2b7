package net.boincwrapper.cli.rehearse;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.cli.measure.ProposalText;
import net.boincwrapper.cli.rehearse.RehearsalStage.Act;
import net.boincwrapper.cli.report.Grade;
import net.boincwrapper.cli.report.Lane;
import net.boincwrapper.cli.report.LogTail;
import net.boincwrapper.cli.report.Report;
import net.boincwrapper.cli.report.Report.Card;
import net.boincwrapper.cli.report.Report.Fact;
import net.boincwrapper.cli.report.Report.Note;
import net.boincwrapper.cli.report.Report.Verdict;
import net.boincwrapper.cli.report.RunCharts;
import net.boincwrapper.cli.simulate.DryRun;
import net.boincwrapper.cli.simulate.RunSummary.Ending;
import net.boincwrapper.cli.simulate.ScratchTree;
import net.boincwrapper.cli.simulate.SimulatedHost;
import net.boincwrapper.engine.Engine;

/** The report of a rehearsal. */
final class RehearsalPage {
  private final RehearsalReport report;
  private final Release release;

  /** By the run's name, in the order in which they began. */
  private final Map<String, Act> acts;

  RehearsalPage(RehearsalReport report, Release release, Map<String, Act> acts) {
    this.report = report;
    this.release = release;
    this.acts = acts;
  }

  void write(ReportOrder order, DryRun dryRun, Engine engine) throws IOException {
    ScratchTree tree = acts.values().iterator().next().tree();
    List<Fact> facts = HostFacts.of(dryRun, tree, engine, order.program());
    order.file().write(of(order, SimulatedHost.workunit(dryRun.folder()), facts, Instant.now()));
  }

  /**
   * The whole.
   *
   * @param job its name
   * @param facts about the job and this host
   */
  Report of(ReportOrder order, String job, List<Fact> facts, Instant made) {
    List<Lane> lanes =
        acts.entrySet().stream().map(run -> lane(run.getKey(), run.getValue())).toList();
    List<Fact> all = new ArrayList<>(facts);
    all.add(new Fact("seed", Long.toString(report.seed())));
    return new Report(
        "Rehearsal",
        job,
        made,
        order.program(),
        verdict(),
        cards(),
        lanes,
        charts(),
        InterruptionTable.of(report),
        notes(),
        all,
        order.command(Optional.of(report.seed())),
        logs());
  }

  private Verdict verdict() {
    Grade grade = release.verdict().map(yes -> yes ? Grade.GOOD : Grade.BAD).orElse(Grade.OPEN);
    List<String> reasons = release.reasons();
    return new Verdict(grade, reasons.get(0), reasons.subList(1, reasons.size()));
  }

  private Lane lane(String name, Act act) {
    Optional<InterruptedRun> trial =
        report.trials().stream().filter(one -> one.name().equals(name)).findFirst();
    if (trial.isPresent()) {
      String outcome = RehearsalText.outputs(trial.get());
      boolean bad = trial.get().failed() || trial.get().differs() || trial.get().startedFromZero();
      return Lanes.of(name, outcome, bad ? Grade.BAD : Grade.GOOD, act.log());
    }
    return act.summary().ending() == Ending.SUCCESS
        ? Lanes.of(name, "for comparison", Grade.OPEN, act.log())
        : Lanes.of(name, act.summary().ending().words(), Grade.BAD, act.log());
  }

  private List<Card> cards() {
    List<Card> cards = new ArrayList<>(UsageCards.of(report.undisturbed().usage()));
    long all = report.trials().stream().mapToLong(trial -> trial.recoveries().size()).sum();
    long good =
        report.trials().stream()
            .filter(trial -> !trial.failed() && !trial.differs() && !trial.startedFromZero())
            .mapToLong(trial -> trial.recoveries().size())
            .sum();
    cards.add(Card.of("Interruptions", good + " of " + all, "resumed, with the same outputs"));
    return cards;
  }

  private List<RunCharts> charts() {
    return acts.entrySet().stream()
        .map(
            run ->
                UsageCharts.of(
                    run.getKey(), run.getValue().summary().usage(), run.getValue().log()))
        .toList();
  }

  private List<Note> notes() {
    List<Note> notes = new ArrayList<>();
    List<String> remarks = new ArrayList<>(RehearsalText.remarks(report, release));
    remarks.addAll(report.undisturbed().findings().paragraphs());
    if (!remarks.isEmpty()) {
      notes.add(new Note("Worth knowing", remarks, false));
    }
    if (!report.proposedTemplate().isEmpty()) {
      List<String> lines = report.proposedTemplate().lines().toList();
      notes.add(new Note("Proposed output template", lines, true));
    }
    report
        .proposedBounds()
        .map(bounds -> ProposalText.of(bounds).lines().toList())
        .ifPresent(lines -> notes.add(new Note("Proposed bounds", lines, true)));
    return notes;
  }

  /** That of the undisturbed run, and of the first one that went wrong. */
  private List<LogTail> logs() {
    List<LogTail> logs = new ArrayList<>();
    report.trials().stream()
        .filter(trial -> trial.failed() || trial.differs() || trial.startedFromZero())
        .findFirst()
        .ifPresent(trial -> logs.add(LogTail.of(trial.name(), trial.summary().log())));
    logs.add(LogTail.of("undisturbed", report.undisturbed().log()));
    return logs;
  }
}
