package net.boincwrapper.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What an engine has started is known by the environment that it was started with. */
class FirstProcessesTest {
  private final FakeProcesses processes = new FakeProcesses();

  private List<Long> marked() {
    return new FirstProcesses(processes.proc()).with(all -> all.contains("MARK=ours"));
  }

  private void container(long pid, String namespace, String environment) {
    processes.container(pid, "c" + pid, namespace, "");
    processes.file(pid, "environ", environment);
  }

  @Test
  void theFirstProcessOfANamespaceIsFound() {
    container(4711, "pid:[7]", "PATH=/bin\0MARK=ours\0");
    container(4712, "pid:[8]", "PATH=/bin\0MARK=other\0");

    assertThat(marked()).containsExactly(4711L);
  }

  @Test
  void whatItHasStartedIsNot() {
    container(4711, "pid:[7]", "MARK=ours\0");
    processes.start(4713, 4711, "pid:[7]");
    processes.file(4713, "environ", "MARK=ours\0");

    assertThat(marked()).containsExactly(4711L);
  }

  @Test
  void aProcessOfOurOwnNamespaceIsNotEvenIfItIsTheFirst() {
    container(1, FakeProcesses.OF_HOST, "MARK=ours\0");

    assertThat(marked()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsNot() {
    processes.container(4711, "c", "pid:[7]", "");

    assertThat(marked()).isEmpty();
  }
}
