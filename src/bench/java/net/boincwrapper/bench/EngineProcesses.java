package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** Docker's daemon, containerd, and the shims of some containers. */
final class EngineProcesses {
  private static final Path PID_FILE = Path.of("/var/run/docker.pid");

  private static final long INIT = 1;

  private final long daemon;

  private EngineProcesses(long daemon) {
    this.daemon = daemon;
  }

  /** Those of this host's engine, as {@link #of}. */
  static EngineProcesses ofThisHost() throws IOException {
    return of(PID_FILE);
  }

  /**
   * Those of the engine that wrote a pid file.
   *
   * @param pidFile {@code docker.pid}
   * @throws BenchException where there is none: the engine is somewhere else
   */
  static EngineProcesses of(Path pidFile) throws IOException {
    OptionalLong pid = OptionalLong.empty();
    if (Files.isReadable(pidFile)) {
      pid = OptionalLong.of(Long.parseLong(Files.readString(pidFile).strip()));
    }
    return new EngineProcesses(
        pid.orElseThrow(
            () -> new BenchException("no " + pidFile + ": the engine's CPU time cannot be seen")));
  }

  /** CPU seconds so far, where each of the containers has a shim. */
  double cpuSeconds(ProcessTable table, Collection<String> containers) {
    return table.chosen(process -> isOurs(process, table, containers)).cpuSeconds();
  }

  private boolean isOurs(ProcessStat process, ProcessTable table, Collection<String> containers) {
    return switch (process.name()) {
      case "dockerd" -> process.pid() == daemon;
      case "containerd" -> process.parent() == daemon || process.parent() == INIT;
      case "containerd-shim" -> {
        List<String> words = table.commandLine(process.pid());
        yield containers.stream().anyMatch(words::contains);
      }
      default -> false;
    };
  }
}
