package net.boincwrapper.realclient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.project.Job;

/** The containers of a task in any state. */
final class TaskContainers {
  private final List<String> docker;
  private final String label;

  /**
   * Of a job's one result.
   *
   * @param host of the engine, as {@code DOCKER_HOST}; empty: the host's own
   */
  TaskContainers(Job job, Optional<String> host) {
    this.docker =
        host.map(at -> List.of("docker", "--host", at)).orElseGet(() -> List.of("docker"));
    this.label = "label=net.boincwrapper.result=" + job.resultName();
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
    return docker("container", "inspect", "--format", format, only());
  }

  /** Ids on the host of the processes of the one that there is. */
  List<Long> processes() {
    return docker("top", only(), "-o", "pid")
        .lines()
        .skip(1)
        .map(line -> Long.valueOf(line.strip()))
        .toList();
  }

  /** As a crash of the host. */
  void kill() {
    docker("kill", "--signal", "KILL", only());
  }

  void remove() {
    if (!ids().isEmpty()) {
      ids().forEach(id -> docker("rm", "--force", "--volumes", id));
    }
  }

  private List<String> list(String format) {
    return docker("ps", "--all", "--no-trunc", "--format", format, "--filter", label)
        .lines()
        .toList();
  }

  private String docker(String... arguments) {
    List<String> command = new ArrayList<>(docker);
    command.addAll(List.of(arguments));
    return Shell.succeed(command.toArray(String[]::new));
  }
}
