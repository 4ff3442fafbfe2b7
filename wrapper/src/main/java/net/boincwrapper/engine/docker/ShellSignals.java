package net.boincwrapper.engine.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import net.boincwrapper.procfs.HostProgram;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/** By programs of this host, since Java has no call for it. */
final class ShellSignals implements ProcessSignals {
  private static final String SHELL = "/bin/sh";

  /**
   * In a container's PID namespace, -1 means all of its processes except the first (kill(2)), and
   * the kernel lets none of them fork meanwhile (Linux, {@code kernel/signal.c:kill_something_info}
   * and {@code kernel/fork.c:copy_process}).
   */
  private static final String STOP_ALL =
      "kill -STOP %1$d; exec nsenter --user --pid --preserve-credentials --target %1$d "
          + SHELL
          + " -c 'kill -STOP -1'";

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(5);

  private final HostClock clock;

  ShellSignals(HostClock clock) {
    this.clock = clock;
  }

  @Override
  public void stopAll(long first) {
    run(STOP_ALL.formatted(first));
  }

  /** One call for each: where one process is gone, some shells' {@code kill} does no more. */
  @Override
  public void send(String signal, List<Long> pids) {
    run(pids.stream().map(pid -> "kill -" + signal + " " + pid).collect(Collectors.joining("; ")));
  }

  /** Returns when it is over: a signal that comes late would be taken for a new one. */
  private void run(String script) {
    try {
      Process process = HostProgram.start(List.of(SHELL, "-c", script));
      Stopwatch sinceBegin = Stopwatch.started(clock);
      while (process.isAlive() && !sinceBegin.hasPassed(LIMIT)) {
        clock.sleep(LOOK);
      }
      process.destroyForcibly();
    } catch (IOException e) {
      // Whoever looks at the processes sees that nothing has happened.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
