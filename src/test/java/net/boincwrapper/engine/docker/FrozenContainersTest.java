package net.boincwrapper.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.procfs.FakeProcesses;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.Test;

/** Which containers are paused by signals once their engine has refused. */
class FrozenContainersTest {
  private static final String ID = "85bec39c35855a93";

  private final FakeProcesses processes = new FakeProcesses();
  private final FrozenContainers frozen =
      new FrozenContainers(processes.proc(), new FakeHostClock());

  private ContainerInfo in(String groups) {
    processes.container(4711, ID, "pid:[4026532402]", groups);
    return RunningContainer.of(ID, 4711);
  }

  @Test
  void oneWhoseOnlyGroupIsInSystemdsHierarchyIs() {
    ContainerInfo container =
        in("6:freezer:/\n1:name=systemd:/user@1000.service/" + ID + "\n0::/\n");

    assertThat(frozen.takes(container)).isTrue();

    assertThat(frozen.of(ID)).isPresent();
    assertThat(frozen.isFrozen(container)).as("not yet").isFalse();
    processes.state(4711, 'T');
    assertThat(frozen.isFrozen(container)).isTrue();
  }

  @Test
  void oneThatCanBeFrozenIsNot() {
    ContainerInfo container = in("6:freezer:/docker/" + ID + "\n0::/\n");
    processes.state(4711, 'T');

    assertThat(frozen.takes(container)).isFalse();
    assertThat(frozen.of(ID)).isEmpty();
    assertThat(frozen.isFrozen(container)).isFalse();
  }
}
