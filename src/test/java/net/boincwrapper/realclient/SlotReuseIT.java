package net.boincwrapper.realclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import net.boincwrapper.project.Job;
import net.boincwrapper.project.Report;
import net.boincwrapper.project.TestProject;
import net.boincwrapper.slot.SlotLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The client takes a slot from a task whose container is still there, and gives it to the next,
 * which finds the slot clean and is alone in it.
 */
@WithRealClient
class SlotReuseIT {
  @TempDir Path directory;
  private TestProject project;
  private RealClient client;

  @BeforeEach
  void prepare() throws IOException {
    project = TestProject.start();
    client = RealClient.of(directory, project);
  }

  @AfterEach
  void stop() {
    client.close();
    project.close();
  }

  /** Writes into the slot as long as it lives. */
  private static Job scribbler(String more) {
    return Apps.job(
        """
        trap '' TERM
        echo 1 > state
        while :; do echo scribble >> scribble.txt; sleep 0.1; done
        """,
        more);
  }

  private static Job next() {
    return Apps.job("sleep 3; ls > seen.txt\n").output("seen.txt");
  }

  @Tag("heavy")
  @Test
  void aTaskIsAbortedWhileItsQuitIsPending() throws IOException {
    Job aborted = scribbler("[checkpoint]\nfiles = [\"state\"]\ngrace = 40\n");
    Job next = next();
    client.start(Apps.script()).fetch(aborted).awaitCheckpoint(aborted);
    client.fetch(next).task(next, "suspend");
    SlotLayout slot = client.slot(aborted);
    client.task(aborted, "suspend").awaitStderr(aborted, "asks us to quit");

    client.task(aborted, "abort").task(next, "resume");

    client.awaitTask(next, "has a slot", task -> task.slot().isPresent());
    assertThat(client.slot(next)).isEqualTo(slot);
    assertThat(client.wrappers()).as("the old one and the new one").hasSizeGreaterThanOrEqualTo(2);
    assertIsCleanAndAlone(aborted, next);
  }

  @Tag("heavy")
  @Test
  void aTaskIsAbortedWhoseContainerWasLeftPaused() throws IOException {
    Job aborted = scribbler("");
    client.start(Apps.script()).fetch(aborted).awaitContainer(aborted, "running");
    SlotLayout slot = client.slot(aborted);
    client.task(aborted, "suspend").awaitContainer(aborted, "paused").quit().startAgain();
    assertThat(client.containers(aborted).states()).containsExactly("paused");

    client.task(aborted, "abort");
    Job next = next();
    client.fetch(next).awaitTask(next, "has a slot", task -> task.slot().isPresent());

    assertThat(client.slot(next)).isEqualTo(slot);
    assertIsCleanAndAlone(aborted, next);
  }

  @Test
  void aTaskIsAbortedThatWasDisplaced() throws IOException {
    String pausing = "[checkpoint]\nfiles = [\"state\"]\ngrace = 2\non_quit = \"pause\"\n";
    Job displaced = scribbler(pausing);
    Job urgent = Apps.urgent();
    client.cpus(1).start(Apps.script()).fetch(displaced).awaitCheckpoint(displaced);
    SlotLayout slot = client.slot(displaced);
    client.fetch(urgent).awaitContainer(urgent, "running");
    client.await("its wrapper has left", () -> client.wrappersIn(slot).isEmpty());
    assertThat(client.containers(displaced).states()).containsExactly("paused");

    client.task(displaced, "abort");
    client.await(
        "the client has taken the slot back",
        () -> client.task(displaced).map(task -> task.slot().isEmpty()).orElse(true));
    client.enough(urgent);
    Job next = next();
    client.fetch(next).awaitTask(next, "has a slot", task -> task.slot().isPresent());

    assertThat(client.slot(next)).isEqualTo(slot);
    assertIsCleanAndAlone(displaced, next);
  }

  private void assertIsCleanAndAlone(Job aborted, Job next) {
    Report report = client.awaitReport(next);
    assertThat(report.exitStatus()).as(report.stderr()).isZero();
    assertThat(project.text(next, "seen.txt").orElseThrow().lines())
        .contains("script.sh")
        .doesNotContain("scribble.txt", "state");
    client.await("its container is gone", () -> client.containers(aborted).ids().isEmpty());
    assertThat(client.wrappers()).isEmpty();
  }
}
