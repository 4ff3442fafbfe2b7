package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.Path;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.TaskHarness;

/**
 * A wrapper under a simulated client.
 *
 * @param program absolute; it is launched without arguments
 */
record Wrapper(String name, Path program) implements Subject {
  @Override
  public RunningTask launch(TaskHarness task) throws IOException {
    task.by(program.toString()).writeInitData();
    double launchedAt = Waiting.now();
    RunningWrapper wrapper = task.launchAsIs();
    return new RunningTask(
        task.slot().directory(),
        wrapper.process(),
        launchedAt,
        wrapper::request,
        () -> "stderr.txt:\n" + task.stderr(),
        wrapper::close);
  }
}
