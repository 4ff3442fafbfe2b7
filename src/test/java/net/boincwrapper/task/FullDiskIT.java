package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.client.ClientRequest;
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

    assertWaitsForSpace(first);

    assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(4);
    assertThat(task.slot().finish()).content().startsWith("4\n");
  }

  @Test
  void aDiskThatIsFullFromTheStartPostponesTheTask() throws IOException {
    smallSlot();
    task.countingApp(3, 5);
    task.writeInitData();
    // The client has made its own files before.
    Files.write(task.slot().sharedMemory(), new byte[8192]);
    Shell.run("sh", "-c", "cat /dev/zero > '" + rest() + "'");
    RunningWrapper first = task.launchAsIs();

    assertWaitsForSpace(first);

    assertThat(task.containers()).isEmpty();
    assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(5);
  }

  @Test
  void aSlotOfAnotherUserIsNotTheTasksFault() throws IOException {
    task = prepared(Volunteer.UNPRIVILEGED.task(directory));
    Shell.succeed("chown", "root:root", task.slot().directory().toString());
    Shell.succeed("chown", "-R", "root:root", task.slot().ownDirectory().toString());

    assertSaysWhyAndLeavesWhenAsked("owns");
  }

  @Test
  void aRecordThatCannotBeWrittenIsNotTheTasksFault() throws IOException {
    task = prepared(Volunteer.UNPRIVILEGED.task(directory));
    Shell.succeed("chown", "-R", "root:root", task.slot().ownDirectory().toString());

    assertSaysWhyAndLeavesWhenAsked(".docker_wrapper");
  }

  /** Without room for the temporary-exit file the wrapper stays, and writes it when there is. */
  private void assertWaitsForSpace(RunningWrapper wrapper) throws IOException {
    wrapper.await("the trouble", () -> task.stderr().contains("trying again in 60 s"));
    assertThat(task.slot().finish()).doesNotExist();
    Files.delete(rest());
    assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();
    assertThat(task.read("boinc_temporary_exit")).startsWith("60\n").contains("No space left");
    assertThat(task.slot().finish()).doesNotExist();
  }

  private void assertSaysWhyAndLeavesWhenAsked(String reason) throws IOException {
    RunningWrapper wrapper = task.launchAsIs();
    wrapper.await("the trouble", () -> task.stderr().contains("trying again in 60 s"));
    assertThat(task.stderr()).contains("Check that the client's user owns", reason);
    wrapper.request(ClientRequest.QUIT);
    assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();
    assertThat(task.slot().finish()).doesNotExist();
  }

  private Path rest() {
    return task.slot().directory().resolve("rest");
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
    // Its page has room for what the wrapper says on a full disk.
    Files.writeString(task.slot().stderr(), "the client's line\n");
    task.job("");
  }
}
