package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import net.boincwrapper.cli.display.RunDisplay;
import net.boincwrapper.cli.engine.PolicyEngine;
import net.boincwrapper.cli.findings.CheckpointDiagnosis;
import net.boincwrapper.cli.findings.LayerNotes;
import net.boincwrapper.cli.findings.RunFindings;
import net.boincwrapper.cli.findings.WrittenElsewhere;
import net.boincwrapper.cli.folder.BoincTemplate;
import net.boincwrapper.cli.folder.BoincTemplate.FileReference;
import net.boincwrapper.cli.measure.ClientLimits;
import net.boincwrapper.cli.measure.ContainerGauge;
import net.boincwrapper.cli.measure.Excess;
import net.boincwrapper.cli.measure.Gauge;
import net.boincwrapper.cli.measure.OutputSize;
import net.boincwrapper.cli.measure.RunMeter;
import net.boincwrapper.cli.simulate.RunSummary.Ending;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.job.Job;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.time.HostClock;

/**
 * One run of a job in a scratch tree that has been set up. Collects the outputs.
 *
 * @param stopRequested turns true when the run is to be stopped
 */
public record ScratchRun(
    DryRun dryRun,
    ScratchTree tree,
    Engine engine,
    RunDisplay display,
    BooleanSupplier stopRequested) {

  /**
   * What makes one run different from another.
   *
   * @param verbose whether the wrapper tells every detail
   * @param checkpointPeriodSeconds the checkpoint period that the simulated volunteer wants
   * @param restartCommand restarts the engine; empty if the author does not permit that
   * @param patience for how long the app may show no sign of life
   */
  public record Manner(
      boolean verbose,
      double checkpointPeriodSeconds,
      InterruptSource interrupts,
      Optional<String> restartCommand,
      Duration patience,
      RunWatcher watcher) {

    /** Whether the engine is to go away without being restarted. */
    private boolean hidesEngine() {
      return restartCommand.isEmpty() && interrupts.has(Interrupt.Kind.ENGINE);
    }
  }

  /** Runs the task to its end, and keeps its log and its outputs. */
  public RunSummary run(SimulatedTask task, Manner manner)
      throws IOException, InterruptedException {
    Files.deleteIfExists(tree.changes());
    SimulatedPolicy.keep(dryRun.allowed().source().authorsOwn(), tree);
    RunSummary bare =
        manner.hidesEngine() ? behindProxy(task, manner) : run(task, manner, Optional.empty());
    tree.keepLog();
    return explained(bare.ending() == Ending.SUCCESS ? collect(bare) : bare);
  }

  /** Whatever the app may do as root, its author has not noticed until now. */
  private RunSummary explained(RunSummary summary) {
    Optional<Refusal> refusal = Refusal.in(summary.appLines());
    if (!tree.user().isVolunteer() || summary.ending() != Ending.FAILED || refusal.isEmpty()) {
      return summary;
    }
    return dryRun
        .plan()
        .map(plan -> new RefusalCause(engine, plan, tree.user()).explain(refusal.get()))
        .map(why -> summary.failed(summary.reason() + "; " + why))
        .orElse(summary);
  }

  private RunFindings findings(SimulatedRun.Setup setup, RunSummary bare) throws IOException {
    WrittenElsewhere elsewhere = LayerNotes.read(tree.changes());
    return new RunFindings(
        elsewhere,
        isWorthADiagnosis(setup, bare)
            ? CheckpointDiagnosis.of(setup.files().facts(bare.usage().checkpoints(), elsewhere))
            : List.of());
  }

  /** A run that goes on has a checkpoint. */
  private static boolean isWorthADiagnosis(SimulatedRun.Setup setup, RunSummary bare) {
    return setup.init().checkpointedCpuSeconds() == 0 && bare.isWorthADiagnosis();
  }

  private RunSummary behindProxy(SimulatedTask task, Manner manner)
      throws IOException, InterruptedException {
    try (EngineProxy proxy = EngineProxy.before(dryRun.allowed().engines().socket())) {
      return run(task, manner, Optional.of(proxy));
    } catch (EngineException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private RunSummary run(SimulatedTask task, Manner manner, Optional<EngineProxy> proxy)
      throws IOException, InterruptedException {
    SimulatedRun.Setup setup = setup(task, manner, proxy);
    RunSummary bare = new SimulatedRun(setup, display).run();
    return bare.withFindings(findings(setup, bare));
  }

  private SimulatedRun.Setup setup(SimulatedTask task, Manner manner, Optional<EngineProxy> proxy)
      throws IOException {
    InitData init =
        SimulatedHost.initData(tree, task, dryRun.init().cpus(), manner.checkpointPeriodSeconds());
    Job job = dryRun.folder().job().job().orElseThrow();
    DeclaredFiles files = DeclaredFiles.of(job);
    HostClock clock = HostClock.system();
    return new SimulatedRun.Setup(
        tree,
        init,
        taskArguments(manner.verbose()),
        manner.interrupts(),
        new Disturbance(
            engine, tree, files, manner.restartCommand(), proxy, clock, why -> fail(why, manner)),
        !job.checkpoint().files().isEmpty(),
        stopRequested,
        manner.watcher(),
        RunMeter.inBackground(limits(dryRun), gauge(job), clock),
        new Patience(clock, manner.patience(), new AppTraces(engine, tree, files)),
        new SlotWatch(tree, job, clock),
        clock,
        proxy.isPresent() ? proxy.map(EngineProxy::host) : chosenEngine());
  }

  /** The wrapper leaves the choice to whoever simulates its client, so that both have the same. */
  private Optional<String> chosenEngine() throws IOException {
    try {
      PolicyEngine engines = dryRun.allowed().engines();
      return engines.isChosen() ? Optional.of("unix://" + engines.socket()) : Optional.empty();
    } catch (EngineException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void fail(String why, Manner manner) {
    display.say(why);
    manner.watcher().undone(why);
  }

  private List<String> taskArguments(boolean verbose) {
    List<String> arguments = new ArrayList<>();
    if (verbose) {
      arguments.add("--verbose");
    }
    arguments.addAll(List.of("--config", dryRun.folder().jobName()));
    arguments.addAll(List.of("--dockerfile", dryRun.folder().dockerfileName()));
    arguments.addAll(dryRun.words());
    return arguments;
  }

  private RunSummary collect(RunSummary bare) throws IOException {
    List<String> missing = new ArrayList<>();
    List<Path> outputs = tree.collectOutputs(missing);
    RunSummary summary = bare.withOutputs(outputs).withUsage(bare.usage().withOutputs(sizes()));
    if (!missing.isEmpty()) {
      return summary.failed(
          new MissingOutputs(tree, DeclaredFiles.of(dryRun.folder().job().job().orElseThrow()))
              .told(missing));
    }
    Optional<Excess> excess = limits(dryRun).outputs(summary.usage().measured().outputs());
    return excess.map(is -> summary.failed(is.exitCode(), is.reason())).orElse(summary);
  }

  /** Beside what the output template allows; empty where there is none. */
  private List<OutputSize> sizes() throws IOException {
    List<OutputSize> sizes = new ArrayList<>();
    for (FileReference output :
        tree.folder().output().map(BoincTemplate::files).orElse(List.of())) {
      Path copy = tree.outputs().resolve(output.openName());
      if (Files.exists(copy)) {
        sizes.add(new OutputSize(output.openName(), Files.size(copy), output.maxBytes()));
      }
    }
    return sizes;
  }

  private static ClientLimits limits(DryRun dryRun) {
    return new ClientLimits(dryRun.bounds(), dryRun.init().host().memoryBytes());
  }

  private Gauge gauge(Job job) {
    return new ContainerGauge(
        Gauge.ofDisk(tree.slot().directory(), tree.linkedOutputs()),
        engine,
        Map.of(ContainerPlan.LABEL_SLOT, tree.slot().directory().toString()),
        Path.of("/proc"),
        job.scratch().stream().map(Job.Scratch::path).toList());
  }
}
