package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.harness.Mounts;
import net.boincwrapper.harness.OwnPodman;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that has found Podman, which nobody has started. */
@WithEngine
class PodmanWithoutServiceIT {
  @TempDir Path directory;
  private Path podman;

  @BeforeEach
  void aPodmanWithTheImage() throws IOException {
    podman = Files.createTempDirectory(Path.of("/var/tmp"), "dw-podman-");
    OwnPodman.configure(podman);
    Shell.succeed(
        "sh",
        "-c",
        "docker save '%s' | CONTAINERS_CONF='%s' CONTAINERS_STORAGE_CONF='%s' podman load"
            .formatted(TaskHarness.IMAGE, containersConf(), storageConf()));
  }

  private Path containersConf() {
    return podman.resolve("containers.conf");
  }

  private Path storageConf() {
    return podman.resolve("storage.conf");
  }

  @AfterEach
  void nothingIsLeft() {
    killServices();
    Mounts.unmountBelow(podman);
    Shell.run("rm", "--recursive", "--force", "--one-file-system", podman.toString());
  }

  private long killServices() {
    return Shell.run("pgrep", "--full", "podman system service .*" + directory)
        .output()
        .lines()
        .filter(pid -> Shell.run("kill", "-KILL", pid).status() == 0)
        .count();
  }

  @Test
  void aTaskStartsPodmansServiceAndStartsItAgainWhenItDies() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.hostInfo("docker_type", "2")
          .environment("CONTAINERS_CONF", containersConf().toString())
          .environment("CONTAINERS_STORAGE_CONF", storageConf().toString())
          .countingApp(TaskHarness.FOR_EVER, 0)
          .job("[checkpoint]\nfiles = [\"state\"]\n");
      RunningWrapper wrapper = task.launch().awaitCount(5);
      assertThat(task.stderr()).contains("engine PODMAN");
      assertThat(task.boincDirectory().resolve("docker_wrapper/podman/podman.sock")).exists();

      assertThat(killServices()).isOne();
      wrapper.awaitCount(wrapper.count() + 5);
      task.enough();

      assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();
      assertThat(task.slot().finish()).hasContent("0\n");
      assertThat(task.starts()).hasSize(1);
    }
  }
}
