package net.boincwrapper.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.TaskHarness;

/**
 * The engine's own program, with nothing between it and whoever runs it.
 *
 * @param options further ones of {@code docker run}
 */
record DockerRun(String name, List<String> options) implements Subject {
  /** As people call it: with a network, with all capabilities. */
  static DockerRun bare() {
    return new DockerRun(DOCKER_RUN, List.of());
  }

  /** With what the wrapper asks for by default: no network costs less, an init process more. */
  static DockerRun isolated() {
    return new DockerRun(
        ISOLATED,
        List.of(
            "--network=none",
            "--init",
            "--cap-drop=ALL",
            "--security-opt=no-new-privileges",
            "--pids-limit=1024",
            "--memory=500000000",
            "--memory-swap=500000000",
            "--cpus=1"));
  }

  /** As {@link #bare}, but its program ends once the container runs. */
  static DockerRun detached() {
    return new DockerRun(DOCKER_RUN, List.of("--detach"));
  }

  @Override
  public RunningTask launch(TaskHarness task) throws IOException {
    Path slot = task.slot().directory();
    String container = "docker-wrapper-" + task.resultName();
    List<String> command = new ArrayList<>(List.of("docker", "run", "--rm", "--name", container));
    command.addAll(List.of("--mount", "type=bind,source=" + slot + ",target=/app"));
    command.addAll(List.of("--workdir", "/app", "--entrypoint", "/app/app.sh"));
    command.addAll(options);
    command.add(App.IMAGE);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
    double launchedAt = Waiting.now();
    Process process = builder.start();
    return new RunningTask(
        slot,
        process,
        launchedAt,
        request -> send(request, container),
        () -> String.join(" ", command),
        process::destroy);
  }

  private static void send(ClientRequest request, String container) {
    String verb =
        switch (request) {
          case SUSPEND -> "pause";
          case RESUME -> "unpause";
          case QUIT -> "stop";
          case ABORT -> "kill";
          case REREAD_APP_INFO -> throw new IllegalArgumentException("Docker knows nothing of it");
        };
    try {
      new ProcessBuilder("docker", verb, container)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new BenchException("cannot run docker " + verb + ": " + e.getMessage());
    }
  }
}
