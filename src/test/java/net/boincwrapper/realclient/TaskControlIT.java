package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import net.boincwrapper.slot.SlotLayout;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a volunteer does to one task. Each test has a task of its own. */
@WithRealClient
class TaskControlIT {
  /** {@code lib/error_numbers.h:EXIT_ABORTED_VIA_GUI}. */
  private static final int ABORTED_VIA_GUI = 203;

  /** {@code lib/error_numbers.h:EXIT_ABORTED_BY_PROJECT}. */
  private static final int ABORTED_BY_PROJECT = 202;

  private static final Job CHECKPOINTING = Apps.counting();
  private static final Job WITHOUT_CHECKPOINTS = Apps.patient();
  private static final Job ABORTED = Apps.patient();
  private static final Job TAKEN_BACK = Apps.patient();
  private static final Job ABORTED_WHILE_PAUSED = Apps.patient();

  @TempDir static Path directory;
  private static TestProject project;
  private static RealClient client;

  @BeforeAll
  static void start() throws IOException {
    project = TestProject.start();
    client = RealClient.of(directory, project).start(Apps.script());
    client.fetch(CHECKPOINTING, WITHOUT_CHECKPOINTS, ABORTED, TAKEN_BACK, ABORTED_WHILE_PAUSED);
  }

  @AfterAll
  static void stop() {
    client.close();
    project.close();
  }

  @Test
  void aSuspendedTaskThatCheckpointsLeavesAndGoesOnFromThere() throws IOException {
    int before = client.awaitSafeCount(CHECKPOINTING);

    client.task(CHECKPOINTING, "suspend");
    client.await("its container is gone", () -> client.containers(CHECKPOINTING).ids().isEmpty());
    client.task(CHECKPOINTING, "resume").awaitCounting(CHECKPOINTING, 3).enough(CHECKPOINTING);

    Report report = client.awaitReport(CHECKPOINTING);
    assertThat(report.exitStatus()).as(report.stderr()).isZero();
    assertThat(project.text(CHECKPOINTING, "starts.txt").orElseThrow().lines())
        .hasSize(2)
        .last()
        .satisfies(
            line ->
                assertThat(Integer.parseInt(line.replace("starting at ", "")))
                    .isGreaterThanOrEqualTo(before));
  }

  @Test
  void aSuspendedTaskThatNeverCheckpointedIsPausedInMemory() throws IOException {
    client.awaitContainer(WITHOUT_CHECKPOINTS, "running");
    String container = client.containers(WITHOUT_CHECKPOINTS).only();

    client.task(WITHOUT_CHECKPOINTS, "suspend").awaitContainer(WITHOUT_CHECKPOINTS, "paused");
    client.task(WITHOUT_CHECKPOINTS, "resume").awaitContainer(WITHOUT_CHECKPOINTS, "running");

    assertThat(client.containers(WITHOUT_CHECKPOINTS).only()).isEqualTo(container);
    client.enough(WITHOUT_CHECKPOINTS);
    assertThat(client.awaitReport(WITHOUT_CHECKPOINTS).exitStatus()).isZero();
    assertThat(project.text(WITHOUT_CHECKPOINTS, "out.txt")).hasValue("done\n");
  }

  @Test
  void anAbortedTaskLeavesNothing() throws IOException {
    client.awaitContainer(ABORTED, "running");
    SlotLayout slot = client.slot(ABORTED);

    client.task(ABORTED, "abort");

    assertLeavesNothing(ABORTED, slot, ABORTED_VIA_GUI);
  }

  /** One that was asked to quit instead hears of no abort: see {@link RemovedContainersIT}. */
  @Test
  void aTaskThatIsAbortedWhileItsContainerIsPausedLeavesNothing() throws IOException {
    client.awaitContainer(ABORTED_WHILE_PAUSED, "running");
    SlotLayout slot = client.slot(ABORTED_WHILE_PAUSED);
    client.prefer("leave_apps_in_memory", "1");
    try {
      client.task(ABORTED_WHILE_PAUSED, "suspend").awaitContainer(ABORTED_WHILE_PAUSED, "paused");

      client.task(ABORTED_WHILE_PAUSED, "abort");

      assertLeavesNothing(ABORTED_WHILE_PAUSED, slot, ABORTED_VIA_GUI);
    } finally {
      client.prefer("leave_apps_in_memory", "0");
    }
  }

  @Test
  void aTaskThatTheProjectTakesBackLeavesNothing() throws IOException {
    client.awaitContainer(TAKEN_BACK, "running");
    SlotLayout slot = client.slot(TAKEN_BACK);

    project.abort(TAKEN_BACK);
    client.update();

    assertLeavesNothing(TAKEN_BACK, slot, ABORTED_BY_PROJECT);
  }

  private static void assertLeavesNothing(Job job, SlotLayout slot, int status) {
    client.awaitEmpty(slot);
    assertThat(client.containers(job).ids()).isEmpty();
    assertThat(client.awaitReport(job).exitStatus()).isEqualTo(status);
  }
}
