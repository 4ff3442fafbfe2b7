package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.simulate.ClientExitRules.Decision;
import net.boincwrapper.client.SimulatedClient;
import net.boincwrapper.engine.FakeEngine;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client's file is mapped, so it is a real one. */
class SimulatedLaunchTest {
  @TempDir private Path directory;
  private final FakeHostClock clock = new FakeHostClock();
  private final FakeProcess wrapper = new FakeProcess(clock);
  private SimulatedClient client;
  private SimulatedLaunch launch;

  @BeforeEach
  void launch() throws IOException {
    Files.writeString(directory.resolve("job.toml"), "image_name = \"debian\"\n");
    JobFolder folder = JobFolder.read(directory, "job.toml", "Dockerfile");
    ScratchTree tree = ScratchTree.of(folder).child("one");
    tree.setUp();
    client = SimulatedClient.create(tree.slot().sharedMemory(), 0, clock::nanos);
    DeclaredFiles files = DeclaredFiles.of(folder.job().job().orElseThrow());
    Disturbance disturbance =
        new Disturbance(
            new FakeEngine(), tree, files, Optional.empty(), Optional.empty(), clock, why -> {});
    launch = new SimulatedLaunch(client, wrapper, tree.slot(), disturbance, clock);
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void aTaskThatIsAbortedIsOverWhateverItsStatus() throws InterruptedException {
    assertThat(launch.isExecuting()).isTrue();

    launch.abort();
    wrapper.end(0);

    assertThat(launch.tick()).isFalse();
    assertThat(launch.isExecuting()).isFalse();
    assertThat(ClientExitRules.judge(launch.evidence())).isEqualTo(Decision.ABORTED);
  }

  @Test
  void aTaskThatDoesNotObeyIsKilledAfterAMinute() throws InterruptedException {
    launch.abort();
    Duration asked = clock.passed();

    while (launch.tick()) {
      assertThat(clock.passed().minus(asked)).isLessThan(Duration.ofSeconds(62));
    }

    assertThat(clock.passed().minus(asked)).isGreaterThan(Duration.ofSeconds(60));
    assertThat(ClientExitRules.judge(launch.evidence())).isEqualTo(Decision.ABORTED);
  }

  @Test
  void aSuspendedTaskHasNoLimitsAndItsTimeStands() throws InterruptedException {
    tickFor(Duration.ofSeconds(5));
    launch.interrupt(Interrupt.Kind.SUSPEND);
    tickFor(Duration.ofSeconds(2));

    assertThat(launch.isExecuting()).isFalse();
    assertThat(launch.taskElapsed()).isEqualTo(Duration.ofSeconds(5));
    tickFor(Duration.ofSeconds(4));
    assertThat(launch.isExecuting()).isTrue();
    assertThat(launch.taskElapsed()).isGreaterThan(Duration.ofSeconds(7));
  }

  private void tickFor(Duration time) throws InterruptedException {
    Duration end = clock.passed().plus(time);
    while (clock.passed().compareTo(end) < 0) {
      launch.tick();
    }
  }
}
