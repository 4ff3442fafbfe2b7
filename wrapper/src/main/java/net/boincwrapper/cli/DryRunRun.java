package net.boincwrapper.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import net.boincwrapper.cli.RunSummary.Ending;
import net.boincwrapper.container.ContainerPlan;
import net.boincwrapper.container.Engine;
import net.boincwrapper.container.Engine.ContainerInfo;
import net.boincwrapper.container.EngineException;
import net.boincwrapper.container.Engines;
import net.boincwrapper.slot.InitData;

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
  private final ProgressDisplay display;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean stopRequested;

  DryRunRun(DryRun dryRun, Wishes wishes, PrintWriter out, PrintWriter err) {
    this.dryRun = dryRun;
    this.wishes = wishes;
    this.out = out;
    this.err = err;
    this.tree = ScratchTree.of(dryRun.folder());
    this.display = ProgressDisplay.of(wishes.json() ? err : out, wishes.json());
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Engine engine = Engines.connect(System.getenv(), Optional.empty())) {
      engine.info();
      return runAlone(engine);
    } catch (EngineException e) {
      err.println("dry-run: " + e.getMessage());
      return ExitCode.NO_ENGINE;
    }
  }

  private int runAlone(Engine engine) throws IOException, InterruptedException {
    Optional<ScratchLock> lock = tree.lock();
    if (lock.isEmpty()) {
      err.println(
          "dry-run: another dry run is going on in "
              + tree.root()
              + "; wait for its end, or stop it with Ctrl-C");
      return ExitCode.RUN_FAILED;
    }
    Thread hook = new Thread(this::onCtrlC, "ctrl-c");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return report(simulate(engine));
    } finally {
      lock.get().close();
      done.countDown();
      if (!stopRequested) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  private RunSummary simulate(Engine engine) throws IOException, InterruptedException {
    InitData init =
        SimulatedHost.initData(
            dryRun.folder(), tree.project(), prepareTask(), dryRun.init().cpus());
    SimulatedRun.Setup setup =
        new SimulatedRun.Setup(
            tree,
            init,
            taskArguments(),
            Launcher.ofThisProgram(),
            wishes.interrupts(),
            () -> killContainers(engine),
            () -> stopRequested);
    return new SimulatedRun(setup, display).run();
  }

  private SimulatedTask prepareTask() throws IOException {
    Optional<SimulatedTask> earlier = wishes.keep() ? tree.unfinishedTask() : Optional.empty();
    if (earlier.isPresent()) {
      display.say("going on with the task in " + tree.slot().directory() + ", as it was left");
      return earlier.get();
    }
    tree.clear();
    tree.setUp();
    return SimulatedTask.fresh(
        SimulatedHost.workunit(dryRun.folder()) + "_" + System.currentTimeMillis());
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
      display.say("could not kill the container: " + e.getMessage());
    }
  }

  private int report(RunSummary bare) throws IOException {
    tree.keepLog();
    RunSummary summary = bare.ending() == Ending.SUCCESS ? collect(bare) : bare;
    if (summary.ending() == Ending.SUCCESS && !wishes.keep()) {
      tree.clearSlot();
    }
    out.print(wishes.json() ? DryRunJson.of(summary) : "\n" + summary.toText());
    out.flush();
    return summary.ending().exitCode();
  }

  private RunSummary collect(RunSummary bare) throws IOException {
    List<String> missing = new ArrayList<>();
    RunSummary summary = bare.withOutputs(tree.collectOutputs(missing));
    return missing.isEmpty()
        ? summary
        : summary.failed(
            "the app did not write what the output template names: " + String.join(", ", missing));
  }

  /** Runs in the shutdown hook, so that the task is stopped before this process ends. */
  private void onCtrlC() {
    stopRequested = true;
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
