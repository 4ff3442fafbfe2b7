package net.boincwrapper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import net.boincwrapper.cli.RunSummary.Ending;
import net.boincwrapper.container.ContainerPlan;
import net.boincwrapper.container.Engine;
import net.boincwrapper.container.Engine.ContainerInfo;
import net.boincwrapper.container.EngineException;
import net.boincwrapper.container.Engines;

/** {@code dry-run --run}: the real thing in a scratch BOINC directory. */
final class DryRunRun implements Callable<Integer> {
  /**
   * What the author asked for.
   *
   * @param keep go on with an earlier task, and keep the slot
   */
  record Wishes(boolean keep, List<Interrupt> interrupts, boolean verbose, boolean json) {}

  private final DryRun dryRun;
  private final Wishes wishes;
  private final PrintWriter out;
  private final PrintWriter err;
  private final ScratchTree tree;
  private final AtomicBoolean stopRequested = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);

  DryRunRun(DryRun dryRun, Wishes wishes, PrintWriter out, PrintWriter err) {
    this.dryRun = dryRun;
    this.wishes = wishes;
    this.out = out;
    this.err = err;
    this.tree = ScratchTree.of(dryRun.folder());
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Engine engine = Engines.connect(System.getenv(), Optional.empty())) {
      engine.info();
      return runWith(engine);
    } catch (EngineException e) {
      err.println(e.getMessage());
      return ExitCode.NO_ENGINE;
    }
  }

  private int runWith(Engine engine) throws IOException, InterruptedException {
    prepareTree();
    Thread hook = new Thread(this::onCtrlC, "ctrl-c");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return report(simulate(engine));
    } finally {
      done.countDown();
      if (!stopRequested.get()) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  private void prepareTree() throws IOException {
    if (wishes.keep() && tree.holdsTask()) {
      out.println("Going on with the task in " + tree.slot().directory());
      return;
    }
    tree.clear();
    tree.setUp();
  }

  private RunSummary simulate(Engine engine) throws IOException, InterruptedException {
    ProgressDisplay display =
        new ProgressDisplay(
            wishes.json() ? err : out,
            !wishes.json() && ProgressDisplay.standardOutputIsTerminal());
    SimulatedRun.Setup setup =
        new SimulatedRun.Setup(
            tree,
            dryRun.init(),
            taskArguments(),
            Launcher.ofThisProgram(),
            wishes.interrupts(),
            () -> killContainers(engine),
            stopRequested::get);
    return new SimulatedRun(setup, display).run();
  }

  private List<String> taskArguments() {
    List<String> arguments = new ArrayList<>();
    if (wishes.verbose()) {
      arguments.add("--verbose");
    }
    arguments.addAll(List.of("--config", dryRun.folder().jobName()));
    arguments.addAll(List.of("--dockerfile", dryRun.folder().dockerfileName()));
    arguments.addAll(dryRun.arguments().app());
    return arguments;
  }

  /** From outside, as an out-of-memory killer or a person would. */
  private void killContainers(Engine engine) {
    Map<String, String> ours = Map.of(ContainerPlan.LABEL_SLOT, tree.slot().directory().toString());
    try {
      for (ContainerInfo container : engine.list(ours)) {
        engine.signal(container.id(), "SIGKILL");
      }
    } catch (EngineException e) {
      err.println("could not kill the container: " + e.getMessage());
    }
  }

  private int report(RunSummary bare) throws IOException {
    List<String> missing = new ArrayList<>();
    RunSummary summary =
        bare.ending() == Ending.SUCCESS ? bare.withOutputs(tree.collectOutputs(missing)) : bare;
    if (!missing.isEmpty()) {
      summary =
          summary.failed(
              "the output template names files that the app did not write: "
                  + String.join(", ", missing));
    }
    if (summary.ending() == Ending.SUCCESS && !wishes.keep()) {
      tree.clearSlot();
    }
    out.print(wishes.json() ? DryRunJson.of(summary) : "\n" + summary.toText());
    out.flush();
    return summary.ending().exitCode();
  }

  /** Runs in the shutdown hook, so that the task is stopped before this process ends. */
  private void onCtrlC() {
    stopRequested.set(true);
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
