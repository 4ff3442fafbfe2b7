package net.boincwrapper.cli.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.boincwrapper.cli.report.Grade;
import net.boincwrapper.cli.report.Report.Cell;
import net.boincwrapper.cli.report.Report.Table;

/** How the interruptions went, and how the outputs compared, as a table of a report. */
final class InterruptionTable {
  private static final List<String> COLUMNS =
      List.of("interruption", "outputs", "CPU lost", "resumed in", "the app went on");
  private static final Cell NOTHING = Cell.of("");

  private InterruptionTable() {}

  /** No table where nothing was interrupted. */
  static List<Table> of(RehearsalReport report) {
    List<List<Cell>> rows = new ArrayList<>();
    for (InterruptedRun trial : report.trials()) {
      trial.recoveries().forEach(recovery -> rows.add(row(trial, recovery)));
      trial.missed().forEach(missed -> rows.add(row(missed.what(), missed.why())));
    }
    report.leftOut().forEach(out -> rows.add(row(out.kind().word(), out.why())));
    return rows.isEmpty()
        ? List.of()
        : List.of(new Table("Interruptions", explanation(report), COLUMNS, rows));
  }

  private static String explanation(RehearsalReport report) {
    return report.compared().isEmpty()
        ? "There were no outputs to compare."
        : "Compared: " + String.join(", ", report.compared()) + RehearsalText.how(report);
  }

  private static List<Cell> row(InterruptedRun trial, Recovery recovery) {
    List<String> details = new ArrayList<>();
    if (!recovery.evidence().isEmpty()) {
      details.add(recovery.evidence());
    }
    recovery.request().map(RehearsalText::answer).ifPresent(details::add);
    boolean zero = recovery.resumption() == Recovery.Resumption.FROM_ZERO;
    String wentOn = RehearsalText.wentOn(trial, recovery);
    return List.of(
        Cell.of(recovery.interrupt().toString()),
        outputs(trial),
        Cell.of(String.format(Locale.ROOT, "%.1f s", recovery.lostCpuSeconds())),
        Cell.of(recovery.resumedIn().map(RehearsalText::seconds).orElse("")),
        new Cell(wentOn, String.join("\n", details), zero ? Grade.BAD : Grade.OPEN));
  }

  private static Cell outputs(InterruptedRun trial) {
    boolean bad = trial.failed() || trial.differs();
    List<String> details = new ArrayList<>();
    if (trial.failed()) {
      details.add(trial.summary().reason());
    }
    trial.comparison().stream()
        .filter(found -> !found.same())
        .forEach(found -> details.addAll(found.lines()));
    return new Cell(
        RehearsalText.outputs(trial),
        String.join("\n", details),
        bad ? Grade.BAD : trial.comparison().isPresent() ? Grade.GOOD : Grade.OPEN);
  }

  private static List<Cell> row(String what, String why) {
    return List.of(
        Cell.of(what), new Cell("not tried", why, Grade.OPEN), NOTHING, NOTHING, NOTHING);
  }
}
