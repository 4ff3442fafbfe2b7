package net.boincwrapper.task.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.engine.EngineAbilities.Limit;
import net.boincwrapper.procfs.FakeProcesses;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a container without a control group has used. */
class WithoutGroupTest {
  private static final String ID = "85bec39c35855a93";
  private static final String OURS = "pid:[4026532402]";

  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final FakeProcesses processes = new FakeProcesses(files.getPath("/proc"));

  @BeforeEach
  void start() {
    processes.container(4711, ID, OURS, "2:cpuacct:/\n1:memory:/user.slice\n0::/\n");
    processes.start(4712, 4711, OURS);
    processes.start(5000, 1, FakeProcesses.OF_HOST);
    processes.used(5000, 4190, 0);
  }

  private Cgroup container() {
    return Cgroup.of(processes.proc(), 4711, ID).orElseThrow();
  }

  /** 41.9 s were told for an app of 2 s (Podman 5.4, rootless without a session). */
  @Test
  void theGroupThatItSharesIsNotItsOwn() throws IOException {
    Path group = Files.createDirectories(files.getPath("/sys/fs/cgroup/cpuacct"));
    Files.writeString(group.resolve("cpuacct.usage"), "41900000000\n");
    Files.writeString(
        files.getPath("/proc/self/mountinfo"),
        "33 31 0:30 / /sys/fs/cgroup/cpuacct rw - cgroup cgroup rw,cpuacct\n");
    processes.used(4712, 200, 0);

    assertThat(container().isCounted()).isFalse();
    assertThat(container().cpuNanos()).hasValue(2_000_000_000L);
    assertThat(container().processes(10)).containsExactlyInAnyOrder(4711L, 4712L);
  }

  /** It has used 1.5 s. */
  private void aChildIsSeenAndEnds(Cgroup container) {
    processes.start(4713, 4712, OURS);
    processes.used(4713, 150, 0);
    assertThat(container.cpuNanos()).hasValue(1_500_000_000L);
    processes.end(4713);
  }

  @Test
  void theTimeOfWhatHasEndedIsItsParents() {
    Cgroup container = container();
    aChildIsSeenAndEnds(container);
    processes.used(4712, 10, 160);

    assertThat(container.cpuNanos()).hasValue(1_700_000_000L);
  }

  @Test
  void theTimeOfWhatNobodyWaitedForIsKeptAsFarAsItWasSeen() {
    Cgroup container = container();
    aChildIsSeenAndEnds(container);
    assertThat(container.cpuNanos()).hasValue(1_500_000_000L);
    processes.used(4712, 20, 0);

    assertThat(container.cpuNanos()).hasValue(1_700_000_000L);
  }

  /** The parent is read, then waits for the child, which is gone when its turn comes. */
  @Test
  void theTimeOfWhatEndsDuringALookCountsOnce() {
    Cgroup container = container();
    aChildIsSeenAndEnds(container);
    assertThat(container.cpuNanos()).hasValue(1_500_000_000L);
    processes.used(4712, 10, 160);

    assertThat(container.cpuNanos()).hasValue(1_700_000_000L);
    processes.used(4712, 30, 160);
    assertThat(container.cpuNanos()).hasValue(1_900_000_000L);
  }

  /** What comes later to a parent is of other children. */
  @Test
  void whatWasNotMissedForLongIsNotFoundAgain() {
    Cgroup container = container();
    aChildIsSeenAndEnds(container);
    container.cpuNanos();
    container.cpuNanos();
    processes.used(4712, 0, 40);

    assertThat(container.cpuNanos()).hasValue(1_900_000_000L);
  }

  @Test
  void aNumberThatIsGivenAgainIsAnotherProcess() {
    Cgroup container = container();
    processes.used(4712, 150, 0);
    container.cpuNanos();
    processes.end(4712);
    processes.start(4712, 4711, OURS);
    processes.file(4712, "stat", "4712 (b) S 4711 0 0 0 0 0 0 0 0 0 5 0 0 0 39 19 1 0 200");

    assertThat(container.cpuNanos()).hasValue(1_550_000_000L);
  }

  @Test
  void nothingOfItIsLimited() {
    assertThat(Limit.values()).noneMatch(limit -> container().isLimited(limit, true));
    assertThat(container().canPause()).isFalse();
  }

  @Test
  void memoryIsWhatNoFileCanGiveBack() {
    Cgroup container = container();
    processes.status(
        4712, "RssAnon:\t    5000 kB\nRssFile:\t 900 kB\nRssShmem:\t  24 kB\nVmSwap:\t 96 kB\n");
    processes.status(4711, "RssAnon:\t      80 kB\n");

    assertThat(container.workingSetBytes()).hasValue(5200 << 10);
    processes.end(4712);
    assertThat(container.workingSetBytes()).hasValue(80 << 10);
    assertThat(container.peakBytes()).hasValue(5200 << 10);
  }

  @Test
  void afterItsEndNothingIsToldAnyMore() {
    Cgroup container = container();
    processes.end(4711);

    assertThat(container.cpuNanos()).isEmpty();
    assertThat(container.workingSetBytes()).isEmpty();
    assertThat(container.processes(10)).isEmpty();
    assertThat(Cgroup.of(processes.proc(), 4711, ID)).isEmpty();
  }
}
