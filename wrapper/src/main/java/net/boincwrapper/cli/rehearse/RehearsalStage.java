package net.boincwrapper.cli.rehearse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import net.boincwrapper.cli.findings.LayerNotes;
import net.boincwrapper.cli.rehearse.RehearsalSchedule.Planned;
import net.boincwrapper.cli.simulate.DeclaredFiles;
import net.boincwrapper.cli.simulate.DryRun;
import net.boincwrapper.cli.simulate.InterruptSource;
import net.boincwrapper.cli.simulate.Interruptions;
import net.boincwrapper.cli.simulate.RunSummary;
import net.boincwrapper.cli.simulate.RunSummary.Ending;
import net.boincwrapper.cli.simulate.ScratchRun;
import net.boincwrapper.cli.simulate.ScratchTree;
import net.boincwrapper.cli.simulate.SimulatedHost;
import net.boincwrapper.cli.simulate.SimulatedTask;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.EngineException;
import org.apache.commons.io.file.PathUtils;

/** Where the runs of a rehearsal take place, each in its own scratch tree. */
final class RehearsalStage {
  /** Of all runs, below a dry run's. */
  static final String DIRECTORY = "rehearsal";

  /** Shorter than a volunteer's 60 s: a rehearsal wants many checkpoints in a short run. */
  private static final double CHECKPOINT_PERIOD_SECONDS = 1;

  /**
   * One run.
   *
   * @param missed interruptions that did not take place
   * @param undeclared files that the app had made when it was interrupted, and that do not belong
   *     to the checkpoint
   */
  record Act(
      ScratchTree tree,
      RunSummary summary,
      RunLog log,
      List<String> missed,
      List<Path> undeclared) {}

  private final DryRun dryRun;
  private final ScratchTree trees;
  private final Engine engine;
  private final RehearsalDisplay display;
  private final BooleanSupplier stopRequested;
  private final Optional<String> restartEngine;
  private final Duration patience;
  private final DeclaredFiles files;
  private final Map<String, Act> acts = new LinkedHashMap<>();

  /** All runs are of the same workunit: an app may derive its random seed from the name. */
  private final SimulatedTask task;

  /**
   * For one rehearsal.
   *
   * @param trees has one for each run
   */
  RehearsalStage(
      DryRun dryRun,
      ScratchTree trees,
      Engine engine,
      RehearsalDisplay display,
      BooleanSupplier stopRequested,
      Optional<String> restartEngine,
      Duration patience) {
    this.dryRun = dryRun;
    this.trees = trees;
    this.engine = engine;
    this.display = display;
    this.stopRequested = stopRequested;
    this.restartEngine = restartEngine;
    this.patience = patience;
    this.files = DeclaredFiles.of(dryRun.folder().job().job().orElseThrow());
    this.task =
        SimulatedTask.fresh(
            SimulatedHost.workunit(dryRun.folder()) + "_" + System.currentTimeMillis());
  }

  /** Removes what an earlier rehearsal left behind. */
  void clear() throws IOException {
    clear(trees.kept());
    clear(trees.root());
  }

  private static void clear(Path directory) throws IOException {
    if (Files.exists(directory)) {
      PathUtils.deleteDirectory(directory);
    }
  }

  /** All runs so far by their names, in the order in which they began. */
  Map<String, Act> acts() {
    return acts;
  }

  boolean stopped() {
    return stopRequested.getAsBoolean();
  }

  Act undisturbed(String name) throws IOException, InterruptedException {
    display.begin(name);
    Act act = run(name, new RunLog(), new Interruptions(List.of()), stopRequested);
    tidy(act, act.summary().ending() != Ending.SUCCESS);
    return act;
  }

  /**
   * An interrupted run. One whose app takes far too long is stopped, and counts as failed; one that
   * the machine does not go on with is stopped, too, and its interruptions have not been tried.
   */
  Act interrupted(String name, RunFacts undisturbed, List<Planned> planned)
      throws IOException, InterruptedException {
    display.begin(planned.size() == 1 ? planned.get(0).when() : name);
    RunLog log = new RunLog();
    Deadline deadline = new Deadline(log, undisturbed);
    AtomicBoolean late = new AtomicBoolean();
    BooleanSupplier stop =
        () -> {
          late.compareAndSet(false, deadline.appIsLate(log.passed()));
          return late.get() || stopped() || deadline.hostIsLate(log.passed());
        };
    Act act = run(name, log, new PlannedInterruptions(log, undisturbed, planned), stop);
    if (act.summary().ending() != Ending.STOPPED || stopped() || !late.get()) {
      return act;
    }
    return keep(
        name,
        new Act(
            act.tree(), act.summary().hung(deadline.words()), log, act.missed(), act.undeclared()));
  }

  private Act run(String name, RunLog log, InterruptSource interrupts, BooleanSupplier stop)
      throws IOException, InterruptedException {
    ScratchTree tree = trees.child(name);
    clear(tree.kept());
    clear(tree.root());
    tree.setUp();
    UndeclaredWatch undeclared = new UndeclaredWatch(log, files, tree);
    ScratchRun.Manner manner =
        new ScratchRun.Manner(
            true, CHECKPOINT_PERIOD_SECONDS, interrupts, restartEngine, patience, undeclared);
    RunSummary summary = new ScratchRun(dryRun, tree, engine, display, stop).run(task, manner);
    if (summary.ending() != Ending.SUCCESS) {
      removeContainers(tree);
      summary =
          summary.withFindings(summary.findings().withElsewhere(LayerNotes.read(tree.changes())));
    }
    return keep(
        name,
        new Act(tree, onlyOutputs(summary, tree), log, interrupts.left(), undeclared.found()));
  }

  /** Another try takes the place of the one before. */
  private Act keep(String name, Act act) {
    acts.put(name, act);
    return act;
  }

  /** Nobody continues such a run, and a container that was left paused would keep its memory. */
  private void removeContainers(ScratchTree tree) {
    Engine noting = LayerNotes.noting(engine, tree.changes());
    try {
      Map<String, String> ours =
          Map.of(ContainerPlan.LABEL_SLOT, tree.slot().directory().toString());
      for (ContainerInfo left : engine.list(ours)) {
        noting.remove(left.id());
      }
    } catch (EngineException e) {
      display.say("could not remove the remaining container: " + e.getMessage());
    }
  }

  /** Without an output template, every new file was collected, even the checkpoint. */
  private RunSummary onlyOutputs(RunSummary summary, ScratchTree tree) throws IOException {
    if (dryRun.folder().output().isPresent()) {
      return summary;
    }
    List<Path> outputs = new ArrayList<>();
    for (Path file : summary.outputs()) {
      Path name = tree.outputs().relativize(file);
      if (files.isOther(name) && !Byproducts.contain(name)) {
        outputs.add(file);
      } else {
        Files.delete(file);
      }
    }
    return summary.withOutputs(outputs);
  }

  /**
   * Removes the slot and the project's directory of a run, unless the author may want to look at
   * them.
   */
  void tidy(Act act, boolean keep) throws IOException {
    if (!keep) {
      clear(act.tree().slot().directory());
      clear(act.tree().project());
    }
  }
}
