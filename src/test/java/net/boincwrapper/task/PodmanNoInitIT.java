package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.RootlessPodman;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Podman on a host without catatonit, which it takes for init. */
@WithEngine
class PodmanNoInitIT {
  private static final int STATUS = 7;

  @TempDir Path directory;

  /** The app does not catch SIGTERM, which a first process then does not hear. */
  @Test
  void anAppRunsLeavesAtItsCheckpointAndEnds() throws Exception {
    try (RootlessPodman podman = RootlessPodman.startWithoutInit();
        TaskHarness task =
            TaskHarness.in(directory, Optional.of(podman.user())).engine(podman.host())) {
      task.countingApp(TaskHarness.FOR_EVER, STATUS)
          .job("[checkpoint]\nfiles = [\"state\"]\ngrace = 45\n");
      RunningWrapper first = task.launch().awaitCount(5);
      assertThat(task.inside("cat", "/proc/1/comm").output()).doesNotContain("podman-init");
      assertThat(first.request(ClientRequest.QUIT).awaitExit()).as(task.stderr()).isZero();
      assertThat(task.containers()).isEmpty();
      assertThat(task.stderr()).containsOnlyOnce("apt-get install catatonit");
      int count = first.count();
      task.enough();

      assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(STATUS);

      assertThat(task.starts()).hasSize(2);
      assertThat(task.starts().get(1)).isBetween(1, count); // killed, perhaps within a step
      assertThat(task.stderr()).containsOnlyOnce("apt-get install catatonit");
    }
  }
}
