package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import net.boincwrapper.harness.OwnEngine;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine, of this test's own, that is stopped and started under a client. */
@WithRealClient
class EngineTroubleIT {
  @TempDir Path directory;
  private OwnEngine engine;
  private TestProject project;
  private RealClient client;

  @BeforeEach
  void start() throws IOException {
    engine = OwnEngine.start();
    project = TestProject.start();
    client = RealClient.of(directory, project).environment("DOCKER_HOST", engine.host());
    client.start(Apps.script());
  }

  @AfterEach
  void stop() {
    if (engine != null) {
      client.close();
      project.close();
      engine.close();
    }
  }

  /**
   * The one after the other in one client, for the second takes the two minutes for which an engine
   * may be away.
   */
  @Tag("heavy")
  @Test
  void itIsRestartedInTheMiddleAndIsNotThereWhenATaskStarts() throws IOException {
    Job running = Apps.counting();
    int counted = client.fetch(running).awaitSafeCount(running);

    engine.stop();
    engine.startAgain();

    client.await(
        "the app has begun again", () -> client.read(running, "starts.txt").lines().count() == 2);
    client.enough(running);
    Report report = client.awaitReport(running);
    assertThat(report.exitStatus()).as(report.stderr()).isZero();
    assertThat(project.text(running, "starts.txt").orElseThrow().lines().toList())
        .as(report.stderr())
        .hasSize(2)
        .last()
        .satisfies(
            line ->
                assertThat(Integer.parseInt(line.replace("starting at ", "")))
                    .isGreaterThanOrEqualTo(counted));

    Job late = Apps.job("echo done > out.txt\n").output("out.txt");
    engine.stop();
    client.fetch(late);
    client.awaitLong(
        "the client knows why the task does not run",
        () -> client.task(late).flatMap(ClientTask::waitReason).isPresent());
    assertThat(client.task(late).flatMap(ClientTask::waitReason).orElseThrow())
        .contains("engine", engine.host().replace("unix://", ""));
    engine.startAgain();

    client.awaitLong("the task has run", () -> project.text(late, "out.txt").isPresent());
    assertThat(client.awaitReport(late).exitStatus()).isZero();
  }
}
