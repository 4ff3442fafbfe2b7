package net.boincwrapper.cli.rehearse;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import net.boincwrapper.cli.compare.FileNames;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.display.ProgressDisplay;
import net.boincwrapper.cli.folder.RehearsedJob;
import net.boincwrapper.cli.rehearse.RehearsalStage.Act;
import net.boincwrapper.cli.simulate.AuthorSession;
import net.boincwrapper.cli.simulate.DryRun;
import net.boincwrapper.cli.simulate.Interrupt;
import net.boincwrapper.cli.simulate.RunSummary.Ending;
import net.boincwrapper.cli.simulate.ScratchTree;
import net.boincwrapper.engine.Engine;

/**
 * {@code dry-run --rehearse}: runs a job undisturbed and then with interruptions, and says whether
 * the app may be released.
 */
public final class Rehearsal {
  /**
   * What the author asked for.
   *
   * @param kinds interruptions to try
   * @param whole whether these are all there are
   * @param compare the author's own comparison; empty: byte for byte
   * @param restartEngine a command; empty where the author does not permit that
   * @param patience for how long the app may show no sign of life
   * @param together whether to try all interruptions in one run first, however short it is
   * @param asRoot remain root
   * @param program version of this program
   */
  public record Wishes(
      long seed,
      Set<Interrupt.Kind> kinds,
      boolean whole,
      Optional<String> compare,
      Optional<String> restartEngine,
      Duration patience,
      boolean together,
      boolean asRoot,
      boolean verbose,
      boolean json,
      boolean quiet,
      String program) {}

  private final DryRun dryRun;
  private final Wishes wishes;
  private final Optional<ReportOrder> order;
  private final PrintWriter out;
  private final PrintWriter err;
  private final RehearsalDisplay display;
  private final RehearsalNeeds needs;

  /**
   * @param order the report that is wanted beside what is printed; empty: none
   */
  public Rehearsal(
      DryRun dryRun, Wishes wishes, Optional<ReportOrder> order, PrintWriter out, PrintWriter err) {
    this.dryRun = dryRun;
    this.wishes = wishes;
    this.order = order;
    this.out = out;
    this.err = err;
    this.display =
        new RehearsalDisplay(
            wishes.quiet()
                ? ProgressDisplay.silent()
                : ProgressDisplay.of(wishes.json() ? err : out, wishes.json()),
            wishes.verbose());
    this.needs = new RehearsalNeeds(dryRun.folder().job().job().orElseThrow().checkpoint());
  }

  /** Returns an {@link ExitCode}. */
  public int call() throws IOException, InterruptedException {
    return new AuthorSession(
            dryRun.folder(), dryRun.allowed().engines(), wishes.asRoot(), false, err)
        .call(this::rehearse);
  }

  private int rehearse(Engine engine, ScratchTree tree, BooleanSupplier stopRequested)
      throws IOException, InterruptedException {
    BooleanSupplier stop = () -> stopRequested.getAsBoolean() || out.checkError();
    RehearsalStage stage =
        new RehearsalStage(
            dryRun,
            tree.child(RehearsalStage.DIRECTORY),
            engine,
            display,
            stop,
            wishes.restartEngine(),
            wishes.patience());
    stage.clear();
    RehearsedJob job = RehearsedJob.of(dryRun.folder(), wishes.program(), dryRun.words());
    display.say("rehearsal with seed " + wishes.seed());
    Act undisturbed = stage.undisturbed("undisturbed");
    RehearsalReport report =
        undisturbed.summary().ending() == Ending.SUCCESS
            ? interrupted(stage, undisturbed)
            : RehearsalReport.ofFailure(wishes.seed(), needs, undisturbed.summary());
    Release release = Release.of(report);
    new Verdicts(dryRun).keep(job, report, release);
    print(report, release);
    if (order.isPresent()) {
      new RehearsalPage(report, release, stage.acts()).write(order.get(), dryRun, engine);
    }
    return release.exitCode();
  }

  private RehearsalReport interrupted(RehearsalStage stage, Act undisturbed)
      throws IOException, InterruptedException {
    RunFacts facts = RunFacts.of(undisturbed.log());
    RehearsalSchedule schedule =
        RehearsalSchedule.draw(wishes.seed(), wishes.kinds(), needs, facts);
    OutputComparison comparison = comparison();
    checkIt(comparison, undisturbed.tree().outputs());
    InterruptedRuns trials = new InterruptedRuns(stage, display, comparison, undisturbed, facts);
    trials.run(schedule.planned(), wishes.together());
    return new RehearsalReport(
        wishes.seed(),
        needs,
        undisturbed.summary(),
        Optional.of(facts),
        compared(undisturbed),
        dryRun.folder().output().isPresent()
            ? ""
            : ProposedTemplate.of(undisturbed.tree().outputs()),
        wishes.compare(),
        trials.done(),
        schedule.leftOut(),
        trials.unsteady(),
        wishes.whole(),
        stage.stopped());
  }

  private OutputComparison comparison() {
    return wishes.compare().isPresent()
        ? new CommandComparison(wishes.compare().get())
        : new ByteComparison();
  }

  /** Better to find out now than after the first interrupted run. */
  private static void checkIt(OutputComparison comparison, Path outputs)
      throws IOException, InterruptedException {
    OutputComparison.Found found = comparison.compare(outputs, outputs);
    if (!found.same()) {
      throw new IOException(
          "the command of --compare finds the undisturbed outputs different from themselves: "
              + String.join(" / ", found.lines()));
    }
  }

  private static List<String> compared(Act undisturbed) throws IOException {
    return FileNames.below(undisturbed.tree().outputs()).stream().map(Object::toString).toList();
  }

  private void print(RehearsalReport report, Release release) {
    out.print(wishes.json() ? RehearsalJson.of(report, release) : text(report, release));
    out.flush();
  }

  private String text(RehearsalReport report, Release release) {
    Colours colours = Colours.ofStandardOutput();
    return wishes.quiet()
        ? RehearsalText.verdict(release, colours)
        : "\n" + RehearsalText.of(report, release, colours);
  }
}
