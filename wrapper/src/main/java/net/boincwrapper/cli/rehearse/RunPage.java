package net.boincwrapper.cli.rehearse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.boincwrapper.cli.display.Quantities;
import net.boincwrapper.cli.measure.OutputSize;
import net.boincwrapper.cli.report.Grade;
import net.boincwrapper.cli.report.Lane;
import net.boincwrapper.cli.report.LogTail;
import net.boincwrapper.cli.report.Report;
import net.boincwrapper.cli.report.Report.Cell;
import net.boincwrapper.cli.report.Report.Fact;
import net.boincwrapper.cli.report.Report.Note;
import net.boincwrapper.cli.report.Report.Table;
import net.boincwrapper.cli.report.Report.Verdict;
import net.boincwrapper.cli.simulate.DryRun;
import net.boincwrapper.cli.simulate.RunSummary;
import net.boincwrapper.cli.simulate.RunSummary.Ending;
import net.boincwrapper.cli.simulate.ScratchTree;
import net.boincwrapper.cli.simulate.SimulatedHost;
import net.boincwrapper.engine.Engine;

/** The report of one run. */
public final class RunPage {
  private static final String NAME = "the run";

  private RunPage() {}

  /**
   * Writes it.
   *
   * @param tree in which it ran
   * @param log of the run
   */
  public static void write(
      ReportOrder order,
      DryRun dryRun,
      ScratchTree tree,
      Engine engine,
      RunSummary summary,
      RunLog log)
      throws IOException {
    List<Fact> facts = HostFacts.of(dryRun, tree, engine, order.program());
    String job = SimulatedHost.workunit(dryRun.folder());
    order.file().write(of(order, job, facts, summary, log, Instant.now()));
  }

  static Report of(
      ReportOrder order,
      String job,
      List<Fact> facts,
      RunSummary summary,
      RunLog log,
      Instant made) {
    Verdict verdict = verdict(summary);
    Lane lane = Lanes.of(NAME, summary.ending().words(), verdict.grade(), log);
    return new Report(
        "Run",
        job,
        made,
        order.program(),
        verdict,
        UsageCards.of(summary.usage()),
        List.of(lane),
        List.of(UsageCharts.of(NAME, summary.usage(), log)),
        outputs(summary),
        notes(summary),
        facts,
        order.command(Optional.empty()),
        List.of(LogTail.of(NAME, summary.log())));
  }

  static Verdict verdict(RunSummary summary) {
    String code = ", exit code " + summary.exitCode();
    List<String> reasons = summary.reason().isEmpty() ? List.of() : List.of(summary.reason());
    return switch (summary.ending()) {
      case SUCCESS -> succeeded(summary, code);
      case FAILED -> new Verdict(Grade.BAD, "The run failed" + code + ".", reasons);
      case STOPPED -> new Verdict(Grade.OPEN, "You stopped the run.", reasons);
      default -> new Verdict(Grade.BAD, "The run was " + summary.ending().words() + ".", reasons);
    };
  }

  /** A job that was meant to have a checkpoint, or seems to, and had none is not well. */
  private static Verdict succeeded(RunSummary summary, String code) {
    return summary.findings().checkpoint().isEmpty()
        ? new Verdict(Grade.GOOD, "The run succeeded" + code + ".", List.of())
        : new Verdict(
            Grade.OPEN,
            "The run succeeded" + code + ", but something is wrong with its checkpoint.",
            List.of());
  }

  private static List<Note> notes(RunSummary summary) {
    return summary.findings().isEmpty()
        ? List.of()
        : List.of(new Note("Worth knowing", summary.findings().paragraphs(), false));
  }

  /** Those of the output template beside their bounds, or else whatever there is. */
  private static List<Table> outputs(RunSummary summary) {
    if (summary.ending() != Ending.SUCCESS) {
      return List.of();
    }
    List<List<Cell>> rows = new ArrayList<>();
    summary.usage().measured().outputs().forEach(output -> rows.add(row(output)));
    if (rows.isEmpty()) {
      summary.outputs().forEach(file -> rows.add(row(file)));
    }
    return List.of(new Table("Outputs", "", List.of("file", "size", "max_nbytes"), rows));
  }

  private static List<Cell> row(OutputSize output) {
    String size = Quantities.bytes(output.bytes());
    Grade grade =
        output.maxBytes().isEmpty() ? Grade.OPEN : output.isTooLong() ? Grade.BAD : Grade.GOOD;
    String most =
        output.maxBytes().isPresent() ? Quantities.bytes(output.maxBytes().getAsLong()) : "";
    return List.of(Cell.of(output.name()), new Cell(size, "", grade), Cell.of(most));
  }

  private static List<Cell> row(Path file) {
    return List.of(Cell.of(String.valueOf(file.getFileName())), Cell.of(size(file)), Cell.of(""));
  }

  private static String size(Path file) {
    try {
      return Quantities.bytes(Files.size(file));
    } catch (IOException e) {
      return String.format(Locale.ROOT, "not known: %s", e.getMessage());
    }
  }
}
