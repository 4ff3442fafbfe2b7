package net.boincwrapper.task.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.boincwrapper.engine.EngineAbilities.Limit;
import org.junit.jupiter.api.Test;

/** Texts as a Debian 12 host on either version shows them. */
class CgroupTest {
  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final Path proc = files.getPath("/proc");

  @Test
  void versionOneIsReadFromTheHierarchyOfEachController() throws IOException {
    write(
        "/proc/42/cgroup",
        "9:pids:/docker/abc\n7:memory:/docker/abc\n5:cpu,cpuacct:/docker/abc\n0::/docker/abc\n");
    write(
        "/proc/self/mountinfo",
        "33 31 0:30 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct\n"
            + "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n"
            + "39 31 0:36 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids\n"
            + "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n");
    write("/sys/fs/cgroup/cpu,cpuacct/docker/abc/cpuacct.usage", "295823449\n");
    write("/sys/fs/cgroup/memory/docker/abc/memory.usage_in_bytes", "5000\n");
    write("/sys/fs/cgroup/memory/docker/abc/memory.max_usage_in_bytes", "9000\n");
    write(
        "/sys/fs/cgroup/memory/docker/abc/memory.stat",
        "cache 2000\ninactive_file 100\ntotal_cache 2000\ntotal_inactive_file 1500\n");
    write("/sys/fs/cgroup/cpu,cpuacct/docker/abc/cgroup.procs", "42\n57\n");
    Cgroup cgroup = Cgroup.of(proc, 42, "abc").orElseThrow();
    assertThat(cgroup.refusedProcesses()).isEmpty();
    write("/sys/fs/cgroup/pids/docker/abc/pids.events", "max 5\n");
    assertThat(cgroup.refusedProcesses()).hasValue(5);
    assertThat(cgroup.cpuNanos()).hasValue(295823449L);
    assertThat(cgroup.processes(9)).containsExactly(42L, 57L);
    assertThat(cgroup.processes(1)).containsExactly(42L);
    assertThat(cgroup.workingSetBytes()).hasValue(3500);
    assertThat(cgroup.peakBytes()).hasValue(9000);
  }

  @Test
  void versionTwoIsReadFromTheOneHierarchy() throws IOException {
    write("/proc/42/cgroup", "0::/system.slice/docker-abc.scope\n");
    write(
        "/proc/self/mountinfo",
        "25 20 0:23 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n");
    String directory = "/sys/fs/cgroup/system.slice/docker-abc.scope/";
    write(directory + "cpu.stat", "usage_usec 1234567\nuser_usec 1000000\nsystem_usec 234567\n");
    write(directory + "memory.current", "8000\n");
    write(directory + "memory.stat", "anon 1\ninactive_file 3000\n");
    Cgroup cgroup = Cgroup.of(proc, 42, "abc").orElseThrow();
    assertThat(cgroup.cpuNanos()).hasValue(1_234_567_000L);
    assertThat(cgroup.workingSetBytes()).hasValue(5000);
    assertThat(cgroup.peakBytes()).as("before Linux 5.19").isEmpty();
    assertThat(cgroup.processes(9)).as("not there any more").isEmpty();
    write(directory + "pids.events", "max 0\n");
    assertThat(cgroup.refusedProcesses()).hasValue(0);
    write(directory + "cgroup.procs", "0\n42\n");
    assertThat(cgroup.processes(9)).as("0 is one that we cannot see").containsExactly(42L);
  }

  @Test
  void aMountThatShowsAPartOfTheHierarchyIsReadRelativeToIt() throws IOException {
    write("/proc/42/cgroup", "0::/user.slice/u1/pod/abc\n");
    write("/proc/self/mountinfo", "25 20 0:23 /user.slice/u1 /cg rw - cgroup2 cgroup2 rw\n");
    write("/cg/pod/abc/cpu.stat", "usage_usec 5\n");
    assertThat(Cgroup.of(proc, 42, "abc").orElseThrow().cpuNanos()).hasValue(5000);
  }

  @Test
  void ofAGroupOfAMillionProcessesTheFirstAreTold() throws IOException {
    write("/proc/42/cgroup", "0::/docker/abc\n");
    write("/proc/self/mountinfo", "25 20 0:23 / /cg rw - cgroup2 cgroup2 rw\n");
    write("/cg/docker/abc/cpu.stat", "usage_usec 5\n");
    write("/cg/docker/abc/cgroup.procs", "1234567\n".repeat(1_000_000));
    Cgroup group = Cgroup.of(proc, 42, "abc").orElseThrow();
    assertThat(group.processes(1_000)).hasSize(1_000).containsOnly(1_234_567L);
  }

  @Test
  void aGroupOutsideOfWhatIsMountedIsNotReadable() throws IOException {
    write("/proc/42/cgroup", "0::/../other/abc\n");
    write("/proc/self/mountinfo", "25 20 0:23 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    assertThat(Cgroup.of(proc, 42, "abc")).isEmpty();
    assertThat(Cgroup.of(proc, 4711, "abc")).as("no such process").isEmpty();
  }

  /** Its account is the whole host's. */
  @Test
  void theRootInWhichAnEndedProcessIsShownIsNoContainersGroup() throws IOException {
    write("/proc/42/cgroup", "5:cpu,cpuacct:/\n0::/\n");
    write(
        "/proc/self/mountinfo",
        "33 31 0:30 / /cg/cpu rw - cgroup cgroup rw,cpu,cpuacct\n"
            + "25 20 0:23 / /cg/all rw - cgroup2 cgroup2 rw\n");
    write("/cg/cpu/cpuacct.usage", "9000000000000\n");
    write("/cg/all/cpu.stat", "usage_usec 9000000000\n");
    assertThat(Cgroup.of(proc, 42, "abc")).isEmpty();
  }

  @Test
  void aGroupThatIsGoneHasNoTime() throws IOException {
    write("/proc/42/cgroup", "0::/abc\n");
    write("/proc/self/mountinfo", "25 20 0:23 / /cg rw - cgroup2 cgroup2 rw\n");
    write("/cg/abc/cpu.stat", "usage_usec 5\n");
    Cgroup cgroup = Cgroup.of(proc, 42, "abc").orElseThrow();
    Files.delete(files.getPath("/cg/abc/cpu.stat"));
    assertThat(cgroup.cpuNanos()).isEmpty();
  }

  private Cgroup version1(String hierarchies, String mounts) throws IOException {
    write("/proc/42/cgroup", "5:cpu,cpuacct:/docker/abc\n" + hierarchies);
    write(
        "/proc/self/mountinfo",
        "33 31 0:30 / /cg/cpu rw - cgroup cgroup rw,cpu,cpuacct\n" + mounts);
    write("/cg/cpu/docker/abc/cpuacct.usage", "1\n");
    return Cgroup.of(proc, 42, "abc").orElseThrow();
  }

  private static List<Limit> limits(Cgroup container) {
    return Stream.of(Limit.values()).filter(limit -> container.isLimited(limit, false)).toList();
  }

  @Test
  void onVersion1EachLimitIsInItsHierarchy() throws IOException {
    Cgroup container =
        version1(
            "7:memory:/docker/abc\n9:pids:/docker/abc\n",
            "35 31 0:32 / /cg/memory rw - cgroup cgroup rw,memory\n"
                + "39 31 0:36 / /cg/pids rw - cgroup cgroup rw,pids\n");
    write("/cg/cpu/docker/abc/cpu.cfs_quota_us", "-1\n");
    write("/cg/memory/docker/abc/memory.limit_in_bytes", "9223372036854771712\n");
    write("/cg/pids/docker/abc/pids.max", "max\n");
    assertThat(limits(container)).isEmpty();

    write("/cg/cpu/docker/abc/cpu.cfs_quota_us", "100000\n");
    write("/cg/memory/docker/abc/memory.limit_in_bytes", "314572800\n");
    write("/cg/pids/docker/abc/pids.max", "1024\n");
    assertThat(limits(container)).containsExactly(Limit.values());
  }

  /** As on a Raspberry Pi: the engine leaves the limit out, and says that to nobody. */
  @Test
  void withoutAMemoryControllerItsProcessesTellItsMemory() throws IOException {
    Cgroup container =
        version1("9:pids:/docker/abc\n", "39 31 0:36 / /cg/pids rw - cgroup cgroup rw,pids\n");
    write("/cg/pids/docker/abc/pids.max", "1024\n");
    write("/cg/cpu/docker/abc/cpu.cfs_quota_us", "100000\n");
    write("/cg/cpu/docker/abc/cgroup.procs", "42\n57\n");
    write("/proc/42/status", "RssAnon:\t1000 kB\n");
    write("/proc/57/status", "RssAnon:\t500 kB\nRssFile:\t9000 kB\n");

    assertThat(limits(container)).containsExactly(Limit.PIDS, Limit.CPU);
    assertThat(container.isCounted()).isTrue();
    assertThat(container.workingSetBytes()).hasValue(1500 << 10);
    assertThat(container.peakBytes()).hasValue(1500 << 10);
    assertThat(container.exactBytes()).isEqualTo(1500 << 10);
    assertThat(container.memoryKills()).isEmpty();
  }

  @Test
  void onVersion1AGroupThatIsOthersDoesNotLimit() throws IOException {
    Cgroup container =
        version1(
            "7:memory:/user.slice\n", "35 31 0:32 / /cg/memory rw - cgroup cgroup rw,memory\n");
    write("/cg/memory/user.slice/memory.limit_in_bytes", "314572800\n");
    write("/cg/memory/user.slice/memory.usage_in_bytes", "314572800\n");

    assertThat(limits(container)).isEmpty();
    assertThat(container.workingSetBytes()).as("it has no processes").isEmpty();
  }

  private Cgroup version2(String group) throws IOException {
    write("/proc/42/cgroup", "0::" + group + "\n");
    write("/proc/self/mountinfo", "25 20 0:23 / /cg rw - cgroup2 cgroup2 rw\n");
    write("/cg" + group + "/cpu.stat", "usage_usec 5\n");
    return Cgroup.of(proc, 42, "abc").orElseThrow();
  }

  /** A user to whom systemd gives {@code memory pids} only. */
  @Test
  void onVersion2AGroupMayLackAController() throws IOException {
    write("/cg/u/libpod-abc.scope/memory.current", "70\n");
    write("/cg/u/libpod-abc.scope/memory.max", "314572800\n");
    write("/cg/u/libpod-abc.scope/pids.max", "1024\n");
    Cgroup container = version2("/u/libpod-abc.scope");

    assertThat(limits(container)).containsExactly(Limit.MEMORY, Limit.PIDS);
    assertThat(container.workingSetBytes()).hasValue(70);
    assertThat(container.canPause()).isTrue();
  }

  /** A rootless Podman with runc and without systemd (cgroupfs). */
  @Test
  void onVersion2AGroupMayHaveNoControllerAtAll() throws IOException {
    Cgroup container = version2("/user.slice/abc");

    assertThat(limits(container)).isEmpty();
    assertThat(container.cpuNanos()).hasValue(5000);
    assertThat(container.workingSetBytes()).isEmpty();
    write("/cg/user.slice/abc/cgroup.procs", "42\n");
    write("/proc/42/status", "RssAnon:\t1000 kB\n");
    assertThat(container.workingSetBytes()).hasValue(1000 << 10);
  }

  /** crun moves the processes to a group below the scope that systemd limits. */
  @Test
  void aLimitOfItsOwnGroupAboveCounts() throws IOException {
    write("/cg/u/libpod-abc.scope/cpu.max", "50000 100000\n");
    write("/cg/u/libpod-abc.scope/container/cpu.max", "max 100000\n");
    write("/cg/u/memory.max", "1000\n");
    write("/cg/u/libpod-abc.scope/memory.max", "max\n");

    assertThat(limits(version2("/u/libpod-abc.scope/container"))).containsExactly(Limit.CPU);
  }

  @Test
  void onAHybridHostTheGroupOfVersion2DoesNotLimit() throws IOException {
    Cgroup container =
        version1("0::/docker/abc\n", "41 31 0:38 / /cg/unified rw - cgroup2 cgroup2 rw\n");
    write("/cg/unified/docker/abc/cgroup.controllers", "\n");
    write("/cg/cpu/docker/abc/cpu.cfs_quota_us", "100000\n");

    assertThat(limits(container)).containsExactly(Limit.CPU);
  }

  @Test
  void whatIsHiddenIsAsTheEngineSays() throws IOException {
    Cgroup container = version1("7:memory:/docker/abc\n", "");

    assertThat(container.isLimited(Limit.MEMORY, true)).isTrue();
    assertThat(container.isLimited(Limit.MEMORY, false)).isFalse();
    assertThat(container.isLimited(Limit.PIDS, true)).as("nothing there to hide").isFalse();
  }

  private void write(String file, String text) throws IOException {
    Path path = files.getPath(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
