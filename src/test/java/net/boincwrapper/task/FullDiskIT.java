package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.harness.Containers;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slot that takes no writes is the host's trouble: the task is postponed, never failed. */
@WithEngine
class FullDiskIT {
  @TempDir Path directory;
  private TaskHarness task;
  private boolean mounted;

  @BeforeEach
  void makeTask() throws IOException {
    task = TaskHarness.in(directory);
  }

  @AfterEach
  void removeTask() {
    task.close();
    if (mounted) {
      Shell.succeed("umount", "--lazy", task.slot().directory().toString());
    }
  }

  @Test
  void anAppThatFillsTheDiskEndsAsItLikes() throws IOException {
    smallSlot();
    task.app("cat /dev/zero > rest; rm -f rest; exit 4");

    assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(4);

    assertThat(task.slot().finish()).content().startsWith("4\n");
  }

  @Test
  void aTaskThatLeavesTheDiskFullFinishesOnceThereIsSpace() throws IOException {
    smallSlot();
    task.app("cat /dev/zero > rest; exit 4");

    RunningWrapper first = task.launch();
    int status = first.awaitExit();

    if (status == 0) {
      assertThat(task.slot().finish()).doesNotExist();
      Files.delete(task.slot().directory().resolve("rest"));
      status = task.launch().awaitExit();
    }
    assertThat(status).as(task.stderr()).isEqualTo(4);
    assertThat(task.slot().finish()).content().startsWith("4\n");
  }

  @Test
  void aDiskThatIsFullFromTheStartPostponesTheTask() throws IOException {
    smallSlot();
    task.countingApp(3, 5);
    task.writeInitData();
    Path rest = task.slot().directory().resolve("rest");
    // The client has made its own files before.
    Files.write(task.slot().sharedMemory(), new byte[8192]);
    Shell.run("sh", "-c", "cat /dev/zero > '" + rest + "'");

    RunningWrapper wrapper = task.launchAsIs();

    assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();
    assertThat(task.slot().finish()).doesNotExist();
    assertThat(task.containers()).isEmpty();

    Files.delete(rest);
    assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(5);
  }

  @Test
  void aSlotOfAnotherUserPostponesTheTask() throws IOException {
    task = prepared(Volunteer.UNPRIVILEGED.task(directory));
    Shell.succeed("chown", "-R", "root:root", task.slot().directory().toString());

    assertThat(task.launchAsIs().awaitExit()).as(task.stderr()).isZero();

    assertThat(task.stderr()).contains(task.slot().directory().toString(), "owns the slot");
    assertThat(task.slot().finish()).doesNotExist();
  }

  @Test
  void aRecordThatCannotBeWrittenPostponesTheTaskWithTheReason() throws IOException {
    task = prepared(Volunteer.UNPRIVILEGED.task(directory));
    Shell.succeed("rm", "--recursive", "--force", task.slot().ownDirectory().toString());
    Shell.succeed("mkdir", "--mode=755", task.slot().ownDirectory().toString());

    assertThat(task.launchAsIs().awaitExit()).as(task.stderr()).isZero();

    assertThat(task.read("boinc_temporary_exit")).startsWith("60\n").contains(".docker_wrapper");
    assertThat(task.slot().finish()).doesNotExist();
  }

  /** As the client leaves a slot in which a task has run before. */
  private TaskHarness prepared(TaskHarness task) throws IOException {
    task.countingApp(300, 5);
    task.launch().awaitCount(1).kill();
    task.containers().forEach(Containers::remove);
    return task;
  }

  private void smallSlot() throws IOException {
    String slot = task.slot().directory().toString();
    Shell.succeed("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", slot);
    mounted = true;
    Files.writeString(task.slot().setupComplete(), "");
    task.job("");
  }
}
