package net.boincwrapper.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The released program's few megabytes, against what an engine, an app and a host do to them. */
@WithEngine
@Timeout(120)
class ScarcityIT {
  private static final int APPS_STATUS = 7;
  private static final String NO_THREAD = "unable to create native thread";

  /** Unpacked once for these tests. */
  @TempDir private static Path store;

  @TempDir private Path directory;

  @BeforeAll
  static void unpack() {
    Shell.succeed("env", "DOCKER_WRAPPER_HOME=" + store, program(), "--version");
  }

  private static String program() {
    return Bundle.underTest().toString();
  }

  private static TaskHarness released(TaskHarness task) {
    return task.by("env", "DOCKER_WRAPPER_HOME=" + store, program());
  }

  /** Within what the program takes of an engine, and more than it can hold. */
  @Test
  void whatTheEngineAnswersFillsTheMemory() throws IOException {
    try (TaskHarness task = TaskHarness.in(directory);
        GreedyEngine engine = GreedyEngine.start(directory)) {
      task.app("echo done > out.txt");

      task.by("env", "DOCKER_HOST=" + engine.host(), "DOCKER_WRAPPER_HOME=" + store, program());
      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();

      assertThat(task.read("boinc_temporary_exit")).isEqualTo("60\nJava ran out of memory\n");
      assertThat(released(task).launch().awaitExit()).as(task.stderr()).isZero();
      assertThat(task.slot().finish()).exists();
    }
  }

  /** A line for sh; {@code $long} is a long word. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "head -c 50000000 /dev/zero | tr '\\0' x",
        "perl -e 'for (1..100_000) { open F, \">\", \"$ARGV[0]$_\" }' $long",
        "perl -e 'for (1..60_000) { symlink \"/etc/passwd\", \"$ARGV[0]$_\" }' $long",
        "mkdir d; perl -e 'for (1..60_000) { open F, \">\", \"d/$ARGV[0]$_\" }' $long;"
            + " mv d boinc_finish_called; sleep 0.5",
        "perl -e 'for (1..9_000) { open F, \">\", \"state.$ARGV[0]$_\" }' $long; sleep 3",
      })
  void whateverAnAppLeavesTheTaskEndsAsTheAppDoes(String line) throws IOException {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.job("[checkpoint]\nfiles = [\"state*\"]\n")
          .app("long=" + "x".repeat(200) + "\n" + line + "\nexit " + APPS_STATUS + "\n");

      assertThat(released(task).launch().awaitExit()).as(task.stderr()).isEqualTo(APPS_STATUS);

      assertThat(task.slot().finish()).hasContent(APPS_STATUS + "\n");
      assertThat(task.stderr().length()).as("characters of stderr.txt").isLessThan(150_000);
    }
  }

  @Test
  void whereNoMoreThreadsCanBeMade() throws IOException {
    Set<String> reasons = new TreeSet<>();
    for (int round = 0; round < 5 && !reasons.toString().contains(NO_THREAD); round++) {
      reasons.addAll(reasonsOfATaskWithEverMoreThreads(round));
    }
    assertThat(reasons).anyMatch(reason -> reason.contains(NO_THREAD));
  }

  /**
   * The limit is of the user's processes and threads, of which there are others: containers, and
   * tests that run meanwhile, which begin and end.
   */
  private Set<String> reasonsOfATaskWithEverMoreThreads(int slot) throws IOException {
    Set<String> reasons = new TreeSet<>();
    try (TaskHarness task = Volunteer.UNPRIVILEGED.task(directory).neighbour(slot)) {
      task.app("echo done > out.txt");
      Path program = task.project().resolve("docker_wrapper_1");
      Files.copy(Bundle.underTest(), program, StandardCopyOption.REPLACE_EXISTING);
      for (int more = 1; more <= 40 && !Files.exists(task.slot().finish()); more++) {
        String limit = "--nproc=" + (threadsOfItsUser(task) + more);
        RunningWrapper wrapper = task.by("prlimit", limit, program.toString()).launch();
        assertThat(wrapper.awaitExit()).as(limit + "\n" + task.stderr()).isZero();
        if (!Files.exists(task.slot().finish())) {
          reasons.add(task.read("boinc_temporary_exit").lines().collect(Collectors.joining(" ")));
          Shell.run("find", task.boincDirectory().toString(), "-path", "*/ends/*", "-delete");
        }
      }
      assertThat(task.by(program.toString()).launch().awaitExit()).as(task.stderr()).isZero();
      assertThat(task.slot().finish()).exists();
    }
    return reasons;
  }

  private static long threadsOfItsUser(TaskHarness task) {
    String user = task.asVolunteer("id", "-u").output().strip();
    return Shell.run("ps", "-L", "-o", "lwp=", "-U", user).output().lines().count();
  }
}
