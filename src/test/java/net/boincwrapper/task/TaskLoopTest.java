package net.boincwrapper.task;

import static net.boincwrapper.task.Stage.CHECKPOINTS;
import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.client.FakeClientLink;
import net.boincwrapper.engine.ContainerPlan.PublishedPort;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.Memo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stories of whole tasks that go as they should, on a fake clock: nothing sleeps. */
class TaskLoopTest {
  private final Stage stage = new Stage();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 42, 255})
  void aTaskRunsAndFinishesWithItsAppsExitCode(int code) {
    stage.appEnds(seconds(20), code);
    assertThat(stage.run()).isEqualTo(code);
    assertThat(stage.read(stage.slot.finish())).isEqualTo(code + "\n");
    assertThat(stage.read(stage.slot.temporaryExit())).isEmpty();
    assertThat(stage.engine.containers()).isEmpty();
    assertThat(stage.acts()).containsExactly("create task", "start c1", "remove c1");
    assertThat(stage.memo().outcome()).contains(new Memo.Outcome(code, ""));
  }

  /** To read it takes time, which is the volunteer's. */
  @Test
  void anInitDataThatChangesAllTheTimeIsReadOnceASecondAndAtLastAsItIs() {
    for (int i = 0; i < 50; i++) {
      int percent = 40 + i;
      stage.clock.at(millis(5000 + 100 * i), () -> limitTo(percent));
    }
    stage.appEnds(seconds(15), 0);
    assertThat(stage.run()).isZero();
    List<String> limits = stage.acts().stream().filter(act -> act.startsWith("limit")).toList();
    assertThat(limits).hasSizeBetween(2, 8).last().isEqualTo("limit c1 to 0.89");
  }

  private void limitTo(int percent) {
    stage.throttled(percent);
    stage.changes.add("init_data.xml");
  }

  @Test
  void theEndOfTheAppsLogIsInStderr() {
    stage.clock.at(
        seconds(5),
        () ->
            stage.engine.setLog(
                stage.container().id(), "the answer is 42".getBytes(StandardCharsets.UTF_8)));
    stage.appEnds(seconds(6), 0);
    stage.run();
    assertThat(stage.said()).contains("the answer is 42\n").doesNotContain("secret");
    assertThat(stage.engine.calls()).contains("logTail c1 40960");
  }

  @Test
  void noContainerSeesTheAuthenticator() {
    stage.engine.onCreate(
        plan -> {
          assertThat(stage.read(stage.slot.initData())).doesNotContain("secret");
          return plan;
        });
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
  }

  @Test
  void theMemoryOfAShortTaskIsSeenMoreThanOnce() {
    String group = "/sys/fs/cgroup/docker-c1/";
    stage.write("/proc/4711/cgroup", "0::/docker-c1\n");
    stage.write("/proc/self/mountinfo", "25 20 0:23 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    stage.write(group + "cpu.stat", "usage_usec 1000\n");
    stage.write(group + "memory.current", "1000000\n");
    stage.clock.at(seconds(2), () -> stage.write(group + "memory.current", "70000000\n"));
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    AppStatus last = stage.link.statuses().get(stage.link.statuses().size() - 1);
    assertThat(last.workingSetBytes()).hasValue(70_000_000);
  }

  @Test
  void anAppThatIsRefusedAThreadReadsWhichLimitItIs() {
    String group = "/sys/fs/cgroup/docker-c1/";
    stage.job("[limits]\npids = 8\n");
    stage.write("/proc/4711/cgroup", "0::/docker-c1\n");
    stage.write("/proc/self/mountinfo", "25 20 0:23 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    stage.write(group + "cpu.stat", "usage_usec 1000\n");
    stage.write(group + "pids.events", "max 0\n");
    stage.clock.at(seconds(2), () -> stage.write(group + "pids.events", "max 3\n"));
    stage.appEnds(seconds(5), 11);
    assertThat(stage.run()).isEqualTo(11);
    assertThat(stage.said())
        .containsOnlyOnce("the app was refused a process or a thread: it has 8 at most, which pids")
        .contains("exit code 11: the app ended by itself; before that, it was refused a process");
  }

  @Test
  void theClientHearsOfTheTaskOnceASecond() {
    stage.clock.at(
        seconds(5),
        () ->
            stage.engine.setUsage(
                stage.container().id(), new Engine.Usage(2_500_000_000L, 7 << 20, 9 << 20)));
    stage.write("/boinc/slots/0/fraction_done", "0.25");
    stage.appEnds(seconds(10), 0);
    stage.run();
    AppStatus last = stage.link.statuses().get(stage.link.statuses().size() - 1);
    assertThat(last.cpuSeconds()).isEqualTo(2.5);
    assertThat(last.fractionDone()).hasValue(0.25);
    assertThat(last.workingSetBytes()).hasValue(7 << 20);
    assertThat(stage.link.statuses()).hasSizeBetween(9, 13);
  }

  @Test
  void theClientHearsWhereTheGraphicsAreAlsoOfAnAdoptedContainer() {
    stage.job("web_graphics_guest_port = 80");
    stage.ports = List.of(new PublishedPort(OptionalInt.empty(), 80, "tcp"));
    FakeClientLink first = stage.link;
    stage.runAndKill(seconds(5));
    stage.appEnds(seconds(5), 0);
    stage.run();
    assertThat(first.graphicsUrls()).containsExactly("http://127.0.0.1:32848");
    assertThat(stage.link.graphicsUrls()).containsExactly("http://127.0.0.1:32848");
  }

  @Test
  void whatThePlanHasToSayIsSaidAtTheFirstStartOnly() {
    stage.notes = List.of("the app has no network");
    stage.appEndsByEngine(seconds(5));
    stage.appEnds(seconds(15), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).contains("start c1", "start c2");
    assertThat(stage.said()).containsOnlyOnce("the app has no network");
  }

  @Test
  void suspendFreezesAndResumeGoesOn() {
    stage.ask(seconds(5), ClientRequest.SUSPEND);
    stage.clock.at(
        seconds(8), () -> assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED));
    int[] before = new int[1];
    stage.clock.at(seconds(6), () -> before[0] = stage.link.statuses().size());
    stage.clock.at(
        seconds(9),
        () -> assertThat(stage.link.statuses()).as("while suspended").hasSize(before[0]));
    stage.ask(seconds(10), ClientRequest.RESUME);
    stage.appEnds(seconds(15), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts())
        .containsExactly("create task", "start c1", "pause c1", "unpause c1", "remove c1");
  }

  @Test
  void aSuspendDuringThePullStartsNothingUntilTheResume() {
    stage.clock.at(millis(50), () -> stage.clock.callsTake(seconds(5)));
    stage.clock.at(millis(150), () -> stage.clock.callsTake(millis(100)));
    stage.ask(seconds(1), ClientRequest.SUSPEND);
    stage.clock.at(
        seconds(30),
        () -> assertThat(stage.container().status()).isEqualTo(ContainerStatus.CREATED));
    stage.ask(seconds(40), ClientRequest.RESUME);
    stage.appEnds(seconds(50), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).containsExactly("create task", "start c1", "remove c1");
  }

  @Test
  void throttlingByTheClientIsLeftToTheContainersQuota() {
    stage.throttled();
    for (int i = 5; i < 15; i += 2) {
      stage.ask(seconds(i), ClientRequest.SUSPEND);
      stage.ask(seconds(i + 1), ClientRequest.RESUME);
    }
    stage.appEnds(seconds(20), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).containsExactly("create task", "start c1", "remove c1");
  }

  @Test
  void aLimitThatChangesWhileTheAppRunsBecomesTheContainersQuota() {
    throttlesFrom(5);
    stage.appEnds(seconds(20), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts())
        .containsExactly("create task", "start c1", "limit c1 to 0.6", "remove c1");
  }

  @Test
  void whereTheEngineRefusesAQuotaTheClientsThrottlingIsObeyed() {
    stage.engine.failNext(FakeEngine.Verb.LIMIT_CPUS, EngineException.Kind.FINAL);
    throttlesFrom(5);
    stage.appEnds(seconds(20), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).containsOnlyOnce("limit c1 to 0.6").contains("pause c1", "unpause c1");
  }

  @Test
  void soItIsWhereTheEngineHasNone() {
    stage.engine.hasNoCpuQuota();
    throttlesFrom(5);
    stage.appEnds(seconds(20), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts())
        .contains("pause c1", "unpause c1")
        .noneMatch(act -> act.contains("limit"));
  }

  private void throttlesFrom(int second) {
    stage.clock.at(
        seconds(second),
        () -> {
          stage.throttled();
          stage.changes.add(SlotLayout.INIT_DATA);
        });
    for (int i = second + 1; i < 15; i += 2) {
      stage.ask(seconds(i), ClientRequest.SUSPEND);
      stage.ask(seconds(i + 1), ClientRequest.RESUME);
    }
  }

  @Test
  void aSuspendThatLastsIsObeyedUnderThrottlingToo() {
    stage.throttled();
    stage.ask(seconds(5), ClientRequest.SUSPEND);
    stage.ask(seconds(10), ClientRequest.RESUME);
    stage.appEnds(seconds(20), 0);
    stage.run();
    assertThat(stage.acts()).contains("pause c1", "unpause c1");
  }

  @Test
  void aCheckpointIsReportedOnceItRestsAndCountsAsProgress() {
    stage.job(CHECKPOINTS);
    stage.clock.at(
        seconds(5),
        () -> {
          stage.engine.setUsage(stage.container().id(), new Engine.Usage(4_000_000_000L, 1, 1));
          stage.write("/boinc/slots/0/state.npz", "generation 1");
        });
    stage.appEnds(seconds(20), 0);
    stage.run();
    assertThat(stage.link.statuses()).anyMatch(s -> s.checkpointCpuSeconds() == 4.0);
    assertThat(stage.memo().startsWithoutProgress()).isZero();
  }

  @Test
  void cpuTimeIsCarriedOverARestart() {
    stage.job(CHECKPOINTS);
    stage.use(seconds(4), 3);
    stage.clock.at(seconds(6), () -> stage.write("/boinc/slots/0/state.npz", "1"));
    stage.ask(seconds(8), ClientRequest.QUIT);
    stage.run();
    stage.restart();
    stage.use(seconds(4), 2);
    stage.appEnds(seconds(8), 0);
    stage.run();
    AppStatus last = stage.link.statuses().get(stage.link.statuses().size() - 1);
    assertThat(last.cpuSeconds()).isEqualTo(5.0);
  }
}
