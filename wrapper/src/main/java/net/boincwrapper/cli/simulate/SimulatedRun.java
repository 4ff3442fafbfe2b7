package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import net.boincwrapper.cli.display.Quantities;
import net.boincwrapper.cli.display.RunDisplay;
import net.boincwrapper.cli.measure.Excess;
import net.boincwrapper.cli.measure.RunMeter;
import net.boincwrapper.cli.measure.RunMeter.Known;
import net.boincwrapper.cli.simulate.ClientExitRules.Decision;
import net.boincwrapper.cli.simulate.ControlNotes.Postponement;
import net.boincwrapper.cli.simulate.RunSummary.Ending;
import net.boincwrapper.cli.simulate.WrapperLine.Counted;
import net.boincwrapper.cli.simulate.WrapperLine.GoingOn;
import net.boincwrapper.cli.simulate.WrapperLine.Starting;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.client.SimulatedClient;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/**
 * Plays the client to one task from its first launch to its end: launches the wrapper in the slot,
 * talks to it through a real mapped file, interrupts it as requested, and launches it again.
 */
final class SimulatedRun {
  /** An author does not have to wait out the delays of a volunteer's host. */
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(3);

  private static final int MOST_POSTPONEMENTS = 3;

  /**
   * What a run needs.
   *
   * @param init what the client tells the task
   * @param arguments of the workunit's command line
   * @param interrupts when the run is interrupted, and how
   * @param checkpoints whether the job names checkpoint files; if not, the task also reports work
   *     as saved that only its paused container keeps, and the author is not shown this
   * @param stopRequested turns true when the author wants to stop
   * @param watcher hears what happens
   * @param meter measures the task
   * @param patience with an app that shows no sign of life
   * @param files sees how the app writes
   * @param clock of the client too
   * @param engineHost URL of the engine's socket, for the wrapper; empty: it finds it itself
   */
  record Setup(
      ScratchTree tree,
      InitData init,
      List<String> arguments,
      InterruptSource interrupts,
      Disturbance disturbance,
      boolean checkpoints,
      BooleanSupplier stopRequested,
      RunWatcher watcher,
      RunMeter meter,
      Patience patience,
      SlotWatch files,
      HostClock clock,
      Optional<String> engineHost) {

    /** What the wrapper's process is told of the engine's place. */
    Map<String, String> environment() {
      return engineHost
          .map(host -> Map.of("DOCKER_HOST", host, "CONTAINER_HOST", host))
          .orElse(Map.of());
    }
  }

  private final Setup setup;
  private final RunDisplay display;
  private final SlotLayout slot;
  private final LineTail stderr;
  private final StderrView view;
  private final Stopwatch sinceBegin;

  private boolean hung;
  private int launches;
  private int checkpoints;
  private int checkpointsSeen;
  private int countedInLaunch;
  private int postponements;
  private long peakBytes;
  private double cpuSeconds;
  private double checkpointCpuSeconds;
  private double checkpointElapsedSeconds;
  private Optional<AppStatus> lastStatus = Optional.empty();
  private Optional<Excess> excess = Optional.empty();
  private Optional<Duration> preparation = Optional.empty();
  private Optional<Duration> started = Optional.empty();

  SimulatedRun(Setup setup, RunDisplay display) throws IOException {
    this.setup = setup;
    this.display = display;
    this.sinceBegin = Stopwatch.started(setup.clock());
    this.slot = setup.tree().slot();
    this.stderr = new LineTail(slot.stderr());
    this.view = new StderrView(display, this::said);
    this.checkpointCpuSeconds = setup.init().checkpointedCpuSeconds();
    this.checkpointElapsedSeconds = setup.init().startingElapsedSeconds();
    this.cpuSeconds = checkpointCpuSeconds;
  }

  RunSummary run() throws IOException, InterruptedException {
    Optional<RunSummary> end = Optional.empty();
    setup.files().look();
    while (end.isEmpty()) {
      SimulatedLaunch launch = launch();
      end = afterExit(ClientExitRules.judge(launch.evidence()), launch);
    }
    // For the next run, in case it continues the task.
    setup.tree().writeInitData(setup.init(), checkpointCpuSeconds);
    setup.interrupts().left().forEach(left -> display.say("the run was over before " + left));
    display.end();
    return end.get();
  }

  private void said(String line) {
    setup.watcher().said(elapsed(), line);
    Optional<WrapperLine> meaning = WrapperLine.read(line);
    meaning.ifPresent(setup.patience()::said);
    meaning
        .filter(Counted.class::isInstance)
        .ifPresent(m -> countedInLaunch += ((Counted) m).seen());
    boolean starts = meaning.filter(m -> m instanceof Starting || m instanceof GoingOn).isPresent();
    if (started.isEmpty() && starts) {
      started = Optional.of(elapsed());
    }
  }

  private SimulatedLaunch launch() throws IOException, InterruptedException {
    launches++;
    countedInLaunch = 0;
    Files.deleteIfExists(slot.temporaryExit());
    if (!Files.exists(slot.setupComplete())) {
      setup.tree().setUp(); // the wrapper has asked for it
    }
    setup.tree().writeInitData(setup.init(), checkpointCpuSeconds);
    try (SimulatedClient client =
        SimulatedClient.create(
            slot.sharedMemory(),
            checkpointCpuSeconds,
            checkpointElapsedSeconds,
            setup.clock()::nanos)) {
      setup.tree().give(slot.sharedMemory());
      setup.watcher().launched(elapsed());
      Process process = setup.tree().launcher().start(slot, setup.arguments(), setup.environment());
      SimulatedLaunch launch =
          new SimulatedLaunch(client, process, slot, setup.disturbance(), setup.clock());
      attend(launch);
      setup.watcher().left(elapsed());
      setup.patience().left();
      checkpoints += seenBy(launch);
      checkpointsSeen += Math.max(countedInLaunch, seenBy(launch));
      checkpointElapsedSeconds = launch.checkpointElapsedSeconds();
      return launch;
    }
  }

  private void attend(SimulatedLaunch launch) throws InterruptedException {
    try {
      while (launch.tick()) {
        showStderr();
        setup.watcher().passed(elapsed());
        hear(launch);
        measure(launch);
        setup.files().look();
        stopIfNeeded(launch);
      }
      // The client, too, reads the last status after the end.
      hear(launch);
      showStderr();
      setup.meter().lookLast(sinceStart(), known(launch));
      launch.settle();
    } finally {
      launch.kill();
    }
  }

  private void stopIfNeeded(SimulatedLaunch launch) {
    if (launch.quitRequested() || excess.isPresent()) {
      return;
    }
    hung = hung || setup.patience().isOver();
    if (hung || setup.stopRequested().getAsBoolean()) {
      display.say(hung ? "the app hangs: stopping the task" : "stopping the task");
      launch.quit();
    }
  }

  /** When the app first ran; the first report comes up to a second later. */
  private Optional<Duration> firstRan() {
    return started.or(() -> preparation);
  }

  private Optional<Duration> sinceStart() {
    return firstRan().map(first -> elapsed().minus(first));
  }

  private Known known(SimulatedLaunch launch) {
    return new Known(
        launch.taskElapsed(),
        cpuSeconds,
        lastStatus.map(AppStatus::workingSetBytes).orElse(OptionalLong.empty()).orElse(0),
        lastStatus.map(AppStatus::fractionDone).orElse(OptionalDouble.empty()).orElse(0));
  }

  private void measure(SimulatedLaunch launch) {
    Known known = known(launch);
    setup.meter().look(sinceStart(), known);
    Optional<Excess> found = launch.isExecuting() ? setup.meter().excess(known) : Optional.empty();
    if (found.isPresent()) {
      excess = found;
      display.say("client: aborting the task, exit code " + found.get().exitCode());
      launch.abort();
    }
  }

  private void hear(SimulatedLaunch launch) throws InterruptedException {
    if (launch.status().isPresent()) {
      take(launch.status().get(), launch);
    }
  }

  private void take(AppStatus status, SimulatedLaunch launch) throws InterruptedException {
    setup.watcher().reported(elapsed(), setup.checkpoints() ? status : unclaimed(status));
    setup.patience().reported(status);
    lastStatus = Optional.of(status);
    cpuSeconds = status.cpuSeconds();
    peakBytes = Math.max(peakBytes, status.workingSetBytes().orElse(0));
    if (status.checkpointCpuSeconds() > checkpointCpuSeconds) {
      postponements = 0;
    }
    checkpointCpuSeconds = status.checkpointCpuSeconds();
    if (preparation.isEmpty() && cpuSeconds > setup.init().checkpointedCpuSeconds()) {
      preparation = Optional.of(elapsed());
    }
    display.progress(status, elapsed(), checkpoints + seenBy(launch));
    if (preparation.isPresent() && launch.canBeInterrupted()) {
      interrupt(status, launch);
    }
  }

  private int seenBy(SimulatedLaunch launch) {
    return setup.checkpoints() ? launch.checkpointsSeen() : 0;
  }

  private static AppStatus unclaimed(AppStatus status) {
    return new AppStatus(
        status.cpuSeconds(),
        0,
        status.fractionDone(),
        status.workingSetBytes(),
        status.wantNetwork(),
        status.sporadicState());
  }

  private void interrupt(AppStatus status, SimulatedLaunch launch) throws InterruptedException {
    double running = elapsed().minus(preparation.orElseThrow()).toMillis() / 1000.0;
    Optional<Interrupt> due = setup.interrupts().due(running, status.fractionDone().orElse(0));
    if (due.isPresent()) {
      display.say("interruption: " + due.get());
      setup.watcher().interrupted(elapsed(), due.get());
      launch.interrupt(due.get().kind());
    }
  }

  private void showStderr() {
    stderr.newLines().forEach(view::take);
  }

  private Optional<RunSummary> afterExit(Decision decision, SimulatedLaunch launch)
      throws InterruptedException {
    return switch (decision) {
      case SUCCESS ->
          Optional.of(
              setup
                  .meter()
                  .excessAtEnd()
                  .map(this::aborted)
                  .orElse(summary(Ending.SUCCESS, 0, "")));
      case ABORTED -> Optional.of(aborted(excess.orElseThrow()));
      case FAILED ->
          Optional.of(summary(Ending.FAILED, launch.exitStatus(), failure(launch.exitStatus())));
      case RESTART_LATER -> afterPostponement();
      case RESTART -> stoppedOrAgain();
      case RESTART_PREMATURE -> {
        display.say("client: the wrapper left without a finish file; starting it again");
        yield stoppedOrAgain();
      }
    };
  }

  private RunSummary aborted(Excess why) {
    return summary(Ending.FAILED, why.exitCode(), why.reason());
  }

  private String failure(int status) {
    String message = ControlNotes.finishMessage(slot);
    if (!message.isEmpty()) {
      return message;
    }
    return Files.exists(slot.finish())
        ? "the app ended with exit code " + status
        : "the wrapper ended without a finish file; its last line: " + view.lastLine();
  }

  private Optional<RunSummary> stoppedOrAgain() {
    if (hung) {
      return Optional.of(summary(Ending.HUNG, 0, howItHung()));
    }
    return setup.stopRequested().getAsBoolean()
        ? Optional.of(summary(Ending.STOPPED, 0, whatIsKept()))
        : Optional.empty();
  }

  private String howItHung() {
    return "for "
        + Quantities.duration(setup.patience().limit())
        + " there was no progress, no CPU time and no output (--patience allows more). On a"
        + " volunteer's host, [progress] timeout ends an app that hangs";
  }

  private String whatIsKept() {
    double since = Math.max(0, cpuSeconds - checkpointCpuSeconds);
    String kept =
        checkpointCpuSeconds > 0
            ? String.format(
                Locale.ROOT,
                "the slot is still there, with a checkpoint at %.1f s of CPU time (%.1f s since then"
                    + " are lost)",
                checkpointCpuSeconds,
                since)
            : "the slot is still there, but without a checkpoint";
    return kept + "; --run --keep goes on from it, a --run without --keep removes it";
  }

  private Optional<RunSummary> afterPostponement() throws InterruptedException {
    Postponement wish = ControlNotes.postponement(slot).orElseThrow();
    postponements++;
    if (postponements >= MOST_POSTPONEMENTS && !setup.stopRequested().getAsBoolean()) {
      return Optional.of(summary(Ending.POSTPONED, 0, wish.reason()));
    }
    if (!setup.stopRequested().getAsBoolean()) {
      display.say(
          "client: postponed for "
              + wish.delay().toSeconds()
              + " s ("
              + wish.reason()
              + "); a dry run does not wait that long");
      setup.clock().sleep(Collections.min(List.of(wish.delay(), LONGEST_DELAY)));
    }
    return stoppedOrAgain();
  }

  private RunSummary summary(Ending ending, int exitCode, String reason) {
    return new RunSummary(
        ending,
        exitCode,
        reason,
        setup.tree().user(),
        usage(),
        view.appLines(),
        List.of(),
        setup.tree().log());
  }

  private RunUsage usage() {
    Duration before = firstRan().orElse(Duration.ZERO);
    return new RunUsage(
        before,
        elapsed().minus(before),
        setup.init().checkpointedCpuSeconds(),
        cpuSeconds,
        setup.init().cpus(),
        peakBytes,
        checkpoints,
        checkpointsSeen,
        launches,
        setup.meter().measured());
  }

  private Duration elapsed() {
    return sinceBegin.elapsed();
  }
}
