package net.boincwrapper.cli.simulate;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.boincwrapper.cli.simulate.ClientExitRules.ExitRecord;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.client.SimulatedClient;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/** One life of the wrapper's process under the simulated client. */
final class SimulatedLaunch {
  private static final long TICK_MILLIS = 100;

  /**
   * {@code client/client_state.h:QUIT_TIMEOUT} and {@code ABORT_TIMEOUT}: a process that was asked
   * to leave is killed after this time.
   */
  private static final Duration QUIT_LIMIT = Duration.ofSeconds(60);

  /** Limit for the author's command that restarts the engine, once the wrapper has left. */
  private static final Duration RESTART_LIMIT = Duration.ofMinutes(2);

  private static final Duration SUSPENSION = Duration.ofSeconds(3);

  /** Long enough for the task to ask for it a few times in vain. */
  private static final Duration ENGINE_AWAY = Duration.ofSeconds(8);

  private final SimulatedClient client;
  private final Process process;
  private final SlotLayout slot;
  private final Disturbance disturbance;
  private final Stopwatch sinceQuit;
  private final Stopwatch sinceAbort;
  private final Stopwatch sinceSuspend;
  private final Stopwatch sinceEngineLeft;
  private Optional<Process> engineRestart = Optional.empty();

  SimulatedLaunch(
      SimulatedClient client,
      Process process,
      SlotLayout slot,
      Disturbance disturbance,
      HostClock clock) {
    this.client = client;
    this.process = process;
    this.slot = slot;
    this.disturbance = disturbance;
    this.sinceQuit = new Stopwatch(clock);
    this.sinceAbort = new Stopwatch(clock);
    this.sinceSuspend = new Stopwatch(clock);
    this.sinceEngineLeft = new Stopwatch(clock);
  }

  /** Lets a little time pass. Returns whether the process is still alive. */
  boolean tick() throws InterruptedException {
    boolean ended = process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS);
    client.tick();
    if (sinceQuit.hasPassed(QUIT_LIMIT) || sinceAbort.hasPassed(QUIT_LIMIT)) {
      process.destroyForcibly();
    }
    if (sinceSuspend.hasPassed(SUSPENSION)) {
      sinceSuspend.reset();
      client.request(ClientRequest.RESUME);
    }
    if (sinceEngineLeft.hasPassed(ENGINE_AWAY)) {
      giveEngineBack();
    }
    if (engineRestart.filter(command -> !command.isAlive()).isPresent()) {
      engineIsBack(false);
    }
    return !ended;
  }

  private void giveEngineBack() {
    sinceEngineLeft.reset();
    disturbance.giveEngineBack();
  }

  private void engineIsBack(boolean taskWasOver) {
    disturbance.restarted(engineRestart.orElseThrow(), taskWasOver);
    engineRestart = Optional.empty();
  }

  /** Call it once the process has ended: waits for what would disturb the next one. */
  void settle() throws InterruptedException {
    if (sinceEngineLeft.runs()) {
      giveEngineBack();
    }
    if (engineRestart.isPresent()) {
      if (!engineRestart.get().waitFor(RESTART_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        engineRestart.get().destroyForcibly().waitFor();
      }
      engineIsBack(Files.exists(slot.finish()));
    }
  }

  /** The task's last report. */
  Optional<AppStatus> status() {
    return client.lastStatus();
  }

  /** How long the task has run, as the client counts it. */
  Duration taskElapsed() {
    return Duration.ofMillis(Math.round(client.elapsedSeconds() * 1000));
  }

  /** Elapsed time from which the client would go on if it ended now. */
  double checkpointElapsedSeconds() {
    return client.checkpointElapsedSeconds();
  }

  int checkpointsSeen() {
    return client.checkpointsSeen();
  }

  boolean quitRequested() {
    return sinceQuit.runs();
  }

  /** Whether it is neither leaving nor suspended, and nothing else is being done to it. */
  boolean canBeInterrupted() {
    return process.isAlive() && isExecuting() && !sinceEngineLeft.runs() && engineRestart.isEmpty();
  }

  /** Whether it is neither suspended nor has been asked to leave: only then it has limits. */
  boolean isExecuting() {
    return !sinceQuit.runs() && !sinceAbort.runs() && !sinceSuspend.runs();
  }

  void interrupt(Interrupt.Kind kind) throws InterruptedException {
    switch (kind) {
      case KILL -> disturbance.killContainers();
      case WRAPPER -> kill();
      case REBOOT -> killBoth();
      case QUIT -> quit();
      case SUSPEND -> {
        client.request(ClientRequest.SUSPEND);
        sinceSuspend.restart();
      }
      case TORN -> {
        killBoth();
        disturbance.tearCheckpoint();
      }
      case ROLLBACK -> {
        killBoth();
        disturbance.tearCheckpoint();
        disturbance.spoilNewestGeneration();
      }
      case ENGINE -> loseEngine();
    }
  }

  private void loseEngine() throws InterruptedException {
    if (disturbance.restartCommand().isPresent()) {
      engineRestart = disturbance.restartEngine();
    } else {
      sinceEngineLeft.restart();
      disturbance.takeEngineAway();
    }
  }

  /** The wrapper first: it must not take the container's end for the app's. */
  private void killBoth() throws InterruptedException {
    kill();
    process.waitFor();
    disturbance.killContainers();
  }

  void quit() {
    if (!sinceQuit.runs()) {
      sinceQuit.restart();
      client.request(ClientRequest.QUIT);
    }
  }

  /** Asks the task to give up for good ({@code client/app_control.cpp:request_abort}). */
  void abort() {
    sinceAbort.start();
    client.request(ClientRequest.ABORT);
  }

  /** Without warning. */
  void kill() {
    process.destroyForcibly();
  }

  /** Once the process has ended. */
  int exitStatus() {
    return process.exitValue();
  }

  /** What the client sees once the process has ended. */
  ExitRecord evidence() {
    return new ExitRecord(
        exitStatus(),
        quitRequested(),
        sinceAbort.runs(),
        ControlNotes.postponement(slot).isPresent(),
        Files.exists(slot.finish()));
  }
}
