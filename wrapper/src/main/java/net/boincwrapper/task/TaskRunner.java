package net.boincwrapper.task;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import net.boincwrapper.client.ClientLink;
import net.boincwrapper.client.MappedClientLink;
import net.boincwrapper.client.StandaloneLink;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.ImageStore;
import net.boincwrapper.image.Images;
import net.boincwrapper.job.toml.JobReader;
import net.boincwrapper.slot.HostLayout;
import net.boincwrapper.slot.InitDataFile;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.SlotLock;
import net.boincwrapper.slot.SlotPreparation;
import net.boincwrapper.slot.StandaloneSlot;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.task.lease.StderrLog;
import net.boincwrapper.task.turn.ShutdownSignals;
import net.boincwrapper.task.turn.TaskClock;
import net.boincwrapper.task.turn.Wakeup;
import net.boincwrapper.time.HostClock;

/** Runs one task, from the slot that the client has prepared to the exit status. */
public final class TaskRunner {
  private TaskRunner() {}

  /**
   * Runs a task. Never throws: an error here postpones the task with a reason, and its trace is in
   * {@code stderr.txt}.
   *
   * @param signals signals by which the host or the client's service asks us to leave
   * @param wakeup how somebody tells us about the client's messages
   * @return the status with which the process has to end, by {@link Runtime#halt}: threads with
   *     calls that nobody waits for may still be running
   */
  static int run(TaskSetup setup, ShutdownSignals signals, Wakeup wakeup) {
    return run(setup, signals, wakeup, () -> {});
  }

  /**
   * The same.
   *
   * @param early run if the task is postponed before its loop could begin
   */
  public static int run(TaskSetup setup, ShutdownSignals signals, Wakeup wakeup, Runnable early) {
    StderrLog log = log(setup);
    try {
      // An app may have closed the slot, but it is still the client's.
      SlotPreparation.open(setup.slot()).ifPresent(log::line);
      InitData init = InitDataFile.read(setup.slot());
      Gateways gateways = gateways(workers(), init, false);
      ClientLink link = open(gateways, setup.slot(), init);
      TaskLoop loop = TaskWiring.loop(setup, gateways, log, init, link, wakeup, true);
      return run(loop, name -> loop.signalled(name), signals, log);
    } catch (SlotException e) {
      return postpone(setup.slot(), log, String.valueOf(e.getMessage()), early);
    } catch (RuntimeException | Error e) {
      log.trace(e);
      return postpone(setup.slot(), log, "docker-wrapper failed: " + e, early);
    }
  }

  /**
   * Runs a task without a client, in an author's directory; see {@link
   * net.boincwrapper.slot.StandaloneSlot}. A first signal stops it as the host's shutdown would, a
   * second one kills the app.
   *
   * @param cpus how many the task may use
   * @return how it left
   * @throws SlotException the task could not be begun
   */
  public static StandaloneEnd runAlone(TaskSetup setup, double cpus, ShutdownSignals signals)
      throws SlotException {
    StderrLog log = log(setup);
    new StandaloneSlot(setup.slot()).begin();
    InitData init = Standalone.init(setup.slot(), cpus);
    TaskLoop loop =
        TaskWiring.loop(
            setup,
            gateways(workers(), init, true),
            log,
            init,
            new StandaloneLink(),
            Wakeup.NONE,
            false);
    AtomicReference<String> first = new AtomicReference<>("");
    run(
        loop,
        name -> {
          if (first.compareAndSet("", name)) {
            loop.signalled(name);
          } else {
            loop.signalledAgain(name);
          }
        },
        signals,
        log);
    StandaloneEnd end = loop.standaloneEnd(Objects.requireNonNull(first.get()));
    if (end instanceof StandaloneEnd.Finished finished && finished.status() == 0) {
      clear(setup.slot(), log);
    }
    return end;
  }

  /** Not if somebody has already begun the next run. */
  private static void clear(SlotLayout slot, StderrLog log) {
    try (Closeable lock = SlotLock.tryAcquire(slot).orElse(null)) {
      if (lock != null && new StandaloneSlot(slot).clear()) {
        log.line("checkpoint files that were set aside are in " + slot.setAside());
      }
    } catch (SlotException e) {
      log.line(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      // The kernel releases the lock when this process ends.
    }
  }

  private static StderrLog log(TaskSetup setup) {
    StderrLog log = new StderrLog(setup.stderr(), InstantSource.system());
    log.atLeast(setup.verbosity());
    return log;
  }

  private static int run(
      TaskLoop loop, Consumer<String> told, ShutdownSignals signals, StderrLog log) {
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> loop.uncaught(thrown));
    return loop.run(
        () ->
            signals
                .tell(told)
                .forEach(name -> log.say(StderrLog.Level.DETAILS, "cannot catch SIG" + name)));
  }

  private static ClientLink open(Gateways gateways, SlotLayout slot, InitData init)
      throws SlotException {
    try {
      return gateways.clientLinks().open(slot, init);
    } catch (IOException e) {
      throw SlotException.io(
          "open the memory shared with the client", e, "The client makes it at each start");
    }
  }

  private static Gateways gateways(ExecutorService workers, InitData init, boolean alone) {
    return new Gateways(
        TaskClock.system(),
        workers,
        (slot, data) -> MappedClientLink.open(slot.sharedMemory(), data.clientPid()),
        SlotLock::tryAcquire,
        RealSlotWatch::new,
        (engine, wish, surroundings) -> obtain(engine, init, alone, wish, surroundings),
        new RealPlanning(),
        JobReader::read,
        Path.of("/proc"));
  }

  /**
   * @param alone whether there is no client, so that nobody would try again
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
    return new Images(engine, ImageStore.of(wish.engine()), host.directory(), author)
        .obtain(wish, surroundings);
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

  private static int postpone(SlotLayout slot, StderrLog log, String reason, Runnable early) {
    new EarlyTemporaryExit(slot, log, HostClock.system()).write(reason);
    early.run();
    return 0;
  }
}
