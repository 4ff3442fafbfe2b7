package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.harness.DockerOnly;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.image.archive.ArchiveSample.Packing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight wrappers of different workunits that start together, counted by what the engine tells. */
@WithEngine
@Tag("heavy")
class OncePerHostIT {
  private static final int TASKS = 8;

  @TempDir Path directory;
  private ShippingProject project;

  @BeforeEach
  void aProject() throws IOException {
    project = new ShippingProject(directory);
  }

  @AfterEach
  void nothingIsLeft() {
    project.close();
  }

  @DockerOnly("Podman's service tells of no loads")
  @Test
  void loadOnce() throws IOException {
    String digest = project.ship(8 << 20, Packing.GZIP);
    Instant begin = Instant.now();

    List<TaskHarness> tasks = together(ShippingProject.job(digest), "");

    String image = theImage();
    assertThat(ids(begin, "load")).containsOnlyOnce(image);
    assertThat(told(tasks, "loading ")).isEqualTo(1);
  }

  @DockerOnly("Podman's service names no image that it has built")
  @Test
  void buildOnce() throws IOException {
    project.ship(1 << 20, Packing.PLAIN);
    Instant begin = Instant.now();

    List<TaskHarness> tasks =
        together(
            "create_args = \"--entrypoint /app/app.sh\"\n",
            "FROM " + TaskHarness.IMAGE + "\nCOPY image.archive /ballast\nWORKDIR /app\n");

    String image = theImage();
    assertThat(ids(begin, "tag")).containsOnlyOnce(image);
    assertThat(told(tasks, "building boincwrapper/")).isEqualTo(1);
  }

  /** All of them run to their ends; that they overlap is what their lines say. */
  private List<TaskHarness> together(String job, String dockerfile) throws IOException {
    List<TaskHarness> tasks = new ArrayList<>();
    List<RunningWrapper> wrappers = new ArrayList<>();
    for (int slot = 0; slot < TASKS; slot++) {
      TaskHarness task = project.task(slot).file("job.toml", job);
      tasks.add(dockerfile.isEmpty() ? task : task.file("Dockerfile", dockerfile));
    }
    for (TaskHarness task : tasks) {
      wrappers.add(task.launch());
    }
    for (int i = 0; i < TASKS; i++) {
      assertThat(wrappers.get(i).awaitExit()).as(tasks.get(i).stderr()).isZero();
      assertThat(tasks.get(i).read("out.txt")).as(tasks.get(i).stderr()).contains("done");
    }
    assertThat(told(tasks, "waiting for another task")).as("that met the first one").isPositive();
    return tasks;
  }

  private static long told(List<TaskHarness> tasks, String line) {
    return tasks.stream().filter(task -> task.stderr().contains(line)).count();
  }

  private String theImage() {
    assertThat(project.images()).hasSize(1);
    return ShippingProject.inspect(project.images().get(0), "{{.Id}}").strip();
  }

  /** Of the images of such events, also of other tests. */
  private static List<String> ids(Instant begin, String event) {
    return Shell.succeed(
            "docker",
            "events",
            "--since",
            begin.toString(),
            "--until",
            Instant.now().plusMillis(1).toString(),
            "--filter",
            "type=image",
            "--filter",
            "event=" + event,
            "--format",
            "{{.ID}}")
        .lines()
        .toList();
  }
}
