package net.boincwrapper.task;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import net.boincwrapper.client.ClientLink;
import net.boincwrapper.client.MappedClientLink;
import net.boincwrapper.client.StandaloneLink;
import net.boincwrapper.container.Engine;
import net.boincwrapper.container.EngineException;
import net.boincwrapper.container.Images;
import net.boincwrapper.job.JobReader;
import net.boincwrapper.slot.HostLayout;
import net.boincwrapper.slot.InitData;
import net.boincwrapper.slot.InitDataFile;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.SlotLease;
import net.boincwrapper.slot.SlotLock;
import net.boincwrapper.slot.SlotPreparation;
import net.boincwrapper.slot.TemporaryExitFile;

/** Runs one task from the slot that the client has prepared to its exit status. */
public final class TaskRunner {
  private TaskRunner() {}

  /**
   * Runs a task. Never throws: what goes wrong here is a postponement with its reason, and its
   * trace is in {@code stderr.txt}.
   *
   * @param signals by which the host or the client's service asks to leave
   * @param bell by which somebody tells of the client's messages
   * @return the status with which the process has to end, by {@link Runtime#halt}: threads of calls
   *     that nobody waits for may still be there
   */
  public static int run(TaskSetup setup, Signals signals, Bell bell) {
    StderrLog log = new StderrLog(setup.stderr(), InstantSource.system());
    log.atLeast(setup.verbosity());
    try {
      return run(setup, signals, bell, log);
    } catch (SlotException | IOException e) {
      return postpone(setup.slot(), log, String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      log.trace(e);
      return postpone(setup.slot(), log, "docker-wrapper failed: " + e);
    }
  }

  private static int run(TaskSetup setup, Signals signals, Bell bell, StderrLog log)
      throws SlotException, IOException {
    // A slot that an app has closed is still the client's.
    SlotPreparation.open(setup.slot()).ifPresent(log::line);
    boolean underClient = new SlotLease(setup.slot(), "").mayHaveInitData();
    InitData init = underClient ? InitDataFile.read(setup.slot()) : Standalone.init(setup.slot());
    if (!underClient) {
      log.line("no " + SlotLayout.INIT_DATA + ": running without a client");
    }
    Seams seams = seams(workers(), init, !underClient);
    ClientLink link = underClient ? seams.links().open(setup.slot(), init) : new StandaloneLink();
    TaskLoop loop = new TaskLoop(setup, seams, log, init, link, bell, underClient);
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> loop.uncaught(thrown));
    return loop.run(
        () ->
            signals
                .tell(loop::signalled)
                .forEach(name -> log.say(StderrLog.Level.DETAILS, "cannot hear of SIG" + name)));
  }

  private static Seams seams(ExecutorService workers, InitData init, boolean alone) {
    return new Seams(
        TaskClock.system(),
        workers,
        (slot, data) -> MappedClientLink.open(slot.sharedMemory(), data.clientPid()),
        SlotLock::tryAcquire,
        SlotEye::new,
        (engine, wish, surroundings) -> obtain(engine, init, alone, wish, surroundings),
        new RealPlanning(),
        JobReader::read,
        Path.of("/proc"));
  }

  /**
   * @param alone without a client nobody would try again
   */
  private static Engine.ImageInfo obtain(
      Engine engine,
      InitData init,
      boolean alone,
      Images.Wish wish,
      Images.Surroundings surroundings)
      throws EngineException {
    HostLayout host = new HostLayout(init.boincDirectory());
    try {
      host.prepare().forEach(surroundings.progress());
    } catch (SlotException e) {
      throw new EngineException(EngineException.Kind.RETRYABLE, String.valueOf(e.getMessage()), e);
    }
    boolean author = alone || host.isAuthors();
    return new Images(engine, host.directory(), author).obtain(wish, surroundings);
  }

  private static ExecutorService workers() {
    AtomicInteger count = new AtomicInteger();
    return Executors.newCachedThreadPool(
        work -> {
          Thread thread = new Thread(work, "engine-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /** The shortest way out, for what goes wrong before there is a loop. */
  private static int postpone(SlotLayout slot, StderrLog log, String reason) {
    log.line(reason);
    try {
      TemporaryExitFile.write(slot, Postponements.delayAfter(0), reason);
    } catch (SlotException e) {
      log.line(String.valueOf(e.getMessage()));
    }
    return 0;
  }
}
