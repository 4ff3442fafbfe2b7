package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.procfs.FakeProcesses;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine could give the container no control group of its own. */
class TaskWithoutCgroupTest {
  private static final String OURS = "pid:[4026532402]";

  private final Stage stage = new Stage();
  private FakeProcesses processes;

  @BeforeEach
  void start() {
    processes = new FakeProcesses(stage.slot.directory().getFileSystem().getPath("/proc"));
    processes.container(4711, "c1", OURS, "3:cpuacct:/\n0::/user.slice\n");
    processes.start(4712, 4711, OURS);
  }

  private static Duration seconds(int n) {
    return Duration.ofSeconds(n);
  }

  private double lastCpuSeconds() {
    return stage.link.statuses().stream().mapToDouble(AppStatus::cpuSeconds).max().orElseThrow();
  }

  @Test
  void cpuTimeAndMemoryAreItsProcessesAndTheEngineIsNotAsked() {
    processes.status(4712, "RssAnon:\t    5000 kB\n");
    stage.clock.in(seconds(5), () -> processes.used(4712, 200, 0));
    stage.use(seconds(1), 42);
    stage.appEnds(seconds(20), 0);

    assertThat(stage.run()).isZero();

    assertThat(lastCpuSeconds()).isEqualTo(2);
    assertThat(stage.link.statuses())
        .anyMatch(status -> status.workingSetBytes().orElse(0) == 5000 << 10);
    assertThat(stage.engine.calls()).noneMatch(call -> call.startsWith("usage"));
  }

  @Test
  void itIsToldOnce() {
    stage.ask(seconds(5), ClientRequest.SUSPEND);
    stage.ask(seconds(8), ClientRequest.RESUME);
    stage.appEnds(seconds(20), 0);
    stage.run();

    assertThat(stage.said()).containsOnlyOnce("could give the container no control group");
  }

  /** A quota that is not in force throttles nothing. */
  @Test
  void theClientsThrottlingIsObeyed() {
    stage.throttled();
    for (int i = 5; i < 15; i += 2) {
      stage.ask(seconds(i), ClientRequest.SUSPEND);
      stage.ask(seconds(i + 1), ClientRequest.RESUME);
    }
    stage.appEnds(seconds(20), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.acts())
        .contains("pause c1", "unpause c1")
        .noneMatch(act -> act.startsWith("limit"));
  }

  @Test
  void anAppThatWasLeftFrozenIsKeptSoByTheNextLife() {
    stage.ask(seconds(5), ClientRequest.SUSPEND);
    stage.runAndKill(seconds(10));
    int before = stage.acts().size();
    stage.link.send(ClientRequest.SUSPEND);
    stage.ask(seconds(5), ClientRequest.RESUME);
    stage.appEnds(seconds(10), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.acts().subList(before, stage.acts().size()))
        .containsExactly("pause c1", "unpause c1", "remove c1");
  }

  @Test
  void aContainerWithAGroupIsNotAskedForAgain() {
    processes.container(4711, "other", OURS, "0::/machine/c1\n");
    stage.ask(seconds(5), ClientRequest.SUSPEND);
    stage.runAndKill(seconds(10));
    int before = stage.acts().size();
    stage.link.send(ClientRequest.SUSPEND);
    stage.ask(seconds(5), ClientRequest.RESUME);
    stage.appEnds(seconds(10), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.acts().subList(before, stage.acts().size()))
        .containsExactly("unpause c1", "remove c1");
  }
}
