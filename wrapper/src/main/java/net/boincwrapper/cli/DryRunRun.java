package net.boincwrapper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.cli.display.ProgressDisplay;
import net.boincwrapper.cli.rehearse.ReportOrder;
import net.boincwrapper.cli.rehearse.RunLog;
import net.boincwrapper.cli.rehearse.RunPage;
import net.boincwrapper.cli.simulate.AuthorSession;
import net.boincwrapper.cli.simulate.DryRun;
import net.boincwrapper.cli.simulate.Interrupt;
import net.boincwrapper.cli.simulate.Interruptions;
import net.boincwrapper.cli.simulate.RunSummary;
import net.boincwrapper.cli.simulate.RunSummary.Ending;
import net.boincwrapper.cli.simulate.ScratchRun;
import net.boincwrapper.cli.simulate.ScratchTree;
import net.boincwrapper.cli.simulate.SimulatedHost;
import net.boincwrapper.cli.simulate.SimulatedTask;
import net.boincwrapper.engine.Engine;

/** {@code dry-run --run}: the real thing in a scratch BOINC directory. */
final class DryRunRun implements Callable<Integer> {
  /**
   * What the author asked for.
   *
   * @param keep continue an earlier task, and keep the slot
   * @param asRoot remain root
   * @param restartCommand restarts the engine; empty where the author does not permit that
   * @param patience for how long the app may show no sign of life
   */
  record Wishes(
      boolean keep,
      boolean asRoot,
      List<Interrupt> interrupts,
      Optional<String> restartCommand,
      Duration patience,
      boolean verbose,
      boolean json,
      boolean quiet) {}

  private final DryRun dryRun;
  private final Wishes wishes;
  private final Optional<ReportOrder> order;
  private final PrintWriter out;
  private final PrintWriter err;
  private final ProgressDisplay display;

  /**
   * @param order the report that is wanted beside what is printed; empty: none
   */
  DryRunRun(
      DryRun dryRun, Wishes wishes, Optional<ReportOrder> order, PrintWriter out, PrintWriter err) {
    this.dryRun = dryRun;
    this.wishes = wishes;
    this.order = order;
    this.out = out;
    this.err = err;
    this.display =
        wishes.quiet()
            ? ProgressDisplay.silent()
            : ProgressDisplay.of(wishes.json() ? err : out, wishes.json());
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return new AuthorSession(
            dryRun.folder(), dryRun.allowed().engines(), wishes.asRoot(), wishes.keep(), err)
        .call(this::simulate);
  }

  private int simulate(Engine engine, ScratchTree tree, BooleanSupplier stopRequested)
      throws IOException, InterruptedException {
    SimulatedTask task = prepareTask(tree);
    RunLog log = new RunLog();
    ScratchRun.Manner manner =
        new ScratchRun.Manner(
            wishes.verbose(),
            SimulatedHost.CHECKPOINT_PERIOD_SECONDS,
            new Interruptions(wishes.interrupts()),
            wishes.restartCommand(),
            wishes.patience(),
            log);
    BooleanSupplier stop = () -> stopRequested.getAsBoolean() || out.checkError();
    RunSummary summary = new ScratchRun(dryRun, tree, engine, display, stop).run(task, manner);
    int exitCode = report(summary, tree);
    if (order.isPresent()) {
      RunPage.write(order.get(), dryRun, tree, engine, summary, log);
    }
    return exitCode;
  }

  private SimulatedTask prepareTask(ScratchTree tree) throws IOException {
    Optional<SimulatedTask> earlier = wishes.keep() ? tree.unfinishedTask() : Optional.empty();
    if (earlier.isPresent()) {
      display.say("going on with the task in " + tree.slot().directory() + " as it was left");
      return earlier.get();
    }
    tree.unfinishedTask().ifPresent(this::sayWhatIsLost);
    tree.clear();
    tree.setUp();
    return SimulatedTask.fresh(
        SimulatedHost.workunit(dryRun.folder()) + "_" + System.currentTimeMillis());
  }

  private void sayWhatIsLost(SimulatedTask earlier) {
    display.say(
        String.format(
            Locale.ROOT,
            "removing the unfinished task of an earlier run, at %.1f s of CPU time; with --keep, a"
                + " run goes on with it",
            earlier.checkpointCpuSeconds()));
  }

  private int report(RunSummary summary, ScratchTree tree) throws IOException {
    if (summary.ending() == Ending.SUCCESS && !wishes.keep()) {
      tree.clearSlot();
    }
    out.print(wishes.json() ? DryRunJson.of(summary) : text(summary));
    out.flush();
    return summary.ending().exitCode();
  }

  private String text(RunSummary summary) {
    Colours colours = Colours.ofStandardOutput();
    return wishes.quiet() ? summary.toBriefText(colours) : "\n" + summary.toText(colours);
  }
}
