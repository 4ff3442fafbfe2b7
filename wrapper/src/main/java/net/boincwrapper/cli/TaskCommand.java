package net.boincwrapper.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import net.boincwrapper.cli.findings.LayerNotes;
import net.boincwrapper.cli.simulate.SimulatedPolicy;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.docker.EngineWarmUp;
import net.boincwrapper.job.Problem;
import net.boincwrapper.policy.HostPolicy;
import net.boincwrapper.policy.PolicyReader;
import net.boincwrapper.policy.PolicySource;
import net.boincwrapper.slot.HostLayout;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.slot.record.InitData.EngineKind;
import net.boincwrapper.task.TaskCommandLine;
import net.boincwrapper.task.TaskRunner;
import net.boincwrapper.task.TaskSetup;
import net.boincwrapper.task.turn.ShutdownSignals;

/** Runs a task, after a client has launched this program in a slot. */
final class TaskCommand {
  private TaskCommand() {}

  /**
   * Ends the process with the task's status.
   *
   * @param slot absolute path of the directory in which the client has launched us
   */
  static void run(List<String> words, Path slot) {
    LauncherReport report = LauncherReport.ofThisProcess();
    EngineWarmUp ahead = EngineWarmUp.begin(System.getenv(), HostLayout.around(slot).podman());
    ShutdownSignals signals =
        report.isHeard() ? ShutdownSignals.heldBack(report::ready) : ShutdownSignals.takeOver();
    TaskCommandLine line = TaskCommandLine.parse(words);
    line.problems().stream().map(Problem::toString).forEach(System.err::println);
    String notes = System.getenv(LayerNotes.VARIABLE);
    PolicySource policy =
        PolicySource.once(
            notes == null ? PolicySource.ofHost() : SimulatedPolicy.of(Path.of(notes), slot));
    TaskSetup setup =
        new TaskSetup(
            new SlotLayout(slot),
            line.arguments(),
            line.config(),
            line.dockerfile(),
            line.verbose() ? 2 : 0,
            line.sporadic(),
            notes != null,
            init ->
                notes == null
                    ? engine(ahead, init, policy)
                    : simulated(ahead, init, Path.of(notes)),
            report::progress,
            System.err,
            policy);
    // Not exit: a call to the engine that nobody waits for must not keep the process alive.
    AtomicBoolean early = new AtomicBoolean();
    int status = TaskRunner.run(setup, signals, report.bell(), () -> early.set(true));
    if (early.get()) {
      report.early(status);
    } else {
      report.end(status);
    }
    Runtime.getRuntime().halt(status);
  }

  /** What the owner of the host says of the engine goes before what the client has found. */
  private static Engine engine(EngineWarmUp ahead, InitData init, PolicySource policy)
      throws EngineException {
    Optional<Engine.Kind> found = init.host().engine().map(TaskCommand::kind);
    PolicyReader.Outcome read = policy.read();
    if (read.policy().isEmpty()) {
      return ahead.engine(found);
    }
    HostPolicy allowed = read.policy().get().forProject(init.projectName());
    Optional<String> socket = allowed.socket().value();
    return socket.isPresent()
        ? ahead.engineAt(Path.of(socket.get()))
        : ahead.engine(allowed.engine().value().or(() -> found));
  }

  /** A simulated client chooses the engine, and asks for notes; only then is a class loaded. */
  private static Engine simulated(EngineWarmUp ahead, InitData init, Path notes)
      throws EngineException {
    return LayerNotes.noting(ahead.engine(init.host().engine().map(TaskCommand::kind)), notes);
  }

  private static Engine.Kind kind(EngineKind found) {
    return switch (found) {
      case DOCKER -> Engine.Kind.DOCKER;
      case PODMAN -> Engine.Kind.PODMAN;
    };
  }
}
