package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client ends, in all manners, and starts again: the app goes on from its last checkpoint. */
@WithRealClient
class ClientRestartIT {
  @TempDir Path directory;
  private final Job job = Apps.counting();
  private TestProject project;
  private RealClient client;
  private int counted;

  @BeforeEach
  void start() throws IOException {
    project = TestProject.start();
    client = RealClient.of(directory, project).start(Apps.script());
    counted = client.fetch(job).awaitSafeCount(job);
  }

  @AfterEach
  void stop() {
    client.close();
    project.close();
  }

  private void assertGoesOnAndEndsWell(int starts) throws IOException {
    client.awaitCounting(job, 3);
    assertThat(client.containers(job).states()).containsExactly("running");
    client.enough(job);

    Report report = client.awaitReport(job);

    assertThat(report.exitStatus()).as(report.stderr()).isZero();
    List<Integer> begun =
        project
            .text(job, "starts.txt")
            .orElseThrow()
            .lines()
            .map(line -> Integer.valueOf(line.replace("starting at ", "")))
            .toList();
    assertThat(begun).as(report.stderr()).hasSize(starts);
    assertThat(begun.get(starts - 1)).isGreaterThanOrEqualTo(starts == 1 ? 0 : counted);
    assertThat(client.containers(job).ids()).isEmpty();
  }

  @Test
  void itQuits() throws IOException {
    client.quit();

    assertThat(client.wrappers()).isEmpty();
    assertThat(client.containers(job).ids()).isEmpty();
    client.startAgain();
    assertGoesOnAndEndsWell(2);
  }

  @Test
  void itIsKilledAndTheWrapperLeavesByItself() throws IOException {
    client.kill();

    client.await("the wrapper has noticed", () -> client.wrappers().isEmpty());
    assertThat(client.containers(job).ids()).isEmpty();
    client.startAgain();
    assertGoesOnAndEndsWell(2);
  }

  @Test
  void itIsKilledAndItsSuccessorFindsTheWrapperStillThere() throws IOException {
    client.kill();
    assertThat(client.wrappers()).isNotEmpty();

    client.startAgain();

    client.awaitStderr(job, "the client is gone");
    client.await("two wrappers never have two containers", this::theOldWrapperHasLeft);
    assertGoesOnAndEndsWell(2);
  }

  private boolean theOldWrapperHasLeft() throws IOException {
    assertThat(client.containers(job).ids()).hasSizeLessThan(2);
    return Files.readString(client.slot(job).stderr()).split("starting container").length == 3;
  }

  @Test
  void itIsKilledWithTheWrapper() throws IOException {
    client.kill();
    client.wrappers().forEach(ProcessHandle::destroyForcibly);

    client.startAgain();

    client.awaitStderr(job, "going on with it");
    assertGoesOnAndEndsWell(1);
  }

  @Test
  void itIsKilledWithTheWrapperAndTheContainer() throws IOException {
    client.kill();
    client.wrappers().forEach(ProcessHandle::destroyForcibly);
    client.containers(job).kill();

    client.startAgain();

    assertGoesOnAndEndsWell(2);
  }
}
