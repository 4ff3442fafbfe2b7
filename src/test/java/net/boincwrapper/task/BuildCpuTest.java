package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a build's steps compute is the task's, as a client that subtracts it must hear. */
class BuildCpuTest {
  private static final String FIRST = "aaaaaaaaaaaa";
  private static final String SECOND = "bbbbbbbbbbbb";

  private final Stage stage = new Stage();
  private final Map<String, ContainerInfo> containers = new HashMap<>();
  private TaskContext task;
  private BuildCpu cpu;

  @BeforeEach
  void begin() {
    stage.planClass("docker_sim");
    stage.write("/proc/self/mountinfo", "25 20 0:23 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    task = stage.context(event -> {});
    cpu = new BuildCpu(task);
    cpu.on(
        (Engine)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Engine.class},
                (proxy, method, arguments) -> {
                  if (!method.getName().equals("inspect")) {
                    throw new AssertionError("a build's CPU time needs no " + method.getName());
                  }
                  return Optional.ofNullable(containers.get((String) arguments[0]));
                }));
  }

  private void step(String shortId, ContainerStatus status, int pid) {
    String id = shortId + "0".repeat(52);
    boolean runs = status == ContainerStatus.RUNNING;
    stage.write("/proc/" + pid + "/cgroup", "0::/docker/" + id + "\n");
    containers.put(
        shortId,
        new ContainerInfo(
            id,
            "funny_name",
            status,
            "sha256:0",
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            0,
            false,
            runs ? pid : 0,
            "",
            Map.of()));
  }

  private void used(String shortId, double seconds) {
    stage.write(
        "/sys/fs/cgroup/docker/" + shortId + "0".repeat(52) + "/cpu.stat",
        "usage_usec " + (long) (seconds * 1e6) + "\n");
  }

  private void turns(int count) {
    for (int i = 0; i < count; i++) {
      stage.clock.await(task.mailbox());
      for (Optional<Runnable> letter = task.mailbox().take();
          letter.isPresent();
          letter = task.mailbox().take()) {
        letter.get().run();
      }
      cpu.tick();
    }
  }

  @Test
  void whatEachStepUsesIsAdded() {
    step(FIRST, ContainerStatus.RUNNING, 42);
    step(SECOND, ContainerStatus.RUNNING, 43);
    used(FIRST, 1.5);
    used(SECOND, 0.25);

    cpu.heard(" ---> Running in " + FIRST);
    turns(4);
    assertThat(task.cpu().seconds()).isEqualTo(1.5);
    used(FIRST, 4);
    turns(1);
    assertThat(task.cpu().seconds()).isEqualTo(4);
    cpu.heard(" ---> Running in " + SECOND);
    turns(4);
    assertThat(task.cpu().seconds()).isEqualTo(4.25);
  }

  @Test
  void whatWasUsedSinceTheLastLookIsAddedAtTheEnd() {
    step(FIRST, ContainerStatus.RUNNING, 42);
    used(FIRST, 1);
    cpu.heard(" ---> Running in " + FIRST);
    turns(4);
    used(FIRST, 2);
    cpu.end();
    turns(4);
    assertThat(task.cpu().seconds()).isEqualTo(2);
  }

  /** The builder tells of it before it starts it. */
  @Test
  void aContainerThatIsYetToStartIsAwaited() {
    step(FIRST, ContainerStatus.CREATED, 42);
    used(FIRST, 1);
    cpu.heard(" ---> Running in " + FIRST);
    turns(20);
    assertThat(task.cpu().seconds()).isZero();
    step(FIRST, ContainerStatus.RUNNING, 42);
    turns(4);
    assertThat(task.cpu().seconds()).isEqualTo(1);
  }

  @Test
  void aContainerThatIsGoneIsNotAskedForAgain() {
    cpu.heard(" ---> Running in " + FIRST);
    turns(4);
    step(FIRST, ContainerStatus.RUNNING, 42);
    used(FIRST, 1);
    turns(4);
    assertThat(task.cpu().seconds()).isZero();
  }

  @Test
  void whatAProgramPrintsIsNoContainer() {
    for (String line :
        List.of("---> Running in circles", "Running in " + FIRST, " ---> Running in ../x", "")) {
      cpu.heard(line);
    }
    step(FIRST, ContainerStatus.RUNNING, 42);
    used(FIRST, 1);
    turns(4);
    assertThat(task.cpu().seconds()).isZero();
  }

  /** They take the lowest priority for a sign that it is not the volunteer's own work. */
  @Test
  void clientsThatDoNotSubtractAreToldNothing() {
    stage.give(Stage.RESULT);
    task = stage.context(event -> {});
    cpu = new BuildCpu(task);
    cpu.on(stage.engine);
    cpu.heard(" ---> Running in " + FIRST);
    turns(4);
    assertThat(task.cpu().seconds()).isZero();
  }

  @Test
  void theBuildsTimeIsTheTasksAlsoWhereItGoesOnFromACheckpoint() {
    task.cpu().carryOver(30);
    task.cpu().usedBefore(5_000_000_000L);
    task.cpu().goOnFrom(20);
    assertThat(task.cpu().seconds()).isEqualTo(25);
    task.cpu().containerBegins();
    task.cpu().sample(1_000_000_000L);
    assertThat(task.cpu().seconds()).isEqualTo(26);
    task.cpu().goOnFrom(26);
    assertThat(task.cpu().seconds()).as("a later checkpoint saves it").isEqualTo(26);
  }

  /** What the client takes off grows with the build, whatever it knew before. */
  @Test
  void aBuildIsHeardOfAboveWhatTheClientKnows() {
    task.cpu().atLeast(40);
    task.cpu().usedBefore(5_000_000_000L);
    assertThat(task.cpu().seconds()).isEqualTo(45);
  }
}
