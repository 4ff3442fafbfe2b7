package net.boincwrapper.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.procfs.StatLine;
import org.junit.jupiter.api.Test;

class ProcessTableTest {
  private final Path proc = Jimfs.newFileSystem(Configuration.unix()).getPath("/proc");

  @Test
  void aTreeHasTheLauncherItsChildAndTheChildsChildButNoStranger() throws IOException {
    process(100, "launcher", 1, 1, 10);
    process(200, "java", 100, 50, 1000);
    process(300, "sha256sum", 200, 7, 100);
    process(400, "bash", 1, 5000, 9999);

    Usage usage = ProcessTable.read(proc).tree(100);

    assertThat(usage.processes()).isEqualTo(3);
    assertThat(usage.cpuSeconds()).isCloseTo(0.58, within(1e-9));
    assertThat(usage.rssBytes()).isEqualTo(1110 * 1024);
    assertThat(usage.pssBytes()).isEqualTo(555 * 1024);
    assertThat(usage.voluntarySwitches()).isEqualTo(3 * 2 * 5);
  }

  @Test
  void childrenThatHaveEndedCountForWhoeverHasWaitedForThem() throws IOException {
    Path directory = Files.createDirectories(proc.resolve("7"));
    Files.writeString(directory.resolve("stat"), stat(7, "client", 1, 100, 200, 30, 4));

    ProcessStat stat = ProcessStat.of(StatLine.read(directory));

    assertThat(stat.cpuSeconds()).isCloseTo(3.34, within(1e-9));
    assertThat(stat.endedChildrenCpuSeconds()).isCloseTo(0.34, within(1e-9));
  }

  @Test
  void aNameMayHoldWhatSeparatesTheFields() {
    assertThat(ProcessStat.of(StatLine.of(stat(8, "a) R 1 (b", 3, 0, 0, 0, 0))))
        .isEqualTo(new ProcessStat(8, "a) R 1 (b", 3, 0, 0));
  }

  @Test
  void aProcessThatHasEndedIsLeftOut() throws IOException {
    process(100, "launcher", 1, 1, 10);
    Files.createDirectories(proc.resolve("200"));

    assertThat(ProcessTable.read(proc).tree(200).processes()).isZero();
    assertThat(ProcessTable.read(proc).tree(100).processes()).isEqualTo(1);
  }

  @Test
  void anotherEngineAndTheShimsOfOthersAreNotCounted() throws IOException {
    process(10, "dockerd", 1, 100, 0);
    process(11, "containerd", 10, 20, 0);
    process(20, "dockerd", 1, 1000, 0);
    process(21, "containerd", 20, 1000, 0);
    process(30, "containerd-shim", 1, 3, 0);
    process(31, "containerd-shim", 1, 1000, 0);
    Files.writeString(proc.resolve("30/cmdline"), "/usr/bin/containerd-shim\0-id\0ours\0");
    Files.writeString(proc.resolve("31/cmdline"), "/usr/bin/containerd-shim\0-id\0theirs\0");
    Path pidFile = Files.writeString(proc.resolveSibling("docker.pid"), "10");

    double cpu = EngineProcesses.of(pidFile).cpuSeconds(ProcessTable.read(proc), List.of("ours"));

    assertThat(cpu).isCloseTo(1.23, within(1e-9));
  }

  @Test
  void aServiceOfPodmansIsKnownByWhereItWorks() throws IOException {
    Path site = proc.resolveSibling("site");
    podman(40, "podman", site.resolve("docker_wrapper/podman"), "system", "service");
    podman(41, "podman", proc.resolveSibling("elsewhere"), "system", "service");
    podman(42, "conmon", site.resolve("docker_wrapper/podman"), "--exit-command-arg", "service");
    podman(43, "podman", site.resolve("docker_wrapper/podman"), "container", "cleanup");
    process(44, "podman", 1, 0, 0); // it has ended meanwhile

    assertThat(StartedService.processes(ProcessTable.read(proc), site)).containsExactly(40L);
  }

  private void podman(long pid, String name, Path workingDirectory, String... words)
      throws IOException {
    process(pid, name, 1, 0, 0);
    Path directory = proc.resolve(Long.toString(pid));
    Files.writeString(directory.resolve("cmdline"), name + "\0" + String.join("\0", words) + "\0");
    Files.createSymbolicLink(directory.resolve("cwd"), workingDirectory);
  }

  private void process(long pid, String name, long parent, long ticks, long kilobytes)
      throws IOException {
    Path directory = Files.createDirectories(proc.resolve(Long.toString(pid)));
    Files.writeString(directory.resolve("stat"), stat(pid, name, parent, ticks, 0, 0, 0));
    Files.writeString(
        directory.resolve("smaps_rollup"),
        "5500-7fff ---p 00000000 00:00 0 [rollup]\nRss: %8d kB\nPss: %8d kB\nPss_Anon: 3 kB\n"
            .formatted(kilobytes, kilobytes / 2));
    for (long thread : new long[] {pid, pid + 1}) {
      Path status = directory.resolve("task/" + thread + "/status");
      Files.createDirectories(status.getParent());
      Files.writeString(status, "voluntary_ctxt_switches:\t5\nnonvoluntary_ctxt_switches:\t9\n");
    }
  }

  /** As proc(5): utime, stime, cutime and cstime are fields 14 to 17. */
  private static String stat(
      long pid,
      String name,
      long parent,
      long user,
      long system,
      long children,
      long childrenSystem) {
    return "%d (%s) S %d 1 1 0 -1 4194304 2500 0 0 0 %d %d %d %d 20 0 1 0 100 1000 20\n"
        .formatted(pid, name, parent, user, system, children, childrenSystem);
  }
}
