package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.slot.SlotLayout;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What loosens the isolation is the volunteer's to decide, never a project's. */
@WithEngine
@Timeout(60)
class DangerousJobIT {
  private static final int INIT_FAILURE = 206;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create_args = \"--privileged\"",
        "create_args = \"--network host\"",
        "create_args = \"--net=container:other\"",
        "create_args = \"--pid host\"",
        "create_args = \"--ipc=host\"",
        "create_args = \"--userns host\"",
        "create_args = \"--user 0:0\"",
        "create_args = \"--cap-add SYS_ADMIN\"",
        "create_args = \"--security-opt seccomp=unconfined\"",
        "create_args = \"--device /dev/kmsg\"",
        "create_args = \"-v /:/host\"",
        "create_args = \"--mount type=bind,source=/etc,target=/data\"",
        "create_args = \"--volumes-from other\"",
        "create_args = \"--restart always\"",
        "create_args = \"--cgroup-parent /\"",
        "create_args = \"--add-host x:1.2.3.4\"",
        "create_args = \"--runtime other\"",
        "create_args = \"--label net.boincwrapper.slot=/other\"",
        "mount = [\"/:/host\"]",
        "mount = [\"/etc:/data\"]",
        "mount = [\"/var/run/docker.sock:/data/docker.sock\"]",
        "mount = [\"../..:/data\"]",
        "mount = [\".:/data\"]",
        "mount = [\".docker_wrapper:/data\"]",
        "mount = [\"boinc_mmap_file:/data\"]",
        "mount = [\"init_data.xml:/data\"]",
        "mount = [\"leads_out:/data\"]",
        "mount = [\"leads_out/shadow:/data\"]",
        "mount = [\"inside:/etc\"]",
        "mount = [\"inside:/app/.docker_wrapper\"]",
        "portmap = [\"0.0.0.0:80:80\"]",
        "workdir = \"/\"",
        "workdir = \"/etc\"",
        "project_dir_mount = \"/usr\""
      })
  void isRefusedByNameBeforeAnythingReachesTheEngine(String line) throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.file("job.toml", "image_name = \"" + TaskHarness.IMAGE + "\"\n" + line + "\n");
      task.app("touch it_ran\n");
      Files.createDirectory(task.slot().directory().resolve("inside"));
      Files.createSymbolicLink(task.slot().directory().resolve("leads_out"), Path.of("/etc"));

      assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(INIT_FAILURE);

      String asked = line.replaceAll(".*= \\[?\"(?:--?)?([^\\s:=\"]*).*", "$1");
      assertThat(task.stderr()).contains("job.toml").contains(asked);
      assertThat(task.stderr()).doesNotContain("creating container", "\tat ");
      assertThat(task.read(SlotLayout.FINISH)).startsWith(INIT_FAILURE + "\n");
      assertThat(task.containers()).isEmpty();
      assertThat(task.slot().directory().resolve("it_ran")).doesNotExist();
    }
  }
}
