package net.boincwrapper.task.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.Containers;
import net.boincwrapper.harness.EngineUnderTest;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.SealedSteps;
import net.boincwrapper.harness.SealedSteps.Sealed;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.slot.MemoFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An app ends, by itself or not, while its wrapper watches and while none does: judged alike, and
 * judged once.
 */
@WithEngine
public class EndOfAppIT {
  private static final int STATUS = 7;
  private static final int CHILD_FAILED = 195;
  private static final int OUT_OF_MEMORY = 198;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String CHECKPOINTED = "[checkpoint]\nfiles = [\"state\"]\ngrace = 5\n";

  @TempDir Path directory;
  private TaskHarness task;

  @BeforeEach
  void makeTask() throws IOException {
    task = TaskHarness.in(directory).initData("checkpoint_period", "0.5");
  }

  @AfterEach
  void removeTask() {
    task.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneThatTheHostKillsGoesOnFromItsCheckpoint(boolean watched) throws IOException {
    task.countingApp(TaskHarness.FOR_EVER, STATUS).job(CHECKPOINTED);
    SealedSteps sealed = new SealedSteps(task);
    RunningWrapper wrapper = task.launch("--verbose");
    wrapper.await("a sealed checkpoint", () -> sealed.newest().isPresent());
    long guarded = sealed.newest().map(Sealed::step).orElseThrow();
    String container = task.container();

    if (watched) {
      Containers.killProcess(container);
    } else {
      wrapper.kill();
      Containers.killProcess(container);
      awaitEnd(container);
      wrapper = task.launch("--verbose");
    }
    wrapper.await("another start", () -> task.read("log.txt").lines().count() == 2);
    task.enough();

    assertEndsWith(wrapper, STATUS);
    long resumed = Long.parseLong(task.read("log.txt").strip().replaceAll("(?s).*at ", ""));
    assertThat(resumed).isGreaterThanOrEqualTo(guarded);
    assertThat(task.read("out.txt")).isEqualTo("counted to " + task.read("state"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneThatRunsOutOfMemoryHasFailed(boolean watched) throws IOException {
    assumeTrue(watched || EngineUnderTest.hasGroups(), "the wrapper alone keeps the limit");
    task.job(CHECKPOINTED + "[limits]\nmemory = \"40m\"\n");
    app("exec tail /dev/zero");

    assertEndsWith(end(watched), OUT_OF_MEMORY);

    assertThat(task.stderr()).contains("ran out of memory", "limit 40 MiB");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneThatSurvivesAProcessOfItsOwnThatRanOutOfMemoryHasNot(boolean watched) throws IOException {
    assumeTrue(EngineUnderTest.hasGroups(), "the wrapper ends the whole app");
    task.job("[limits]\nmemory = \"40m\"\n");
    app("tail /dev/zero\necho $? > status.txt\nsleep 3\nexit 0");

    assertEndsWith(end(watched), 0);

    assertThat(task.read("status.txt")).isEqualTo("137\n");
    if (watched || !EngineUnderTest.isPodman()) { // which does not tell, and the group is gone
      assertThat(task.stderr()).contains("was killed for its memory");
    }
  }

  /** Whichever of the two comes first, and whatever it is taken for, the task has its result. */
  @ParameterizedTest
  @CsvSource({"QUIT,true", "QUIT,false", "SIGTERM,true", "SIGTERM,false"})
  void oneThatEndsWhileTheClientWantsItToLeaveHasItsResultInTheEnd(String wish, boolean appFirst)
      throws IOException {
    task.countingApp(TaskHarness.FOR_EVER, STATUS).job(CHECKPOINTED);
    RunningWrapper wrapper = task.launch("--verbose").awaitCount(5);
    if (appFirst) {
      task.enough();
      wrapper.await("the app's end", () -> !task.read("out.txt").isEmpty());
    }
    if (wish.equals("QUIT")) {
      wrapper.request(ClientRequest.QUIT);
    } else {
      wrapper.terminate();
    }
    task.enough();
    int status = wrapper.awaitExit();
    assertThat(task.containers()).isEmpty();
    if (task.slot().finish().toFile().exists()) {
      assertThat(status).isEqualTo(STATUS);
      assertThat(task.slot().temporaryExit()).doesNotExist();
    } else {
      assertThat(status).as(task.stderr()).isZero();
      wrapper = task.launch("--verbose");
    }

    assertEndsWith(wrapper, STATUS);
    assertThat(task.read("out.txt")).isEqualTo("counted to " + task.read("state"));
  }

  @Test
  void oneThatWantsAnotherTryHasSoManyAndNoMore() throws IOException {
    task.job("[exit]\nretry = [75]\nretry_limit = 3\nretry_delay = 123\n");
    app("exit 75");

    assertIsPutOff(end(true), "1 of 3");
    assertIsPutOff(end(false), "2 of 3");
    assertIsPutOff(end(true), "3 of 3");

    assertEndsWith(end(false), CHILD_FAILED);
    assertThat(task.slot().finish()).content().contains("75");
    assertThat(task.read("log.txt")).as(task.stderr()).isEqualTo("start\n".repeat(4));
  }

  private void assertIsPutOff(RunningWrapper wrapper, String count) {
    assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();
    assertThat(task.slot().temporaryExit()).content().startsWith("123\n").contains(count);
    assertThat(task.slot().finish()).doesNotExist();
    assertThat(task.containers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneThatHasWrittenItsCheckpointAndWantsToGoOnIsStartedAgain(boolean watched)
      throws IOException {
    task.job(CHECKPOINTED + "exit_code = 85\n");
    app(
        """
        n=$(cat state 2>/dev/null || echo 0)
        echo "at $n, resumed $BOINC_RESUMED, attempt $BOINC_ATTEMPT" >> seen.txt
        echo $((n + 1)) > state.new && mv state.new state
        [ $n -lt 2 ] && exit 85
        exit 7
        """);

    assertEndsWith(end(watched), STATUS);

    assertThat(task.read("seen.txt"))
        .isEqualTo(
            """
            at 0, resumed 0, attempt 1
            at 1, resumed 1, attempt 2
            at 2, resumed 1, attempt 3
            """);
    assertThat(new SealedSteps(task).newest().orElseThrow().step()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void oneThatShowsNoSignOfLifeIsStoppedAndTriedAgainLater() throws IOException {
    task.job(CHECKPOINTED + "[progress]\ntimeout = 3\n");
    task.app(
        """
        echo start >> log.txt
        [ -e state ] && exit 7
        echo 1 > state.new && mv state.new state
        sleep 1000
        """);

    assertThat(task.launch("--verbose").awaitExit()).as(task.stderr()).isZero();

    assertThat(task.slot().temporaryExit()).content().matches("\\d+\n.*hangs.*\n");
    assertThat(task.slot().finish()).doesNotExist();
    assertThat(task.containers()).isEmpty();
    assertEndsWith(task.launch("--verbose"), STATUS);
  }

  /** Suspended for longer than it may show no sign of life, and always at work. */
  @Test
  void oneThatIsOnlySuspendedDoesNotHang() throws IOException {
    task.countingApp(TaskHarness.FOR_EVER, STATUS).job(CHECKPOINTED + "[progress]\ntimeout = 3\n");
    RunningWrapper wrapper = task.launch("--verbose").awaitCount(3);
    wrapper.request(ClientRequest.SUSPEND).awaitContainer("paused");
    Eventually.pass(Duration.ofSeconds(5));
    int count = wrapper.count();
    wrapper.request(ClientRequest.RESUME).awaitCount(count + 10);
    task.enough();

    assertEndsWith(wrapper, STATUS);

    assertThat(task.read("log.txt")).isEqualTo("starting at 0\n");
  }

  /** An app that waits in {@code log.txt} until it may go on, and then does what it does. */
  private void app(String script) throws IOException {
    task.app("echo start >> log.txt\nuntil [ -e go ]; do sleep 0.05; done\n" + script);
  }

  /** Lets the app go on to its end, before the eyes of its wrapper or between two of them. */
  private RunningWrapper end(boolean watched) throws IOException {
    java.nio.file.Files.deleteIfExists(task.slot().directory().resolve("go"));
    long before = task.read("log.txt").lines().count();
    RunningWrapper wrapper = task.launch("--verbose");
    wrapper.await("the app runs", () -> task.read("log.txt").lines().count() > before);
    if (watched) {
      task.file("go", "");
      return wrapper;
    }
    String container = task.container();
    wrapper.await("what the app runs under is noted", this::hasNotedTheRun);
    wrapper.kill();
    task.file("go", "");
    awaitEnd(container);
    return task.launch("--verbose");
  }

  /**
   * Before, an unwatched end cannot be shown to be the app's own. A user's Podman takes longer to
   * tell of the container's process than the app to begin.
   */
  private boolean hasNotedTheRun() {
    return MemoFile.read(task.slot())
        .memo()
        .filter(memo -> !memo.engineInstance().isEmpty())
        .isPresent();
  }

  private void awaitEnd(String container) {
    Eventually.await(
        "the container has ended",
        LIMIT,
        () -> Containers.status(container).equals("exited"),
        () -> Containers.state(container) + task.stderr());
  }

  private void assertEndsWith(RunningWrapper wrapper, int status) {
    assertThat(wrapper.awaitExit()).as(task.stderr()).isEqualTo(status);
    assertThat(task.slot().finish()).content().startsWith(status + "\n");
    assertThat(task.slot().temporaryExit()).doesNotExist();
    assertThat(task.containers()).isEmpty();
  }
}
