package net.boincwrapper.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuListTest {
  private final FakeProcesses processes = new FakeProcesses();

  @Test
  void rangesAndNumbersAreRead() {
    assertThat(CpuList.parse("0-2,8,10-11")).containsExactly(0, 1, 2, 8, 10, 11);
    assertThat(CpuList.text(CpuList.parse("8,0-1"))).isEqualTo("0,1,8");
  }

  @Test
  void aProcessTellsWhichItMayUse() {
    processes.start(4711, 1, FakeProcesses.OF_HOST);
    assertThat(CpuList.allowedFor(processes.proc().resolve("4711"))).isEmpty();

    processes.status(4711, "Cpus_allowed:\t3\nCpus_allowed_list:\t0-1\n");
    assertThat(CpuList.allowedFor(processes.proc().resolve("4711")))
        .hasValueSatisfying(cpus -> assertThat(cpus).containsExactly(0, 1));
    assertThat(CpuList.allowedFor(processes.proc().resolve("4712"))).isEmpty();
  }
}
