package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.TestProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One processor and two tasks: the one whose deadline is near displaces the other. */
@WithRealClient
class PreemptionIT {
  @TempDir Path directory;
  private TestProject project;
  private RealClient client;

  @BeforeEach
  void prepare() throws IOException {
    project = TestProject.start();
    client = RealClient.of(directory, project).cpus(1);
  }

  @AfterEach
  void stop() {
    client.close();
    project.close();
  }

  @Test
  void aDisplacedTaskLeavesTheMemoryAndGoesOnLater() throws IOException {
    Job displaced = Apps.counting();
    Job urgent = Apps.urgent();
    client.start(Apps.script()).fetch(displaced).awaitCheckpoint(displaced);

    client.fetch(urgent).awaitContainer(urgent, "running");
    client.await("it has left", () -> client.containers(displaced).ids().isEmpty());
    int before = client.count(displaced);
    client.enough(urgent);

    client.await("it counts on", () -> client.count(displaced) > before);
    client.enough(displaced);
    assertThat(client.awaitReport(urgent).exitStatus()).isZero();
    assertThat(client.awaitReport(displaced).exitStatus()).isZero();
  }

  @Test
  void aDisplacedTaskThatMayStayInMemoryIsPaused() throws IOException {
    Job displaced = Apps.counting();
    Job urgent = Apps.urgent();
    client.preference("leave_apps_in_memory", "1").start(Apps.script());
    client.fetch(displaced).awaitCheckpoint(displaced);
    String container = client.containers(displaced).only();

    client.fetch(urgent).awaitContainer(urgent, "running").awaitContainer(displaced, "paused");
    client.enough(urgent);
    client.awaitContainer(displaced, "running").awaitCounting(displaced, 1);

    assertThat(client.containers(displaced).only()).isEqualTo(container);
    client.enough(displaced);
    assertThat(client.awaitReport(displaced).exitStatus()).isZero();
  }
}
