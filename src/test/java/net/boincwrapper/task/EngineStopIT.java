package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.OwnEngine;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.TaskHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine goes away under a running task, and comes back. Whatever exit code that gives the app,
 * the task resumes and ends with its right result.
 */
class EngineStopIT {
  private static final int STATUS = 7;

  /** Ends "well" when it is asked to end: nothing in its exit code tells that from success. */
  private static final String POLITE = "trap 'exit 0' TERM\n";

  private static final String DEAF = "";

  private static OwnEngine engine;

  @TempDir Path directory;
  private TaskHarness task;

  @BeforeAll
  static void startEngine() throws IOException {
    engine = OwnEngine.start();
  }

  @AfterAll
  static void removeEngine() {
    if (engine != null) {
      engine.close();
    }
  }

  @BeforeEach
  void makeTask() throws IOException {
    task = TaskHarness.in(directory).engine(engine.host());
  }

  @AfterEach
  void removeTask() {
    task.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {POLITE, DEAF})
  void aTaskThatIsWatchedResumesAfterItsEngineWasStopped(String trap) throws IOException {
    RunningWrapper wrapper = counting(trap).awaitCount(10);

    engine.stop();
    int reached = wrapper.count();
    task.enough();
    engine.startAgain();

    assertThat(wrapper.awaitExit()).as(task.stderr()).isEqualTo(STATUS);
    assertResumedAt(reached);
  }

  @ParameterizedTest
  @ValueSource(strings = {POLITE, DEAF})
  void aTaskThatNobodyWatchedResumesAfterItsEngineWasStopped(String trap) throws IOException {
    RunningWrapper wrapper = counting(trap).awaitCount(10);
    wrapper.kill();

    engine.stop();
    int reached = wrapper.count();
    task.enough();
    engine.startAgain();

    assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(STATUS);
    assertResumedAt(reached);
  }

  @Test
  void aTaskSurvivesTheCrashOfItsEngine() throws IOException {
    RunningWrapper wrapper = counting(POLITE).awaitCount(10);

    engine.kill();
    engine.startAgain();
    task.enough();

    assertThat(wrapper.awaitExit()).as(task.stderr()).isEqualTo(STATUS);
    assertRightResult();
  }

  @Test
  void anAppThatEndsWhileItsEngineIsDownFinishes() throws IOException {
    RunningWrapper wrapper = counting(POLITE).awaitCount(5);

    engine.kill();
    task.enough();
    wrapper.await("the app's end", () -> !task.read("out.txt").isEmpty());
    engine.startAgain();

    assertThat(wrapper.awaitExit()).as(task.stderr()).isEqualTo(STATUS);
    assertRightResult();
  }

  @Test
  void anEndOfTheAppsOwnIsNotLostWhenTheEngineStopsAtOnce() throws IOException {
    RunningWrapper wrapper = counting(POLITE).awaitCount(5);
    task.enough();
    wrapper.await("the app's end", () -> !task.read("out.txt").isEmpty());

    engine.stop();
    engine.startAgain();

    assertThat(wrapper.awaitExit()).as(task.stderr()).isEqualTo(STATUS);
    assertRightResult();
  }

  @Test
  void aSuspendedTaskStaysSuspendedOverARestartOfItsEngine() throws IOException {
    RunningWrapper wrapper = counting(POLITE).awaitCount(10).request(ClientRequest.SUSPEND);
    wrapper.awaitContainer("paused");

    engine.stop();
    engine.startAgain();
    wrapper.awaitContainer("created");
    int reached = wrapper.count();
    Eventually.pass(Duration.ofSeconds(1));
    assertThat(wrapper.count()).isEqualTo(reached);

    task.enough();
    wrapper.request(ClientRequest.RESUME);
    assertThat(wrapper.awaitExit()).as(task.stderr()).isEqualTo(STATUS);
    assertResumedAt(reached);
  }

  private RunningWrapper counting(String trap) throws IOException {
    task.countingApp(TaskHarness.FOR_EVER, STATUS);
    task.app(trap + task.read("app.sh"));
    return task.launch("--verbose");
  }

  private void assertResumedAt(int reached) throws IOException {
    assertThat(task.read("log.txt"))
        .isEqualTo("starting at 0\nstarting at %d\n".formatted(reached));
    assertRightResult();
  }

  private void assertRightResult() throws IOException {
    assertThat(task.read("out.txt")).isEqualTo("counted to " + task.read("state"));
    assertThat(task.slot().finish()).content().startsWith(STATUS + "\n");
    assertThat(task.containers()).isEmpty();
  }
}
