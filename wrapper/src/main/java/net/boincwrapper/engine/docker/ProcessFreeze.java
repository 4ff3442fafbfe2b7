package net.boincwrapper.engine.docker;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.procfs.PidNamespace;
import net.boincwrapper.procfs.StatLine;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/**
 * Pauses a container whose engine cannot, by SIGSTOP to each of its processes: a rootless Podman
 * without a control group refuses ("can not pause containers on rootless containers with cgroup
 * V1", 4.3.1, tried), but what the volunteer has said still counts.
 *
 * <p>The container's first process is stopped first and continued last. As SIGSTOP has no effect on
 * it that comes from inside (pid_namespaces(7)), its state tells a later life of the wrapper that
 * the container is frozen. What is stopped is looked at again and again: an app can arrange for a
 * SIGCONT, as by a timer.
 */
final class ProcessFreeze {
  /** On a busy host, a process of low priority takes its time to notice the signal. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration AGAIN = Duration.ofMillis(200);

  /** Doubled at each look that finds everything at rest. */
  private static final Duration FIRST_CHECK = Duration.ofSeconds(1);

  private static final Duration LAST_CHECK = Duration.ofSeconds(8);

  private static final int MOST_PROCESSES = 10_000;
  private static final int MOST_THREADS = 10_000;

  private final String id;
  private final Path proc;
  private final PidNamespace container;
  private final HostClock clock;
  private final ProcessSignals signals;
  private final Executor background;
  private Set<Long> stoppedByApp = Set.of();
  private boolean frozen;
  private boolean kept;

  private ProcessFreeze(
      String id,
      Path proc,
      PidNamespace container,
      HostClock clock,
      ProcessSignals signals,
      Executor background) {
    this.id = id;
    this.proc = proc;
    this.container = container;
    this.clock = clock;
    this.signals = signals;
    this.background = background;
  }

  /** With this host's signals. */
  static Optional<ProcessFreeze> of(Path proc, ContainerInfo info, HostClock clock) {
    return of(proc, info, clock, new ShellSignals(clock), ProcessFreeze::inThread);
  }

  /**
   * For a container that runs.
   *
   * @param background runs what goes on until the container goes on
   * @return empty if its processes cannot be seen
   */
  static Optional<ProcessFreeze> of(
      Path proc, ContainerInfo info, HostClock clock, ProcessSignals signals, Executor background) {
    return PidNamespace.of(proc, info.pid(), info.id())
        .map(it -> new ProcessFreeze(info.id(), proc, it, clock, signals, background));
  }

  private static void inThread(Runnable work) {
    Thread thread = new Thread(null, work, "engine-freeze", 256 << 10);
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether a container that runs, as its engine says, is frozen like this. */
  static boolean isFrozen(Path proc, ContainerInfo info) {
    return PidNamespace.of(proc, info.pid(), info.id()).isPresent()
        && isStopped(proc.resolve(String.valueOf(info.pid())));
  }

  /**
   * Freezes it, and keeps it frozen until {@link #thaw}. Returns when nothing of it runs, or it has
   * ended. Can be repeated.
   *
   * @throws EngineException something of it still runs; it may have been asked to stop
   */
  synchronized void freeze() throws EngineException {
    if (!frozen) {
      stoppedByApp = isStopped(process(container.first())) ? Set.of() : stopped();
    }
    frozen = true;
    stopAll();
    if (!kept) {
      kept = true;
      background.execute(this::keep);
    }
  }

  private void stopAll() throws EngineException {
    signals.stopAll(container.first());
    Stopwatch sinceBegin = Stopwatch.started(clock);
    Stopwatch sinceSent = Stopwatch.started(clock);
    for (List<Long> running = running(); !running.isEmpty(); running = running()) {
      if (sinceBegin.hasPassed(LIMIT)) {
        throw new EngineException(
            Kind.RETRYABLE,
            "pausing container %s by SIGSTOP: after %d s, these of its processes still run: %s"
                .formatted(id, LIMIT.toSeconds(), running));
      }
      if (sinceSent.hasPassed(AGAIN)) {
        signals.send("STOP", running);
        sinceSent.restart();
      }
      pass(LOOK);
    }
  }

  /**
   * Lets everything go on except what the app itself had stopped; children first, so that no parent
   * sees one of them stopped.
   */
  synchronized void thaw() throws EngineException {
    if (!frozen && !isStopped(process(container.first()))) {
      return;
    }
    frozen = false;
    List<Long> all = new ArrayList<>(container.processes(MOST_PROCESSES));
    all.removeAll(stoppedByApp);
    sortChildrenFirst(all);
    Stopwatch sinceBegin = Stopwatch.started(clock);
    do {
      if (sinceBegin.hasPassed(LIMIT)) {
        throw new EngineException(
            Kind.RETRYABLE,
            "unpausing container %s by SIGCONT: after %d s, it is still stopped"
                .formatted(id, LIMIT.toSeconds()));
      }
      signals.send("CONT", all);
      pass(LOOK);
    } while (isStopped(process(container.first())));
  }

  /** Once the wrapper leaves, nobody looks any more. */
  synchronized void leave() {
    frozen = false;
  }

  private void keep() {
    Duration interval = FIRST_CHECK;
    try {
      do {
        clock.sleep(interval);
        Duration doubled = interval.plus(interval);
        interval = doubled.compareTo(LAST_CHECK) < 0 ? doubled : LAST_CHECK;
      } while (check());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Stops what runs again.
   *
   * @return whether to check again later
   */
  synchronized boolean check() {
    kept = frozen && container.isThere();
    if (kept && !running().isEmpty()) {
      try {
        stopAll();
      } catch (EngineException e) {
        // The next check tries it again.
      }
    }
    return kept;
  }

  private Set<Long> stopped() {
    Set<Long> stopped = new HashSet<>(container.processes(MOST_PROCESSES));
    stopped.removeIf(pid -> !isStopped(process(pid)));
    return stopped;
  }

  /** Those with a thread that runs or can be woken. */
  private List<Long> running() {
    return container.processes(MOST_PROCESSES).stream().filter(this::runs).toList();
  }

  private boolean runs(long pid) {
    int looked = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(process(pid).resolve("task"))) {
      for (Path thread : threads) {
        if (looked++ >= MOST_THREADS || !standsStill(thread)) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // It has ended.
    }
    return false;
  }

  /**
   * Stopped, by a tracer too, or over, or waiting for a disk; see proc(5). The latter stops before
   * it goes on. So does a shell that waits for its child to call exec(2), if the child was stopped
   * before (vfork(2); seen with dash).
   */
  private static boolean standsStill(Path thread) {
    try {
      StatLine stat = StatLine.read(thread);
      return "TtDZX".chars().anyMatch(state -> stat.isIn((char) state));
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean isStopped(Path process) {
    try {
      return StatLine.read(process).isIn('T');
    } catch (IOException e) {
      return false;
    }
  }

  private Path process(long pid) {
    return proc.resolve(String.valueOf(pid));
  }

  private void sortChildrenFirst(List<Long> pids) {
    Map<Long, Long> parents = new HashMap<>();
    pids.forEach(pid -> parent(pid).ifPresent(parent -> parents.put(pid, parent)));
    pids.sort(Comparator.comparingInt((Long pid) -> depth(pid, parents)).reversed());
    pids.remove(container.first());
    pids.add(container.first());
  }

  private Optional<Long> parent(long pid) {
    try {
      return StatLine.read(process(pid)).number(StatLine.PARENT).stream().boxed().findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static int depth(long pid, Map<Long, Long> parents) {
    int depth = 0;
    for (Long at = parents.get(pid); at != null && depth <= parents.size(); at = parents.get(at)) {
      depth++;
    }
    return depth;
  }

  private void pass(Duration time) throws EngineException {
    try {
      clock.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(Kind.CANCELLED, "freezing container " + id + ": interrupted", e);
    }
  }
}
