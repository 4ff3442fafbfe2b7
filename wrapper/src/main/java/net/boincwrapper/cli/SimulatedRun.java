package net.boincwrapper.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import net.boincwrapper.cli.ClientExitRules.Decision;
import net.boincwrapper.cli.ClientExitRules.Evidence;
import net.boincwrapper.cli.RunSummary.Ending;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.client.SimulatedClient;
import net.boincwrapper.slot.InitData;
import net.boincwrapper.slot.SlotLayout;

/**
 * Plays the client to one task from its first launch to its end: launches the wrapper in the slot,
 * speaks to it through a real mapped file, interrupts it as asked, launches it again.
 */
final class SimulatedRun {
  private static final long TICK_MILLIS = 100;

  /** {@code client/app_control.cpp}: a process that was asked to leave is killed after so long. */
  private static final Duration QUIT_LIMIT = Duration.ofSeconds(60);

  private static final Duration SUSPENSION = Duration.ofSeconds(3);

  /** An author need not wait for the delays that a volunteer's host would keep. */
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(3);

  private static final int MOST_POSTPONEMENTS = 3;

  /**
   * What a run needs.
   *
   * @param init what the client tells the task
   * @param arguments of the workunit's command line
   * @param killContainers kills the containers on the slot, from outside
   * @param stopRequested turns true when the author wants to stop
   */
  record Setup(
      ScratchTree tree,
      InitData init,
      List<String> arguments,
      Launcher launcher,
      List<Interrupt> interrupts,
      Runnable killContainers,
      BooleanSupplier stopRequested) {}

  private final Setup setup;
  private final ProgressDisplay display;
  private final SlotLayout slot;
  private final List<Interrupt> pending;
  private final LineTail stderr;
  private final long begin = System.nanoTime();

  private int launches;
  private int checkpoints;
  private int postponements;
  private long peakBytes;
  private double cpuSeconds;
  private double checkpointCpuSeconds;
  private long runningSince;
  private boolean wrapperKilled;

  SimulatedRun(Setup setup, ProgressDisplay display) throws IOException {
    this.setup = setup;
    this.display = display;
    this.slot = setup.tree().slot();
    this.pending = new ArrayList<>(setup.interrupts());
    this.stderr = new LineTail(slot.stderr());
    this.checkpointCpuSeconds = setup.init().checkpointedCpuSeconds();
  }

  RunSummary run() throws IOException, InterruptedException {
    while (true) {
      Launch launch = launch();
      Decision decision = ClientExitRules.judge(launch.evidence());
      showStderr();
      Optional<RunSummary> end = afterExit(decision, launch);
      if (end.isPresent()) {
        display.end();
        return end.get();
      }
    }
  }

  private Optional<RunSummary> afterExit(Decision decision, Launch launch)
      throws InterruptedException {
    boolean stopped = setup.stopRequested().getAsBoolean();
    return switch (decision) {
      case SUCCESS -> Optional.of(summary(Ending.SUCCESS, 0, ""));
      case FAILED, ABORTED ->
          Optional.of(summary(Ending.FAILED, launch.status, "see " + slot.stderr()));
      case RESTART_LATER -> stopped ? stopped() : afterPostponement();
      case RESTART, RESTART_PREMATURE -> stopped ? stopped() : afterRestart(decision);
    };
  }

  private Optional<RunSummary> stopped() {
    return Optional.of(
        summary(Ending.STOPPED, 0, "the task is kept; run again with --keep to resume it"));
  }

  private Optional<RunSummary> afterRestart(Decision decision) {
    if (decision == Decision.RESTART_PREMATURE && !wrapperKilled) {
      display.line("client: the wrapper left without a finish file; starting it again");
    }
    return Optional.empty();
  }

  private Optional<RunSummary> afterPostponement() throws InterruptedException {
    TemporaryExit exit = TemporaryExit.read(slot.temporaryExit());
    postponements++;
    if (postponements >= MOST_POSTPONEMENTS) {
      return Optional.of(summary(Ending.POSTPONED, 0, exit.reason()));
    }
    display.line(
        "client: postponed for "
            + exit.delay().toSeconds()
            + " s ("
            + exit.reason()
            + "); a dry run does not wait that long");
    TimeUnit.MILLISECONDS.sleep(Math.min(exit.delay().toMillis(), LONGEST_DELAY.toMillis()));
    return Optional.empty();
  }

  private RunSummary summary(Ending ending, int exitCode, String reason) {
    return new RunSummary(
        ending,
        exitCode,
        reason,
        elapsed(),
        cpuSeconds,
        peakBytes,
        checkpoints,
        launches,
        setup.init().cpus(),
        List.of());
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private Launch launch() throws IOException, InterruptedException {
    launches++;
    wrapperKilled = false;
    Files.deleteIfExists(slot.temporaryExit());
    setup.tree().writeInitData(setup.init(), checkpointCpuSeconds);
    try (SimulatedClient client =
        SimulatedClient.create(slot.sharedMemory(), checkpointCpuSeconds, System::nanoTime)) {
      Process process = setup.launcher().start(slot, setup.arguments());
      Launch launch = new Launch(client, process);
      launch.attend();
      checkpoints += client.checkpointsSeen();
      return launch;
    }
  }

  private void showStderr() {
    stderr.newLines().forEach(display::line);
  }

  /** One life of the wrapper's process. */
  private final class Launch {
    private final SimulatedClient client;
    private final Process process;
    private boolean quitRequested;
    private long quitAt;
    private long resumeAt;
    private int status;

    Launch(SimulatedClient client, Process process) {
      this.client = client;
      this.process = process;
    }

    void attend() throws InterruptedException {
      try {
        while (!process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
          tick();
        }
        // The client, too, reads the last status after the end.
        client.tick();
        client.lastStatus().ifPresent(this::take);
        status = process.exitValue();
      } finally {
        process.destroyForcibly();
      }
    }

    private void tick() {
      client.tick();
      showStderr();
      client.lastStatus().ifPresent(this::take);
      if (setup.stopRequested().getAsBoolean()) {
        quit();
      }
      if (quitRequested && System.nanoTime() - quitAt > QUIT_LIMIT.toNanos()) {
        process.destroyForcibly();
      }
      if (resumeAt != 0 && System.nanoTime() >= resumeAt) {
        resumeAt = 0;
        client.request(ClientRequest.RESUME);
      }
    }

    private void take(AppStatus report) {
      cpuSeconds = report.cpuSeconds();
      peakBytes = Math.max(peakBytes, report.workingSetBytes().orElse(0));
      if (report.checkpointCpuSeconds() > checkpointCpuSeconds) {
        postponements = 0;
      }
      checkpointCpuSeconds = report.checkpointCpuSeconds();
      if (runningSince == 0 && report.cpuSeconds() > 0) {
        runningSince = System.nanoTime();
      }
      display.progress(report, elapsed(), checkpoints + client.checkpointsSeen());
      interrupt(report);
    }

    private void interrupt(AppStatus report) {
      if (runningSince == 0 || quitRequested || resumeAt != 0 || !process.isAlive()) {
        return;
      }
      double running = (System.nanoTime() - runningSince) / 1e9;
      double fraction = report.fractionDone().orElse(0);
      for (Interrupt interrupt : List.copyOf(pending)) {
        if (interrupt.isDue(running, fraction)) {
          pending.remove(interrupt);
          display.line("interruption: " + interrupt);
          act(interrupt.kind());
          return;
        }
      }
    }

    private void act(Interrupt.Kind kind) {
      switch (kind) {
        case KILL -> setup.killContainers().run();
        case WRAPPER -> killWrapper();
        case REBOOT -> {
          killWrapper();
          setup.killContainers().run();
        }
        case QUIT -> quit();
        case SUSPEND -> {
          client.request(ClientRequest.SUSPEND);
          resumeAt = System.nanoTime() + SUSPENSION.toNanos();
        }
      }
    }

    private void killWrapper() {
      wrapperKilled = true;
      process.destroyForcibly();
    }

    private void quit() {
      if (!quitRequested) {
        quitRequested = true;
        quitAt = System.nanoTime();
        client.request(ClientRequest.QUIT);
      }
    }

    Evidence evidence() {
      return new Evidence(
          status,
          quitRequested,
          false,
          TemporaryExit.read(slot.temporaryExit()).isValid(),
          Files.exists(slot.finish()));
    }
  }

  /**
   * A postponement as the client reads it ({@code
   * client/app_control.cpp:temporary_exit_file_present}).
   *
   * @param reason empty makes the file count for nothing
   */
  private record TemporaryExit(Duration delay, String reason) {
    static TemporaryExit read(Path file) {
      try {
        List<String> lines = Files.readAllLines(file);
        return new TemporaryExit(
            Duration.ofSeconds(Long.parseLong(lines.get(0).strip())), lines.get(1).strip());
      } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
        return new TemporaryExit(Duration.ZERO, "");
      }
    }

    boolean isValid() {
      return !reason.isEmpty();
    }
  }
}
