package net.boincwrapper.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Out of memory, in whichever thread of the released program: no task fails of it. */
@WithEngine
@Timeout(120)
class OutOfMemoryIT {
  /** What the program makes in a task's life, by the patterns that {@link Hunger} takes. */
  private static final Set<String> THREADS =
      Set.of(
          "main",
          "scrub",
          "FileSystemWatchService",
          "engine-[0-9]*",
          "engine-watchdog",
          "engine-wait",
          "engine-events",
          "process reaper*",
          "ForkJoinPool.commonPool-worker-*",
          "head-start",
          "SIGTERM handler");

  /** Where nothing of the program's runs. */
  private static final Set<String> JAVAS_OWN =
      Set.of(
          "Reference Handler",
          "Finalizer",
          "Signal Dispatcher",
          "Notification Thread",
          "Common-Cleaner");

  /** Unpacked once for these tests. */
  @TempDir private static Path store;

  @TempDir private Path directory;
  private Hunger hunger;

  @BeforeAll
  static void unpack() {
    Bundle.unpackInto(store);
  }

  @BeforeEach
  void makeHunger() throws IOException {
    hunger = Hunger.in(directory);
  }

  static Set<String> threads() {
    return new TreeSet<>(THREADS);
  }

  @Test
  void noThreadIsMissingHere() throws IOException {
    try (TaskHarness task = TaskHarness.in(directory.resolve("task"))) {
      RunningWrapper wrapper = launch(task, "none of them");
      liveWith(task, wrapper);
      assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();
    }
    List<String> seen = hunger.threads();
    Set<String> known = new TreeSet<>(JAVAS_OWN);
    known.addAll(THREADS);
    assertThat(seen).allMatch(name -> known.stream().anyMatch(pattern -> fits(name, pattern)));
    assertThat(THREADS).allMatch(pattern -> seen.stream().anyMatch(name -> fits(name, pattern)));
  }

  private static boolean fits(String name, String pattern) {
    return Path.of("/").getFileSystem().getPathMatcher("glob:" + pattern).matches(Path.of(name));
  }

  @ParameterizedTest
  @MethodSource("threads")
  void asSoonAsThereIsTheThread(String thread) throws IOException {
    try (TaskHarness task = TaskHarness.in(directory.resolve("task"))) {
      hunger.comes();
      RunningWrapper wrapper = launch(task, thread);
      liveWith(task, wrapper);

      assertPostponedAndGoesOn(task, wrapper, thread);
    }
  }

  /** That of a signal and that of a process live for a moment only. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "main",
        "scrub",
        "FileSystemWatchService",
        "engine-[0-9]*",
        "engine-watchdog",
        "engine-events"
      })
  void whileTheAppRuns(String thread) throws IOException {
    try (TaskHarness task = TaskHarness.in(directory.resolve("task"))) {
      RunningWrapper wrapper = launch(task, thread).awaitCount(3);
      hunger.comes();
      liveWith(task, wrapper);

      assertPostponedAndGoesOn(task, wrapper, thread);
      assertThat(task.starts()).containsExactly(0);
    }
  }

  private RunningWrapper launch(TaskHarness task, String thread) throws IOException {
    task.countingApp(TaskHarness.FOR_EVER, 0)
        .job("[checkpoint]\nfiles = [\"state\", \"large\"]\ngrace = 2\n");
    Shell.succeed("truncate", "--size=20M", task.slot().directory().resolve("large").toString());
    String java = hunger.java(Bundle.unpacked(store), thread);
    return task.by(Bundle.withScriptForJava(directory, java).toString()).launch();
  }

  /** Something for each thread to do, as far as there still is one. */
  private static void liveWith(TaskHarness task, RunningWrapper wrapper) throws IOException {
    awaitOrEnd(wrapper, "the app runs", () -> wrapper.count() >= 3);
    wrapper.request(ClientRequest.SUSPEND);
    awaitOrEnd(wrapper, "it is paused", () -> task.states().contains("paused"));
    wrapper.request(ClientRequest.RESUME);
    awaitOrEnd(wrapper, "it goes on", () -> task.states().contains("running"));
    task.writeInitData();
    int count = wrapper.count();
    awaitOrEnd(wrapper, "it has gone on", () -> wrapper.count() > count + 5);
    wrapper.process().destroy();
  }

  private static void awaitOrEnd(RunningWrapper wrapper, String what, Callable<Boolean> condition) {
    Eventually.await(
        what,
        Duration.ofSeconds(30),
        () -> !wrapper.process().isAlive() || condition.call(),
        () -> "");
  }

  private void assertPostponedAndGoesOn(TaskHarness task, RunningWrapper wrapper, String thread)
      throws IOException {
    assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();
    assertThat(hunger.eaters()).isNotEmpty().allMatch(name -> fits(name, thread));
    assertThat(task.read("boinc_temporary_exit"))
        .isIn(
            "60\nJava ran out of memory\n",
            "30\nasked to leave, and Java ended before it had done so\n");
    assertThat(task.slot().finish()).doesNotExist();

    task.enough().by("env", "DOCKER_WRAPPER_HOME=" + store, Bundle.underTest().toString());
    assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();
    assertThat(task.slot().finish()).exists();
    assertThat(task.read("out.txt")).startsWith("counted to ");
  }
}
