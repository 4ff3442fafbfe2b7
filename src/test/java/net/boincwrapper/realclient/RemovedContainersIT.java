package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import net.boincwrapper.slot.SlotLayout;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers that others remove, that nobody looks after, and what is left of those that went. */
@WithNewestClient
class RemovedContainersIT {
  private static final String LINE = "the container is gone: somebody removed it";

  @TempDir Path directory;

  /** Counts as that of {@link Apps}, and says what it was told at its start. */
  private static Job talking() {
    return Apps.job(
            """
            n=$(cat state 2>/dev/null || echo 0)
            echo "start $BOINC_ATTEMPT, resumed $BOINC_RESUMED"
            while [ ! -e enough ]; do
              sleep 0.1
              n=$((n + 1))
              echo "$n" > state.new && mv state.new state
            done
            echo "counted to $n" > out.txt
            """,
            "[checkpoint]\nfiles = [\"state\"]\ngrace = 2\n")
        .output("out.txt");
  }

  /** The second client takes all containers of its kind for leftovers of its own. */
  @Test
  void aSecondClientsStartIsNoFailureOfTheFirstOnesTask() throws IOException {
    Job job = talking();
    try (TestProject project = TestProject.start();
        RealClient first = RealClient.newest(directory.resolve("first"), project);
        RealClient second = RealClient.newest(directory.resolve("second"), project).alone()) {
      first.start(Apps.inPlanClassDocker()).fetch(job).awaitContainer(job, "running");
      int safe = first.awaitSafeCount(job);
      String before = first.containers(job).only();

      second.start(Apps.inPlanClassDocker());

      first.awaitStderr(job, LINE).awaitContainer(job, "running");
      assertThat(first.containers(job).only()).isNotEqualTo(before);
      assertThat(first.awaitCounting(job, 5).count(job)).isGreaterThan(safe);
      Report report = first.enough(job).awaitReport(job);
      assertThat(report.exitStatus()).as(report.stderr()).isZero();
      assertThat(report.stderr()).containsOnlyOnce(LINE).contains("start 2, resumed 1");
    }
  }

  /** It has a name that the client's own clean-up does not know. */
  @Tag("heavy")
  @Test
  void whatAnAbortedTaskHasLeftPausedIsRemovedByAnother() throws IOException {
    Job aborted = Apps.patient();
    Job other = Apps.patient();
    try (TestProject project = TestProject.start();
        RealClient client = RealClient.newest(directory, project)) {
      client.start(Apps.script()).fetch(aborted, other);
      client.awaitContainer(aborted, "running").awaitContainer(other, "running");
      SlotLayout slot = client.slot(aborted);
      client.task(aborted, "suspend").awaitContainer(aborted, "paused").quit().startAgain();
      client.awaitContainer(other, "running");

      client.task(aborted, "abort").quit();
      assertThat(client.containers(aborted).states()).containsExactly("paused");
      client.startAgain();

      client.await("it is gone", () -> client.containers(aborted).ids().isEmpty());
      assertThat(Files.exists(slot.directory())).isFalse();
      Report report = client.enough(other).awaitReport(other);
      assertThat(report.exitStatus()).as(report.stderr()).isZero();
      assertThat(report.stderr())
          .contains("of the result " + aborted.resultName() + ": its slot " + slot.directory());
    }
  }

  @Test
  void whatEachContainerSaidIsInTheReport() throws IOException {
    Job job = talking();
    try (TestProject project = TestProject.start();
        RealClient client = RealClient.newest(directory, project)) {
      client.start(Apps.inPlanClassDocker()).fetch(job).awaitSafeCount(job);
      client.quit().startAgain().awaitContainer(job, "running").awaitCheckpoint(job);
      client.quit().startAgain().awaitContainer(job, "running").awaitCounting(job, 5);

      Report report = client.enough(job).awaitReport(job);
      assertThat(report.exitStatus()).as(report.stderr()).isZero();
      assertThat(report.stderr())
          .containsSubsequence("start 1, resumed 0", "start 2, resumed 1", "start 3, resumed 1")
          .doesNotContain(LINE);
    }
  }
}
