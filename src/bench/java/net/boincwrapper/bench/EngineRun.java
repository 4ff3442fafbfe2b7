package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.TaskHarness;

/**
 * The engine's own program, with nothing between it and whoever runs it.
 *
 * @param cli Docker's or Podman's, whose words are the same
 * @param options further ones of {@code run}
 */
record EngineRun(String name, Cli cli, List<String> options) implements Subject {
  /** With what the wrapper asks for by default: no network costs less, an init process more. */
  private static final List<String> AS_THE_WRAPPER =
      List.of(
          "--network=none",
          "--init",
          "--cap-drop=ALL",
          "--security-opt=no-new-privileges",
          "--pids-limit=1024",
          "--memory=500000000",
          "--memory-swap=500000000",
          "--cpus=1");

  /** As people call it: with a network, with all capabilities that are usual. */
  static EngineRun bare() {
    return new EngineRun(DOCKER_RUN, Cli.DOCKER, List.of());
  }

  static EngineRun isolated() {
    return new EngineRun(ISOLATED, Cli.DOCKER, AS_THE_WRAPPER);
  }

  /** As {@link #bare}, but its program ends once the container runs. */
  static EngineRun detached() {
    return new EngineRun(DOCKER_RUN, Cli.DOCKER, List.of("--detach"));
  }

  /** As {@link #bare}, by Podman. */
  static EngineRun barePodman(Cli podman) {
    return new EngineRun(PODMAN_RUN, podman, List.of());
  }

  /** As {@link #isolated}, by Podman. */
  static EngineRun isolatedPodman(Cli podman) {
    return new EngineRun(PODMAN_ISOLATED, podman, AS_THE_WRAPPER);
  }

  @Override
  public RunningTask launch(TaskHarness task) throws IOException {
    Path slot = task.slot().directory();
    String container = "docker-wrapper-" + task.resultName();
    ProcessBuilder builder = cli.silent(words(slot, container));
    double launchedAt = Waiting.now();
    Process process = builder.start();
    return new RunningTask(
        slot,
        cli,
        process,
        launchedAt,
        request -> send(request, container),
        () -> String.join(" ", builder.command()),
        process::destroy);
  }

  private List<String> words(Path slot, String container) {
    List<String> words = new ArrayList<>(List.of("run", "--rm", "--name", container));
    words.addAll(List.of("--mount", "type=bind,source=" + slot + ",target=/app"));
    words.addAll(List.of("--workdir", "/app", "--entrypoint", "/app/app.sh"));
    words.addAll(options);
    words.add(App.IMAGE);
    return words;
  }

  private void send(ClientRequest request, String container) {
    String verb =
        switch (request) {
          case SUSPEND -> "pause";
          case RESUME -> "unpause";
          case QUIT -> "stop";
          case ABORT -> "kill";
          case REREAD_APP_INFO ->
              throw new IllegalArgumentException("an engine knows nothing of it");
        };
    try {
      cli.silent(List.of(verb, container)).start();
    } catch (IOException e) {
      throw new BenchException("cannot run " + cli.program() + " " + verb + ": " + e.getMessage());
    }
  }
}
