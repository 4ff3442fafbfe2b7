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

/** One life of the wrapper's process under the simulated client. */
final class SimulatedLaunch {
  private static final long TICK_MILLIS = 100;

  /** {@code client/app_control.cpp}: a process that was asked to leave is killed after so long. */
  private static final Duration QUIT_LIMIT = Duration.ofSeconds(60);

  /** For the author's command that restarts the engine, once the wrapper has left. */
  private static final Duration RESTART_LIMIT = Duration.ofMinutes(2);

  private static final Duration SUSPENSION = Duration.ofSeconds(3);

  private final SimulatedClient client;
  private final Process process;
  private final SlotLayout slot;
  private final Disturbance disturbance;
  private Optional<Long> quitAt = Optional.empty();
  private Optional<Long> resumeAt = Optional.empty();
  private Optional<Process> engineRestart = Optional.empty();

  SimulatedLaunch(
      SimulatedClient client, Process process, SlotLayout slot, Disturbance disturbance) {
    this.client = client;
    this.process = process;
    this.slot = slot;
    this.disturbance = disturbance;
  }

  /** Lets a little time pass. Returns whether the process still lives. */
  boolean tick() throws InterruptedException {
    boolean ended = process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS);
    client.tick();
    if (quitAt.filter(at -> hasPassed(at, QUIT_LIMIT)).isPresent()) {
      process.destroyForcibly();
    }
    if (resumeAt.filter(at -> hasPassed(at, SUSPENSION)).isPresent()) {
      resumeAt = Optional.empty();
      client.request(ClientRequest.RESUME);
    }
    if (engineRestart.filter(command -> !command.isAlive()).isPresent()) {
      engineIsBack(false);
    }
    return !ended;
  }

  private void engineIsBack(boolean taskWasOver) {
    disturbance.restarted(engineRestart.orElseThrow(), taskWasOver);
    engineRestart = Optional.empty();
  }

  /** Once the process has ended: waits for what would meet the next one. */
  void settle() throws InterruptedException {
    if (engineRestart.isPresent()) {
      if (!engineRestart.get().waitFor(RESTART_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        engineRestart.get().destroyForcibly().waitFor();
      }
      engineIsBack(Files.exists(slot.finish()));
    }
  }

  private static boolean hasPassed(long since, Duration time) {
    return System.nanoTime() - since > time.toNanos();
  }

  /** What the task has reported last. */
  Optional<AppStatus> status() {
    return client.lastStatus();
  }

  int checkpointsSeen() {
    return client.checkpointsSeen();
  }

  boolean quitRequested() {
    return quitAt.isPresent();
  }

  /** Whether it is neither leaving nor suspended, and nothing else is being done to it. */
  boolean canBeInterrupted() {
    return process.isAlive() && quitAt.isEmpty() && resumeAt.isEmpty() && engineRestart.isEmpty();
  }

  void interrupt(Interrupt.Kind kind) throws InterruptedException {
    switch (kind) {
      case KILL -> disturbance.killContainers();
      case WRAPPER -> kill();
      case REBOOT -> killBoth();
      case QUIT -> quit();
      case SUSPEND -> {
        client.request(ClientRequest.SUSPEND);
        resumeAt = Optional.of(System.nanoTime());
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
      case ENGINE -> engineRestart = disturbance.restartEngine();
    }
  }

  /** The wrapper first: it must not take the container's end for the app's. */
  private void killBoth() throws InterruptedException {
    kill();
    process.waitFor();
    disturbance.killContainers();
  }

  void quit() {
    if (quitAt.isEmpty()) {
      quitAt = Optional.of(System.nanoTime());
      client.request(ClientRequest.QUIT);
    }
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
        false,
        ControlNotes.postponement(slot).isPresent(),
        Files.exists(slot.finish()));
  }
}
