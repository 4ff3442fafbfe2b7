package net.boincwrapper.realclient;

import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.project.Job;

/** The containers of a task in any state. */
final class TaskContainers {
  private final String label;

  private TaskContainers(String label) {
    this.label = label;
  }

  static TaskContainers of(Job job) {
    return new TaskContainers("label=net.boincwrapper.result=" + job.resultName());
  }

  List<String> ids() {
    return list("{{.ID}}");
  }

  /** Such as {@code running}, one for each. */
  List<String> states() {
    return list("{{.State}}");
  }

  /** The one that there is. */
  String only() {
    List<String> ids = ids();
    if (ids.size() != 1) {
      throw new AssertionError("expected one container, found " + ids);
    }
    return ids.get(0);
  }

  /** What {@code docker inspect} says of the one that there is. */
  String inspect(String format) {
    return Shell.succeed("docker", "container", "inspect", "--format", format, only());
  }

  /** Ids on the host of the processes of the one that there is, the init process first. */
  List<Long> processes() {
    List<Long> pids = new ArrayList<>();
    Shell.succeed("docker", "top", only(), "-o", "pid")
        .lines()
        .skip(1)
        .forEach(line -> pids.add(Long.valueOf(line.strip())));
    return pids;
  }

  void remove() {
    ids().forEach(id -> Shell.run("docker", "rm", "--force", "--volumes", id));
  }

  private List<String> list(String format) {
    return Shell.succeed(
            "docker", "ps", "--all", "--no-trunc", "--format", format, "--filter", label)
        .lines()
        .toList();
  }
}
