package net.boincwrapper.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which processes are a container's, where no control group tells. */
class PidNamespaceTest {
  private static final String ID = "85bec39c35855a93";
  private static final String OURS = "pid:[4026532402]";

  private final FakeProcesses processes = new FakeProcesses();

  @BeforeEach
  void start() {
    processes.container(4711, ID, OURS, "0::/user.slice\n");
  }

  private Optional<PidNamespace> ours() {
    return PidNamespace.of(processes.proc(), 4711, ID);
  }

  private List<Long> listed() {
    return ours().orElseThrow().processes(100);
  }

  @Test
  void allOfTheNamespaceAreTheContainersWhoeverTheirParentIs() {
    processes.start(4712, 4711, OURS);
    processes.start(4800, 1, OURS);
    processes.start(4801, 4711, "pid:[4026532999]");
    processes.start(4802, 1, FakeProcesses.OF_HOST);

    assertThat(listed()).containsExactlyInAnyOrder(4711L, 4712L, 4800L);
  }

  @Test
  void withItsFirstProcessAllAreGone() {
    PidNamespace container = ours().orElseThrow();
    processes.start(4712, 4711, OURS);
    processes.end(4711);

    assertThat(container.isThere()).isFalse();
    assertThat(container.processes(100)).isEmpty();
    assertThat(ours()).isEmpty();
  }

  @Test
  void aProcessOfAnotherContainerIsNotOurs() {
    assertThat(PidNamespace.of(processes.proc(), 4711, "0123456789ab")).isEmpty();
  }

  @Test
  void aLaterProcessOfAContainerIsNotItsFirst() {
    processes.start(4712, 4711, OURS);

    assertThat(PidNamespace.of(processes.proc(), 4712, ID)).isEmpty();
  }

  @Test
  void aProcessOfTheHostIsNobodysContainer() {
    processes.container(5000, ID, FakeProcesses.OF_HOST, "");

    assertThat(PidNamespace.of(processes.proc(), 5000, ID)).isEmpty();
  }

  @Test
  void whatHasEndedButIsStillListedIsNotThere() {
    processes.state(4711, 'Z');

    assertThat(ours()).isEmpty();
  }
}
