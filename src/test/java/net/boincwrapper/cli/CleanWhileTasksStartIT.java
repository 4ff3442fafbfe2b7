package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.harness.DockerOnly;
import net.boincwrapper.harness.OwnEngine;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code clean --all --yes} again and again while tasks obtain their image and start. */
@WithEngine
@Tag("heavy")
class CleanWhileTasksStartIT {
  private static final int TASKS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration ALL_STARTED = Duration.ofMinutes(10);

  @TempDir private Path directory;
  private final List<TaskHarness> tasks = new ArrayList<>();

  @AfterEach
  void removeTasks() {
    tasks.forEach(TaskHarness::close);
  }

  @DockerOnly("it has an engine of its own")
  @Test
  void noStartFailsAndNothingInUseGoes() throws IOException {
    try (OwnEngine engine = OwnEngine.start()) {
      List<RunningWrapper> wrappers = new ArrayList<>();
      for (int number = 0; number < TASKS; number++) {
        wrappers.add(task(number, engine.host()).launch());
      }

      int cleanings = 0;
      Instant end = Instant.now().plus(ALL_STARTED);
      while (tasks.stream().anyMatch(task -> !task.states().equals(List.of("running")))) {
        assertThat(Instant.now()).as(evidence()).isBefore(end);
        clean(engine.host());
        cleanings++;
      }
      clean(engine.host());

      assertThat(cleanings).isPositive();
      for (int number = 0; number < TASKS; number++) {
        TaskHarness task = tasks.get(number).enough();
        assertThat(wrappers.get(number).awaitExit(PATIENCE)).as(task.stderr()).isZero();
        assertThat(task.starts()).as(task.stderr()).containsExactly(0);
        assertThat(task.slot().temporaryExit()).doesNotExist();
      }
      assertThat(engine.docker("images", "--quiet", "boincwrapper/*")).isNotEmpty();
    } finally {
      removeTasks();
      tasks.clear();
    }
  }

  private String evidence() {
    return tasks.stream()
        .map(task -> task.states() + "\n" + task.stderr())
        .collect(Collectors.joining("\n"));
  }

  /** Half of them build one image together, and half find theirs. */
  private TaskHarness task(int number, String engine) throws IOException {
    TaskHarness task = tasks.isEmpty() ? TaskHarness.in(directory) : tasks.get(0).neighbour(number);
    tasks.add(task);
    task.countingApp(TaskHarness.FOR_EVER, 0).engine(engine);
    if (number % 2 == 0) {
      task.file("job.toml", "");
      task.file(
          "Dockerfile",
          "FROM %s\nRUN sleep 2\nWORKDIR /app\nCMD [\"/app/app.sh\"]\n"
              .formatted(TaskHarness.IMAGE));
    }
    return task;
  }

  private void clean(String engine) throws IOException {
    String data = tasks.get(0).boincDirectory().toString();
    try (ProgramRun run =
        ProgramRun.startWith(
            Map.of("DOCKER_HOST", engine), "clean", "--all", "--yes", "--data-dir", data)) {
      assertThat(run.exitCode()).as(run.evidence()).isEqualTo(ExitCode.GOOD);
      assertThat(run.out()).as("all are living tasks").doesNotContain("container ");
    }
  }
}
