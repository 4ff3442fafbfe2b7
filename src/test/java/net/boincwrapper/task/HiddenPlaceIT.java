package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import net.boincwrapper.harness.HostFile;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places that the owner names and the client's user cannot see, but the engine can. */
@WithEngine
class HiddenPlaceIT {
  @TempDir Path directory;
  @TempDir Path owners;
  private TaskHarness task;

  @BeforeEach
  void aTaskOfAUserWhoCannotSeeThePlace() throws IOException {
    task = Volunteer.UNPRIVILEGED.task(directory).job("host_mounts = [\"data\"]\n");
    Files.setPosixFilePermissions(owners, PosixFilePermissions.fromString("rwx------"));
    new HostFile(directory)
        .of(task)
        .write("[[mount]]\nname = \"data\"\nsource = \"%s\"\n".formatted(owners.resolve("data")));
  }

  @AfterEach
  void removeTask() {
    task.close();
  }

  @Test
  void theEngineMountsIt() throws Exception {
    Files.writeString(
        Files.createDirectory(owners.resolve("data")).resolve("file"), "the owner's\n");
    task.app("cat \"$BOINC_MOUNT_DATA/file\" > read.txt\n");

    assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();

    assertThat(task.read("read.txt")).isEqualTo("the owner's\n");
  }

  /** Ten refusals of the engine end a task; this is not the job's fault, and may take longer. */
  @Test
  void oneThatIsMissingPostponesTheTaskHoweverOften() throws Exception {
    task.app("true\n");
    for (int time = 0; time <= ContainerCreation.MOST_STARTS; time++) {
      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();
      assertThat(task.slot().finish()).doesNotExist();
      assertThat(task.slot().temporaryExit()).exists();
      Files.delete(task.slot().temporaryExit());
    }
    assertThat(task.stderr()).contains("the owner's " + owners.resolve("data") + " may be missing");
  }
}
