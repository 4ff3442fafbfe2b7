package net.boincwrapper.inmate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.slot.SlotLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An app takes all of something. Meanwhile a task of the same user goes on and gets its
 * checkpoints, and the client's wishes for the greedy one are obeyed.
 */
@WithEngine
@Timeout(120)
class ExhaustionIT {
  private static final String CHECKPOINTS = "[checkpoint]\nfiles = [\"state\"]\n";

  /** Of an engine's log of a container, as README.md says. */
  private static final long LOG_BYTES = 11_000_000;

  @TempDir Path directory;
  private TaskHarness greedy;
  private TaskHarness neighbour;

  @BeforeEach
  void makeTasks() throws IOException {
    greedy = TaskHarness.in(directory);
    neighbour = greedy.neighbour(1);
    neighbour.job(CHECKPOINTS).countingApp(TaskHarness.FOR_EVER, 0);
  }

  @AfterEach
  void removeTasks() {
    greedy.close();
    neighbour.close();
  }

  private RunningWrapper exhaust(Exhaustion what) throws IOException {
    greedy.job(what.job()).app(what.app());
    RunningWrapper wrapper = greedy.launch();
    Path begun = greedy.slot().directory().resolve("begun");
    return wrapper.await("it has begun", () -> Files.exists(begun));
  }

  private static void assertGoesOn(RunningWrapper wrapper) throws IOException {
    double checkpoint =
        wrapper.client().lastStatus().map(status -> status.checkpointCpuSeconds()).orElse(0.0);
    wrapper.awaitCount(wrapper.count() + 15);
    wrapper.awaitStatus("another checkpoint", status -> status.checkpointCpuSeconds() > checkpoint);
  }

  private void assertLeavesWhenAsked(RunningWrapper wrapper) throws IOException {
    wrapper.awaitStatus("what it used", status -> status.cpuSeconds() > 0);
    wrapper.request(ClientRequest.ABORT);
    wrapper.awaitExit(Duration.ofSeconds(30));
    // A busy engine may take longer to remove it than a client waits: then the next task here does.
    Eventually.await(
        "nothing of it runs",
        Duration.ofSeconds(30),
        () -> !greedy.states().contains("running"),
        greedy::stderr);
  }

  private void check(Exhaustion what) throws IOException {
    RunningWrapper quiet = neighbour.launch();
    quiet.awaitCount(1);
    RunningWrapper wrapper = exhaust(what);
    assertGoesOn(quiet);
    assertLeavesWhenAsked(wrapper);
    neighbour.enough();
    assertThat(quiet.awaitExit()).as(neighbour.stderr()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"PROCESSES", "MEMORY", "LOG"})
  void aNeighbourGoesOnAndTheClientIsObeyed(Exhaustion what) throws Exception {
    check(what);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PROCESSES", "MEMORY", "LOG"})
  @Tag("heavy")
  void norDoesWhatIsTriedLessOftenHarmOthers(Exhaustion what) throws Exception {
    check(what);
  }

  /** Without watches the kernel does not tell of a new file: the key is blanked all the same. */
  @Test
  @Tag("heavy")
  void aTaskThatStartsWithoutAWatchLeftBlanksTheKeyAndGetsCheckpoints() throws Exception {
    RunningWrapper wrapper = exhaust(Exhaustion.WATCHES);
    RunningWrapper late = neighbour.launch();
    late.awaitCount(1);
    neighbour.initData("starting_elapsed_time", "1").writeInitData();
    Eventually.await(
        "the key is blanked",
        Duration.ofSeconds(5),
        () -> !neighbour.read(SlotLayout.INIT_DATA).contains(TaskHarness.AUTHENTICATOR),
        neighbour::stderr);
    assertGoesOn(late);
    assertLeavesWhenAsked(wrapper);
  }

  @Test
  @Tag("heavy")
  void ofAFloodOfLinesTheLastMegabytesAreKept() throws Exception {
    RunningWrapper wrapper = exhaust(Exhaustion.LOG);
    String log = Shell.succeed("docker", "inspect", "--format", "{{.LogPath}}", greedy.container());
    String all = Path.of(log).getFileName() + "*";
    wrapper.await("it has been turned over", () -> logBytes(log, all) > LOG_BYTES / 3);
    Eventually.pass(Duration.ofSeconds(3));
    assertThat(logBytes(log, all)).isLessThan(LOG_BYTES);
    assertLeavesWhenAsked(wrapper);
    assertThat(greedy.stderr()).hasSizeLessThan(100_000);
  }

  private static long logBytes(String log, String all) {
    Shell.Result sizes =
        Shell.run("find", Path.of(log).getParent().toString(), "-name", all, "-printf", "%s\n");
    return sizes.status() != 0 ? 0 : sizes.output().lines().mapToLong(Long::parseLong).sum();
  }
}
