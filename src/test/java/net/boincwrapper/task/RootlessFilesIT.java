package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.harness.RootlessPodman;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rootless Podman, whose root inside is the volunteer's user, and its ids. */
@WithEngine
@Timeout(120)
class RootlessFilesIT {
  private static final String SECRET = "hidden-from-the-app-4712";

  private static RootlessPodman podman;

  @TempDir Path directory;
  private TaskHarness task;

  @BeforeAll
  static void start() throws Exception {
    podman = RootlessPodman.start();
  }

  @AfterAll
  static void stop() {
    if (podman != null) {
      podman.close();
    }
  }

  private TaskHarness task() throws Exception {
    task = TaskHarness.in(directory, Optional.of(podman.user())).engine(podman.host());
    return task;
  }

  @AfterEach
  void close() {
    if (task != null) {
      task.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theClientCanEmptyTheSlot(LeftFilesIT.End end) throws Exception {
    LeftFilesIT.check(task(), end, end == LeftFilesIT.End.END ? "--workdir /app/made/below" : "");
  }

  @Test
  void noTrickGetsBeneathWhatIsMounted() throws Exception {
    task()
        .job("[[scratch]]\npath = \"/hot\"\nsize = \"1m\"\n")
        .app("# looking-app\necho > here\nuntil [ -e done ]; do sleep 0.1; done\n")
        .file("stderr.txt", SECRET + "\n")
        .file("boinc_task_state.xml", SECRET + "\n")
        .file(".docker_wrapper/secret", SECRET + "\n");
    RunningWrapper wrapper = task.launch();
    wrapper.await("it runs", () -> Files.exists(task.slot().directory().resolve("here")));

    IsolationIT.assertNoTrickFinds(task, SECRET);
    IsolationIT.assertNoTrickFinds(task, TaskHarness.AUTHENTICATOR);

    task.file("done", "");
    assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();
  }

  @Test
  void aBuildThatNeedsIdsIsPostponedWithRootsCommands() throws Exception {
    task()
        .file("job.toml", "")
        .file(
            "Dockerfile",
            "FROM %s\nRUN touch /x && chown 1000:1000 /x\nCMD [\"/bin/true\"]\n"
                .formatted(TaskHarness.IMAGE));
    RunningWrapper wrapper = task.launch();

    assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();

    assertThat(task.read("boinc_temporary_exit"))
        .as(task.stderr())
        .startsWith("3600\n")
        .contains(
            "usermod --add-subuids ",
            " --add-subgids ",
            " " + podman.user() + " && runuser -u " + podman.user())
        .contains("podman system migrate");
    assertThat(task.slot().finish()).doesNotExist();
  }
}
