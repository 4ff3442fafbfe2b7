package net.boincwrapper.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * SIGTERM at a moment of the released program's first second, at which it unpacks, starts Java,
 * takes the slot or makes the container: the task is postponed, and then comes to its end.
 */
@WithEngine
class FirstSecondIT {
  private static final int AT_ONCE = 2;

  /** {@code client/app_control.cpp:QUIT_TIMEOUT}. */
  private static final Duration CLIENTS_PATIENCE = Duration.ofSeconds(60);

  /** As Java tells that SIGTERM has ended a process; the launcher itself never exits with this. */
  private static final int DIED_OF_SIGTERM = 128 + 15;

  /** What is on the host before. */
  enum Start {
    /** Nothing: the program is unpacked. */
    FIRST,
    NEXT
  }

  /** One task's story. */
  private record Story(int milliseconds, int status, double secondsToTheEnd, boolean hadBegun) {}

  @TempDir private Path directory;
  private String program = "";
  private Path store = Path.of("");

  @BeforeEach
  void unpack() {
    program = Bundle.underTest().toString();
    store = directory.resolve("store");
    Bundle.unpackInto(store);
  }

  @Test
  void aSignalInTheFirstSecondFailsNoTask() throws Exception {
    terminateAfter(IntStream.of(0, 2, 5, 10, 20, 50, 100, 150, 200, 300, 400, 700), Start.NEXT);
    terminateAfter(IntStream.of(30, 400, 800), Start.FIRST);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("heavy")
  void aSignalAtAnyMomentOfTheFirstSecondFailsNoTask(Start start) throws Exception {
    terminateAfter(IntStream.range(0, 500).map(it -> 2 * it), start);
  }

  private void terminateAfter(IntStream milliseconds, Start start) throws Exception {
    ExecutorService atOnce = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Story>> all = new ArrayList<>();
      milliseconds.forEach(it -> all.add(atOnce.submit(() -> terminateAfter(it, start))));
      List<Story> stories = new ArrayList<>();
      for (Future<Story> one : all) {
        stories.add(one.get());
      }
      System.out.println(summary(start, stories));
    } finally {
      atOnce.shutdownNow();
    }
  }

  private Story terminateAfter(int milliseconds, Start start) throws IOException {
    Path own = Files.createDirectory(directory.resolve("after-" + milliseconds));
    Path unpacked = start == Start.NEXT ? store : own.resolve("store");
    try (TaskHarness task =
        TaskHarness.in(own).by(program).environment("DOCKER_WRAPPER_HOME", unpacked.toString())) {
      task.countingApp(TaskHarness.FOR_EVER, 0)
          .job("[checkpoint]\nfiles = [\"state\"]\ngrace = 1\n");
      RunningWrapper wrapper = task.launch();
      Eventually.pass(Duration.ofMillis(milliseconds));
      wrapper.process().destroy();
      long signalled = System.nanoTime();
      int status = wrapper.awaitExit(CLIENTS_PATIENCE);
      double seconds = (System.nanoTime() - signalled) / 1e9;

      assertNotFailed(milliseconds, task, status);
      boolean hadBegun = !task.read("log.txt").isEmpty();
      assertComesToItsEnd(milliseconds, task);
      return new Story(milliseconds, status, seconds, hadBegun);
    } finally {
      Shell.succeed("rm", "--recursive", "--force", own.toString());
    }
  }

  /**
   * Before its first instruction no program can keep a signal. A task that dies of SIGTERM the
   * client starts again ({@code client/app_control.cpp:handle_exited_app}).
   */
  private static void assertNotFailed(int milliseconds, TaskHarness task, int status)
      throws IOException {
    String story = "after " + milliseconds + " ms:\n" + task.stderr();
    if (status == DIED_OF_SIGTERM) {
      assertThat(task.stderr()).as(story).isEmpty();
    } else {
      assertThat(status).as(story).isZero();
      assertThat(task.read("boinc_temporary_exit")).as(story).startsWith("30\n");
    }
    assertThat(task.slot().finish()).as(story).doesNotExist();
    assertThat(task.containers()).as("containers, " + story).isEmpty();
  }

  private static void assertComesToItsEnd(int milliseconds, TaskHarness task) throws IOException {
    int count = task.read("state").isEmpty() ? 0 : Integer.parseInt(task.read("state").strip());

    int status = task.enough().launch().awaitExit();

    String story = "after " + milliseconds + " ms:\n" + task.stderr();
    assertThat(status).as(story).isZero();
    assertThat(task.slot().finish()).as(story).hasContent("0\n");
    assertThat(task.starts()).as(story).first().isEqualTo(0);
    int last = task.starts().get(task.starts().size() - 1);
    assertThat(task.read("out.txt")).as(story).isEqualTo("counted to " + last + "\n");
  }

  private static String summary(Start start, List<Story> stories) {
    List<Double> seconds = stories.stream().map(Story::secondsToTheEnd).sorted().toList();
    long begun = stories.stream().filter(Story::hadBegun).count();
    long died = stories.stream().filter(it -> it.status() == DIED_OF_SIGTERM).count();
    return String.format(
        Locale.ROOT,
        "%s start: %d signals, %d before the first instruction;"
            + " the app had begun %d times, first after %d ms;"
            + " from the signal to the end %.2f s (median), %.2f s (worst)",
        start,
        stories.size(),
        died,
        begun,
        stories.stream().filter(Story::hadBegun).mapToInt(Story::milliseconds).min().orElse(-1),
        seconds.get(seconds.size() / 2),
        seconds.get(seconds.size() - 1));
  }
}
