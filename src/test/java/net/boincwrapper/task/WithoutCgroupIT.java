package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.Containers;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RootlessPodman;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Podman that has no control group to offer, and so can neither pause nor limit. */
@WithEngine
class WithoutCgroupIT {
  private static final String CHECKPOINT = "[checkpoint]\nfiles = [\"state\"]\n";

  private static RootlessPodman podman;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws Exception {
    podman = RootlessPodman.start();
  }

  @AfterAll
  static void stop() {
    if (podman != null) {
      podman.close();
    }
  }

  private TaskHarness task() throws Exception {
    return TaskHarness.in(directory, Optional.of(podman.user())).engine(podman.host());
  }

  /**
   * States of all processes in the container's PID namespace, such as {@code TTT}. A shell whose
   * child was stopped before its exec(2) is in D.
   */
  private static String states(String container) {
    String first =
        Shell.succeed("docker", "container", "inspect", "--format", "{{.State.Pid}}", container)
            .strip();
    String namespace = Shell.succeed("readlink", "/proc/" + first + "/ns/pid").strip();
    List<String> lines =
        Shell.succeed("ps", "-eo", "state=,pidns=").lines().map(String::strip).toList();
    String number = namespace.replaceAll("\\D", "");
    StringBuilder states = new StringBuilder();
    lines.stream()
        .filter(line -> line.endsWith(" " + number))
        .forEach(l -> states.append(l.charAt(0)));
    return states.toString();
  }

  private static void awaitFrozen(RunningWrapper wrapper, String container) {
    wrapper.await("all is stopped", () -> states(container).matches("[TD]{3,}"));
  }

  /** Two of its processes compute, and a third counts. */
  private static TaskHarness busy(TaskHarness task) throws Exception {
    return task.app(
        """
        n=$(cat state 2>/dev/null || echo 0)
        echo "starting at $n" >> log.txt
        while :; do :; done &
        while [ ! -e enough ]; do
          sleep 0.1
          n=$((n + 1))
          echo "$n" > state.new && mv state.new state
        done
        echo "counted to $n" > out.txt
        """);
  }

  @Test
  void aSuspendedAppStandsStillWithAllItsChildrenAndGoesOn() throws Exception {
    try (TaskHarness task = busy(task())) {
      RunningWrapper wrapper = task.launch().awaitCount(3).request(ClientRequest.SUSPEND);
      String container = task.container();
      awaitFrozen(wrapper, container);
      assertThat(Containers.statusByEngine(container)).isEqualTo("running");
      int count = wrapper.count();
      Shell.run("pkill", "--signal", "CONT", "--uid", podman.user(), "--full", "app.sh");

      awaitFrozen(wrapper, container);
      int after = wrapper.count();
      Eventually.pass(Duration.ofSeconds(2));

      assertThat(after).isLessThan(count + 40);
      assertThat(wrapper.count()).isEqualTo(after);
      wrapper.request(ClientRequest.RESUME).awaitCount(after + 2);
      assertThat(states(container)).doesNotContain("T");
      task.enough();
      assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();
      assertThat(task.read("log.txt")).isEqualTo("starting at 0\n");
    }
  }

  @Test
  void afterAQuitAnAppWithoutCheckpointFilesStaysFrozenAndTheNextLifeGoesOnWithIt()
      throws Exception {
    try (TaskHarness task = busy(task())) {
      RunningWrapper first = task.launch().awaitCount(3);
      String container = task.container();
      first.request(ClientRequest.QUIT);

      assertThat(first.awaitExit()).as(task.stderr()).isZero();

      assertThat(states(container)).matches("[TD]{3,}");
      int count = first.count();
      RunningWrapper next = task.launch().awaitCount(count + 2);
      assertThat(task.container()).isEqualTo(container);
      task.enough();
      assertThat(next.awaitExit()).as(task.stderr()).isZero();
      assertThat(task.read("log.txt")).isEqualTo("starting at 0\n");
    }
  }

  @Test
  void aQuitWhileItIsSuspendedStopsAnAppAtItsCheckpoint() throws Exception {
    try (TaskHarness task = busy(task()).job(CHECKPOINT)) {
      RunningWrapper first = task.launch().awaitCount(3).request(ClientRequest.SUSPEND);
      awaitFrozen(first, task.container());

      assertThat(first.request(ClientRequest.QUIT).awaitExit()).as(task.stderr()).isZero();

      assertThat(task.containers()).isEmpty();
      Restart restart = Restart.of(task, first.count());
      task.enough();
      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();
      restart.assertRightResult();
    }
  }

  @Test
  void aWrapperThatDiedWhileItWasSuspendedFindsItFrozen() throws Exception {
    try (TaskHarness task = busy(task())) {
      RunningWrapper first = task.launch().awaitCount(3).request(ClientRequest.SUSPEND);
      String container = task.container();
      awaitFrozen(first, container);
      first.kill();
      int count = first.count();

      RunningWrapper next = task.launch().awaitCount(count + 2);

      assertThat(task.container()).isEqualTo(container);
      task.enough();
      assertThat(next.awaitExit()).as(task.stderr()).isZero();
    }
  }

  @Test
  void anAppThatTakesMoreMemoryThanItMayEndsWithBothFigures() throws Exception {
    try (TaskHarness task =
        task()
            .job("[limits]\nmemory = \"64m\"\n")
            .app("head -c 200000000 /dev/zero | tail -c 190000000 | sleep 100")) {
      RunningWrapper wrapper = task.launch();

      assertThat(wrapper.awaitExit()).as(task.stderr()).isEqualTo(198);

      assertThat(task.read("boinc_finish_called")).startsWith("198\n");
      assertThat(task.stderr()).contains("the app ran out of memory: limit 64 MiB, in use ");
      assertThat(task.containers()).isEmpty();
    }
  }

  /** The init data give the task one of this host's CPUs. */
  private static boolean confined(TaskHarness task) {
    List<String> all = task.containers();
    String look =
        "for p in $(pgrep -P $(docker container inspect --format '{{.State.Pid}}' %s)); do"
            + " ps -o ni= -p $p; grep Cpus_allowed_list: /proc/$p/status; done";
    return all.size() == 1
        && Shell.run("sh", "-c", look.formatted(all.get(0)))
            .output()
            .matches("(?s)\\s*19\\s+Cpus_allowed_list:\\s+\\d+\\s*");
  }

  @Test
  void theTimeThatIsToldIsTheAppsAlone() throws Exception {
    try (TaskHarness task =
        task().app("timeout 2 sh -c 'while :; do :; done'\ntouch computed\nsleep 100")) {
      RunningWrapper wrapper = task.launch();
      wrapper.await("one CPU, of the lowest priority", () -> confined(task));
      wrapper.await(
          "it has computed", () -> Files.exists(task.slot().directory().resolve("computed")));
      Eventually.pass(Duration.ofSeconds(2));

      assertThat(wrapper.client().lastStatus().orElseThrow().cpuSeconds()).isBetween(0.02, 2.5);
    }
  }

  /** It runs in namespaces of the user, who may look into it and end it. */
  @Test
  void theStepOfABuildEndsWhenTheClientQuits() throws Exception {
    String sleep = "sleep 556." + ProcessHandle.current().pid();
    try (TaskHarness task = task()) {
      task.file("job.toml", "workdir = \"/app\"\n");
      task.file(
          "Dockerfile",
          "FROM %s\nRUN echo begun && %s\nWORKDIR /app\nCMD [\"true\"]\n"
              .formatted(TaskHarness.IMAGE, sleep));
      RunningWrapper wrapper = task.launch();
      wrapper.await("the step", () -> isRunning(sleep));

      assertThat(wrapper.request(ClientRequest.QUIT).awaitExit()).as(task.stderr()).isZero();

      Eventually.await(
          "the end of the step", Duration.ofSeconds(20), () -> !isRunning(sleep), task::stderr);
    }
  }

  private static boolean isRunning(String command) {
    return Shell.run("pgrep", "--full", "--exact", command).status() == 0;
  }
}
