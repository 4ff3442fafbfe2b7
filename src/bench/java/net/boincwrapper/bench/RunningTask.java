package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import net.boincwrapper.client.ClientRequest;

/** A task under way. All times are seconds since 1970. */
final class RunningTask implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path slot;
  private final Cli cli;
  private final Process process;
  private final double launchedAt;
  private final Consumer<ClientRequest> requests;
  private final Supplier<String> evidence;
  private final Runnable end;
  private final CompletableFuture<Double> exit;

  /**
   * @param cli of the engine that has the container
   * @param process whoever runs the task
   * @param requests what passes on a word of the client's at once
   * @param end kills the process if it is still there
   */
  RunningTask(
      Path slot,
      Cli cli,
      Process process,
      double launchedAt,
      Consumer<ClientRequest> requests,
      Supplier<String> evidence,
      Runnable end) {
    this.slot = slot;
    this.cli = cli;
    this.process = process;
    this.launchedAt = launchedAt;
    this.requests = requests;
    this.evidence = evidence;
    this.end = end;
    this.exit = process.onExit().thenApply(ended -> Waiting.now());
  }

  long pid() {
    return process.pid();
  }

  double launchedAt() {
    return launchedAt;
  }

  /** Waits for the app's first instruction and tells when it was. */
  double began() throws IOException {
    until("the app's first instruction", () -> written(App.STARTED) || failed());
    return time(App.STARTED);
  }

  /** Waits for the app's last instruction and tells when it was. */
  double ended() throws IOException {
    until("the app's last instruction", () -> written(App.ENDED) || failed());
    return time(App.ENDED);
  }

  /** Waits for the exit of the wrapper, which must be a good one, and tells when it was. */
  double exited() throws IOException {
    double at = left();
    if (process.exitValue() != 0) {
      throw new BenchException("exit status " + process.exitValue() + "\n" + evidence.get());
    }
    return at;
  }

  /** As {@link #exited} with any status. */
  double left() throws IOException {
    until("the exit", exit::isDone);
    return exit.join();
  }

  /** Passes on a word of the client's and tells when. */
  double ask(ClientRequest request) {
    double at = Waiting.now();
    requests.accept(request);
    return at;
  }

  /** Waits until something is so, and tells when it was. */
  double until(String what, Waiting.Look look) throws IOException {
    return Waiting.until(what, PATIENCE, look, evidence);
  }

  /** Waits for the task's container and returns its whole id. */
  String container() throws IOException {
    until("a container", () -> !containers().isEmpty());
    return containers().get(0);
  }

  private boolean written(String file) throws IOException {
    Path path = slot.resolve(file);
    return Files.exists(path) && Files.readString(path).endsWith("\n");
  }

  /** Whether nothing more can come. Who starts a container and leaves may be faster than it. */
  private boolean failed() {
    return exit.isDone() && (process.exitValue() != 0 || Waiting.now() - exit.join() > 2);
  }

  private double time(String file) throws IOException {
    if (!written(file)) {
      throw new BenchException("the app did not run\n" + evidence.get());
    }
    return Double.parseDouble(Files.readString(slot.resolve(file)).strip());
  }

  /** By what every wrapper does: it mounts the slot. */
  private List<String> containers() {
    String mounted = "volume=" + slot;
    return cli.succeed("ps", "--all", "--quiet", "--no-trunc", "--filter", mounted)
        .lines()
        .toList();
  }

  /** Whatever is left of it goes, the slot included. */
  @Override
  public void close() throws IOException {
    stop();
    Site.remove(slot);
  }

  /** Whatever runs of it goes; the slot stays. */
  void stop() {
    end.run();
    for (String id : containers()) {
      cli.run("rm", "--force", "--volumes", id);
    }
  }
}
