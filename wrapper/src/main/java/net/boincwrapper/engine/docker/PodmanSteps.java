package net.boincwrapper.engine.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.engine.StepMark;
import net.boincwrapper.procfs.FirstProcesses;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/**
 * Ends the step that Podman goes on with after the connection of its build is closed: for hours,
 * perhaps, with nobody to see it. It gives a build up between two steps only ({@code
 * containers/podman pkg/api/handlers/compat/images_build.go}, {@code containers/buildah
 * run_common.go}, which knows of no cancellation; tried on 4.3.1, 5.4.2 and 5.8.6).
 *
 * <p>Killed is the first process of a step, which has our mark, and is in a PID namespace that is
 * not ours; Podman then cleans up as after a step that failed. Where Podman is another user's, its
 * processes cannot be seen, and the step goes on.
 */
final class PodmanSteps {
  /** As long as it takes to start a step, during which it has no mark yet. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofMillis(50);

  /** Kills a process, unless its number has been given to another one meanwhile. */
  interface Kill {
    /**
     * Kills it, if it is there.
     *
     * @param isStillMeant asked after the process is held onto, and before it is killed
     */
    void kill(long pid, BooleanSupplier isStillMeant);
  }

  private final StepMark mark;
  private final FirstProcesses processes;
  private final HostClock clock;
  private final Kill kill;

  /** With this host's signals. */
  PodmanSteps(StepMark mark, Path proc, HostClock clock) {
    this(mark, proc, clock, PodmanSteps::kill);
  }

  PodmanSteps(StepMark mark, Path proc, HostClock clock, Kill kill) {
    this.mark = mark;
    this.processes = new FirstProcesses(proc);
    this.clock = clock;
    this.kill = kill;
  }

  /** A handle sends nothing to a process that was started later than the one it was made for. */
  private static void kill(long pid, BooleanSupplier isStillMeant) {
    ProcessHandle.of(pid)
        .filter(process -> isStillMeant.getAsBoolean())
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  /** A build, as far as the engine is asked for it. */
  interface Build {
    void run() throws EngineException;
  }

  /** Builds: first what an earlier try has left is ended, and last what this one leaves. */
  void around(Build build) throws EngineException {
    endThose();
    try {
      build.run();
    } catch (EngineException e) {
      if (e.kind() == Kind.CANCELLED) {
        endComing();
      } else if (e.kind() != Kind.BUILD_FAILED) {
        endThose();
      }
      throw e;
    }
  }

  /** Ends what is there, as of a wrapper that was killed. Returns within 2 s. */
  void endThose() {
    end(false);
  }

  /**
   * The same for a build that has been given up a moment ago: its step may be just about to start.
   */
  void endComing() {
    end(true);
  }

  private void end(boolean awaited) {
    boolean awaiting = awaited;
    Stopwatch sinceBegin = Stopwatch.started(clock);
    List<Long> found = processes.with(mark::isIn);
    while ((awaiting || !found.isEmpty()) && !sinceBegin.hasPassed(LIMIT)) {
      found.forEach(pid -> kill.kill(pid, () -> processes.is(pid, mark::isIn)));
      awaiting &= found.isEmpty();
      try {
        clock.sleep(LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      found = processes.with(mark::isIn);
    }
  }
}
