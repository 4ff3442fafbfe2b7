package net.boincwrapper.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.boincwrapper.harness.Shell;

/** Some tasks side by side that just run. */
final class TaskGroup implements AutoCloseable {
  private final List<RunningTask> running = new ArrayList<>();
  private final List<String> containers = new ArrayList<>();

  private TaskGroup() {}

  /** Launches them all on the lab's site and waits until each has begun. */
  static TaskGroup launch(Lab lab, Subject subject, int number) throws IOException {
    return launch(lab.site(), subject, number);
  }

  /** Launches them all and waits until each has begun. */
  static TaskGroup launch(Site site, Subject subject, int number) throws IOException {
    TaskGroup group = new TaskGroup();
    try {
      for (int task = 0; task < number; task++) {
        group.running.add(subject.launch(site.task(App.STEADY)));
      }
      for (RunningTask task : group.running) {
        task.began();
        group.containers.add(task.container());
      }
      return group;
    } catch (IOException | RuntimeException e) {
      group.close();
      throw e;
    }
  }

  /** Seconds since the first was launched. */
  double age() {
    return Waiting.now() - running.get(0).launchedAt();
  }

  /** Ids of their containers. */
  List<String> containers() {
    return List.copyOf(containers);
  }

  /** What each wrapper uses with its children, in the order of the launches. */
  List<Usage> usages(ProcessTable table) {
    return running.stream().map(task -> table.tree(task.pid())).toList();
  }

  /**
   * Ids of the engine's other containers. Its daemons work for all alike: with others about, their
   * part for these cannot be told.
   */
  Set<String> others() {
    Set<String> others = new TreeSet<>();
    Shell.succeed("docker", "ps", "--quiet", "--no-trunc")
        .lines()
        .filter(id -> !containers.contains(id))
        .forEach(others::add);
    return others;
  }

  @Override
  public void close() throws IOException {
    for (RunningTask task : running) {
      task.close();
    }
  }
}
