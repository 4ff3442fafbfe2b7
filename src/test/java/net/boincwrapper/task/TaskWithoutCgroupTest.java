package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.engine.EngineAbilities;
import net.boincwrapper.engine.EngineAbilities.Limit;
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
  void moreMemoryThanTheLimitEndsTheTaskWithBothFigures() {
    stage.job("[limits]\nmemory = \"300m\"\n");
    processes.status(4712, "RssAnon:\t    500 kB\n");
    stage.clock.in(seconds(5), () -> processes.status(4712, "RssShmem:\t  409600 kB\n"));

    assertThat(stage.run()).isEqualTo(198);

    assertThat(stage.read(stage.slot.finish()))
        .startsWith("198\n")
        .contains("the app ran out of memory: limit 300 MiB, in use 400 MiB");
    assertThat(stage.acts()).last().isEqualTo("remove c1");
    assertThat(stage.said()).containsOnlyOnce("keeps to 300 MiB and ");
  }

  @Test
  void memoryThatProcessesShareCountsOnce() {
    stage.job("[limits]\nmemory = \"300m\"\n");
    for (long pid : List.of(4711L, 4712L)) {
      processes.status(pid, "RssShmem:\t  204800 kB\n");
      processes.file(pid, "smaps_rollup", "Pss:  1 kB\nPss_Anon: 0 kB\nPss_Shmem: 102400 kB\n");
    }
    stage.appEnds(seconds(20), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.read(stage.slot.finish())).startsWith("0\n");
  }

  /** As on a Raspberry Pi, where the kernel has no memory controller. */
  @Test
  void aGroupThatLacksAControllerLeavesThatLimitToTheTask() {
    processes.container(
        4711, "c1", OURS, "6:freezer:/docker/c1\n5:cpu,cpuacct:/docker/c1\n9:pids:/docker/c1\n");
    stage.write(
        "/proc/self/mountinfo",
        "33 31 0:30 / /cg/cpu rw - cgroup cgroup rw,cpu,cpuacct\n"
            + "39 31 0:36 / /cg/pids rw - cgroup cgroup rw,pids\n");
    stage.write("/cg/cpu/docker/c1/cpuacct.usage", "1\n");
    stage.write("/cg/cpu/docker/c1/cpu.cfs_quota_us", "100000\n");
    stage.write("/cg/cpu/docker/c1/cgroup.procs", "4711\n4712\n");
    stage.write("/cg/pids/docker/c1/pids.max", "1024\n");
    stage.job("[limits]\nmemory = \"300m\"\n");
    stage.engine.saysItCan(EngineAbilities.USUAL.without(Limit.MEMORY));
    stage.clock.in(seconds(5), () -> processes.status(4712, "RssShmem:\t  409600 kB\n"));

    assertThat(stage.run()).isEqualTo(198);

    assertThat(stage.read(stage.slot.finish())).contains("limit 300 MiB, in use 400 MiB");
    assertThat(stage.said())
        .containsOnlyOnce(
            "looks once a second whether the app keeps to 300 MiB; a kernel, or a boot")
        .doesNotContain("no control group");
  }

  private void appHas(int more) {
    for (long pid = 4800; pid < 4800 + more; pid++) {
      processes.start(pid, 4712, OURS);
    }
  }

  private void end(int more) {
    for (long pid = 4800; pid < 4800 + more; pid++) {
      processes.end(pid);
    }
  }

  /** An engine would refuse them, which not every app minds; it is ended only if it keeps them. */
  @Test
  void moreProcessesThanTheLimitEndTheTaskAfterSomeTime() {
    stage.job("[limits]\npids = 20\n");
    stage.clock.in(seconds(5), () -> appHas(19));

    assertThat(stage.run()).isEqualTo(198);

    assertThat(stage.clock.elapsed()).isBetween(seconds(14), seconds(18));
    assertThat(stage.read(stage.slot.finish()))
        .startsWith("198\n")
        .contains("the app has 21 processes and threads; it may have 20");
  }

  @Test
  void aShortExcessIsForgiven() {
    stage.job("[limits]\npids = 20\n");
    for (int i = 0; i < 3; i++) {
      stage.clock.in(seconds(5 + 10 * i), () -> appHas(19));
      stage.clock.in(seconds(11 + 10 * i), () -> end(19));
    }
    stage.appEnds(seconds(60), 0);

    assertThat(stage.run()).isZero();
  }

  @Test
  void anAppThatRunsAwayIsEndedAtOnce() {
    stage.job("[limits]\npids = 20\n");
    stage.clock.in(seconds(5), () -> appHas(60));

    assertThat(stage.run()).isEqualTo(198);

    assertThat(stage.clock.elapsed()).isLessThan(seconds(8));
  }

  @Test
  void anAdoptedContainerIsKeptToItsLimitsToo() {
    stage.job("[limits]\nmemory = \"300m\"\n");
    stage.runAndKill(seconds(10));
    processes.status(4712, "RssAnon:\t  409600 kB\n");

    assertThat(stage.run()).isEqualTo(198);

    assertThat(stage.read(stage.slot.finish())).startsWith("198\n");
  }

  @Test
  void cpusAreToldOnlyIfItIsKeptToThem() {
    stage.write(
        "/proc/self/status",
        "Uid:\t1000\t1000\t1000\t1000\nGid:\t100\t100\t100\t100\nCpus_allowed_list:\t2-5\n");
    processes.status(4711, "Cpus_allowed_list:\t3\n");
    processes.status(4712, "Cpus_allowed_list:\t3\n");
    stage.appEnds(seconds(20), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.said()).containsOnlyOnce("is kept to these of the host's CPUs: 3\n");
  }

  @Test
  void itIsToldOnce() {
    stage.ask(seconds(5), ClientRequest.SUSPEND);
    stage.ask(seconds(8), ClientRequest.RESUME);
    stage.appEnds(seconds(20), 0);
    stage.run();

    assertThat(stage.said()).containsOnlyOnce("could give the container no control group");
  }

  @Test
  void laterStartsAndLaterLivesDoNotTellItAgain() {
    stage.job("[checkpoint]\nfiles = [\"state\"]\n");
    stage.runAndKill(seconds(10));
    stage.ask(seconds(5), ClientRequest.QUIT);
    stage.run();
    processes.container(4711, "c2", OURS, "3:cpuacct:/\n0::/user.slice\n");
    stage.appEnds(seconds(20), 0);
    stage.run();

    assertThat(stage.acts()).contains("start c2");
    assertThat(stage.said())
        .containsOnlyOnce("could give the container no control group")
        .containsOnlyOnce("looks once a second whether the app keeps to");
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
