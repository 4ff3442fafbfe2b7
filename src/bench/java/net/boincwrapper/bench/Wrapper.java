package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.TaskHarness;

/**
 * A wrapper under a simulated client.
 *
 * @param program absolute; it is launched without arguments
 * @param cli of the engine that it uses
 * @param environment variables beyond this process's own
 */
record Wrapper(String name, Path program, Cli cli, Map<String, String> environment)
    implements Subject {
  /** On the Docker of this host. */
  Wrapper(String name, Path program) {
    this(name, program, Cli.DOCKER, Map.of());
  }

  /** The same program elsewhere. */
  Wrapper on(Cli engine, String nameThere, Map<String, String> variables) {
    return new Wrapper(nameThere, program, engine, variables);
  }

  @Override
  public RunningTask launch(TaskHarness task) throws IOException {
    environment.forEach(task::environment);
    task.by(program.toString()).writeInitData();
    double launchedAt = Waiting.now();
    RunningWrapper wrapper = task.launchAsIs();
    return new RunningTask(
        task.slot().directory(),
        cli,
        wrapper.process(),
        launchedAt,
        wrapper::request,
        () -> "stderr.txt:\n" + task.stderr(),
        wrapper::close);
  }
}
