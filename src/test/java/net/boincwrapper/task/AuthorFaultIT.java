package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the author of a job can get wrong fails the task at once, and says how to mend it. */
@WithEngine
class AuthorFaultIT {
  private static final int BAD_JOB = 206;
  private static final int CHILD_FAILED = 195;
  private static final int OUT_OF_MEMORY = 198;

  @TempDir Path directory;
  private TaskHarness task;

  @BeforeEach
  void makeTask() throws IOException {
    task = TaskHarness.in(directory);
  }

  @AfterEach
  void removeTask() {
    task.close();
  }

  @Test
  void everyProblemOfTheJobIsToldWithItsPlace() throws IOException {
    task.file(
        "job.toml",
        """
        image_name = "debian:bookworm-slim"
        workdri = "/app"
        portmap = 8080

        [checkpoint]
        grace = 400
        """);

    assertFails(BAD_JOB);

    assertThat(task.stderr())
        .contains("job.toml:2: unknown key \"workdri\"; did you mean \"workdir\"?")
        .contains("job.toml:3: ")
        .contains("job.toml:6: ");
  }

  @Test
  void tenMegabytesOfGarbageAreNoJob() throws IOException {
    task.file("job.toml", "[[".repeat(5 << 20));

    assertFails(BAD_JOB);

    assertThat(task.stderr()).contains("job.toml");
    assertThat(Files.size(task.slot().stderr())).isLessThan(10_000);
  }

  @Test
  void aJobNeedsNoJobToml() throws IOException {
    Files.delete(task.slot().directory().resolve("job.toml"));
    task.app("echo done > out.txt; exit 3");
    task.file(
        "Dockerfile",
        "FROM %s\nWORKDIR /app\nCMD [\"/app/app.sh\"]\n".formatted(TaskHarness.IMAGE));

    assertFails(3);

    assertThat(task.read("out.txt")).isEqualTo("done\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app/absent", "/etc/passwd"})
  void aProgramThatCannotRunIsNamed(String program) throws IOException {
    task.file(
        "job.toml",
        "image_name = \"%s\"\ncreate_args = \"--entrypoint %s\"\n"
            .formatted(TaskHarness.IMAGE, program));

    assertFails(CHILD_FAILED);

    assertThat(task.stderr()).contains(program);
  }

  @Test
  void anAppThatNeedsMoreMemoryThanItsLimitIsToldLimitAndPeak() throws IOException {
    task.job("[limits]\nmemory = \"40m\"\n");
    task.app("exec tail /dev/zero");

    assertFails(OUT_OF_MEMORY);

    assertThat(task.stderr()).contains("ran out of memory", "limit 40 MiB");
  }

  @Test
  void aTalkativeAppLeavesTheTailOfItsOutput() throws IOException {
    task.app("yes 'a line of the app' | head -c 30000000; echo 'the last line'");

    assertFails(0);

    assertThat(task.stderr()).contains("the last line");
    assertThat(Files.size(task.slot().stderr())).isBetween(10_000L, 45_000L);
  }

  private void assertFails(int status) throws IOException {
    assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(status);
    assertThat(task.slot().finish()).content().startsWith(status + "\n");
    assertThat(task.slot().temporaryExit()).doesNotExist();
    assertThat(task.containers()).isEmpty();
  }
}
