package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Consumer;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an app leaves, whatever it does to owners and permissions, its volunteer's client can read
 * and remove: without root, and without changing a permission, as a client does not.
 */
@WithEngine
@Timeout(90)
class LeftFilesIT {
  /** Says what it could do, and then waits. */
  static final String CLOSING_APP =
      """
      id
      echo result > out.txt
      cp -p /bin/su su
      chown 1000:1000 out.txt || echo "no chown"
      chgrp 1 out.txt || echo "no chgrp"
      su nobody -s /bin/sh -c "touch nobodys" || echo "no su"
      setpriv --reuid 1 --clear-groups touch others || echo "no setpriv"
      unshare --user --map-root-user sh -c "chown 1:1 out.txt; touch mapped; chown 1 mapped" ||
        echo "no namespace"
      mkdir -p closed/inner read-only/inner empty
      echo x > closed/inner/file
      echo x > read-only/inner/file
      ln -s "$PWD/../../.." closed/link
      chmod 4111 su
      chmod 0 closed/inner/file closed/inner closed empty out.txt
      chmod 0555 read-only/inner read-only
      echo x > file || exit 3
      echo all > /app/left
      until [ -e /app/done ]; do sleep 0.1; done
      """;

  /** How the task's life ends. */
  enum End {
    END(0),
    QUIT(0),
    ABORT(ExitSequence.ABORTED);

    private final int status;

    End(int status) {
      this.status = status;
    }
  }

  @TempDir Path directory;
  private TaskHarness task;

  @AfterEach
  void close() {
    if (task != null) {
      task.close();
      Shell.run("chmod", "-R", "u+rwX", task.boincDirectory().toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theClientCanEmptyTheSlot(End end) throws Exception {
    task = Volunteer.UNPRIVILEGED.task(directory);
    check(task, end, "");
  }

  /** Engines make a missing working directory. */
  @ParameterizedTest
  @EnumSource(names = "END")
  void alsoWhereTheJobNamesAWorkingDirectoryThatIsNotThere(End end) throws Exception {
    task = Volunteer.UNPRIVILEGED.task(directory);
    check(task, end, "--workdir /app/made/below");
  }

  static void check(TaskHarness task, End end, String more) throws IOException {
    task.file(
        "job.toml",
        "image_name = \"%s\"\ncreate_args = \"--entrypoint /app/app.sh %s\"\n"
            .formatted(TaskHarness.IMAGE, more));
    task.app(CLOSING_APP);
    RunningWrapper wrapper = task.launch();
    wrapper.await(
        "everything is left", () -> Files.exists(task.slot().directory().resolve("left")));

    how(end, task).accept(wrapper);
    assertThat(wrapper.awaitExit()).as(task.stderr()).isEqualTo(end.status);

    assertThat(task.notTheVolunteers()).as(task.stderr()).isEmpty();
    Path slot = task.slot().directory();
    if (end == End.END) {
      String output = more.isEmpty() ? "out.txt" : "made/below/out.txt";
      assertThat(task.asVolunteer("cat", slot.resolve(output).toString()).output())
          .isEqualTo("result\n");
    }
    Shell.Result emptied = task.asVolunteer("rm", "-rf", slot.toString());
    assertThat(emptied.output()).isEmpty();
    assertThat(Files.exists(slot, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  private static void finish(TaskHarness task) {
    try {
      task.file("done", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Consumer<RunningWrapper> how(End end, TaskHarness task) {
    return wrapper -> {
      switch (end) {
        case QUIT -> wrapper.request(ClientRequest.QUIT);
        case ABORT -> wrapper.request(ClientRequest.ABORT);
        default -> finish(task);
      }
    };
  }
}
