package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.engine.PolicyEngine;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.volunteer.CannotBecomeVolunteer;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;

/**
 * What every run of an author needs: an engine, the scratch directory for itself, and a handler for
 * Ctrl-C.
 */
public final class AuthorSession {
  /** What is done in the session. */
  @FunctionalInterface
  public interface Work {
    /**
     * Returns an {@link ExitCode}.
     *
     * @param tree where, and as whom, the work is done
     * @param stopRequested turns true at Ctrl-C; the work should then end soon
     */
    int run(Engine engine, ScratchTree tree, BooleanSupplier stopRequested)
        throws IOException, InterruptedException;
  }

  private final JobFolder folder;
  private final PolicyEngine engines;
  private final RunPlace place;
  private final PrintWriter err;
  private final ShutdownHooks hooks;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean stopRequested;

  /**
   * For one call.
   *
   * @param engines what the policy says of the engine
   * @param asRoot whether root wants everything to run as root
   * @param keep whether an earlier task is to be continued
   */
  public AuthorSession(
      JobFolder folder, PolicyEngine engines, boolean asRoot, boolean keep, PrintWriter err)
      throws IOException {
    this(
        folder,
        engines,
        RunPlace.of(folder, engines, asRoot, keep),
        err,
        ShutdownHooks.ofThisProcess());
  }

  AuthorSession(
      JobFolder folder,
      PolicyEngine engines,
      RunPlace place,
      PrintWriter err,
      ShutdownHooks hooks) {
    this.folder = folder;
    this.engines = engines;
    this.place = place;
    this.err = err;
    this.hooks = hooks;
  }

  /** Does the work, once. Returns its exit code, or the one for why it could not begin. */
  public int call(Work work) throws IOException, InterruptedException {
    try (Engine engine = engines.connect()) {
      engine.info().usable();
      return runAlone(engine, work);
    } catch (EngineException e) {
      err.println("dry-run: " + e.getMessage());
      return ExitCode.NO_ENGINE;
    }
  }

  int runAlone(Engine engine, Work work) throws IOException, InterruptedException, EngineException {
    Optional<ScratchLock> lock = ScratchTree.of(folder).lock();
    if (lock.isEmpty()) {
      err.println(
          "dry-run: another dry run is going on in "
              + ScratchTree.of(folder).kept()
              + "; wait for its end, or stop it with Ctrl-C");
      return ExitCode.RUN_FAILED;
    }
    Thread hook = new Thread(this::onCtrlC, "ctrl-c");
    if (!hooks.add(hook)) {
      stopRequested = true;
    }
    try {
      return inPlace(engine, work);
    } finally {
      lock.get().close();
      done.countDown();
      hooks.remove(hook);
    }
  }

  private int inPlace(Engine engine, Work work)
      throws IOException, InterruptedException, EngineException {
    try {
      return work.run(engine, place.enter(engine), () -> stopRequested);
    } catch (CannotBecomeVolunteer e) {
      err.println("dry-run: " + e.getMessage());
      return ExitCode.RUN_FAILED;
    } finally {
      place.leave();
    }
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
