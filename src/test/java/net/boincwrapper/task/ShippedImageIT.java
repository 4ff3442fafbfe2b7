package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.image.archive.ArchiveSample.Packing;
import net.boincwrapper.image.archive.BallastArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks whose image comes as a file of the app version. */
@WithEngine
class ShippedImageIT {
  private static final int CHILD_FAILED = 195;
  private static final long BALLAST = 1 << 20;

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

  @Test
  void theAppRunsInTheImageThatTheFileHolds() throws IOException {
    String digest = project.ship(BALLAST, Packing.ZSTD);
    TaskHarness task = project.task(0).file("job.toml", ShippingProject.job(digest));

    assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();

    assertThat(task.read("out.txt")).isEqualToIgnoringNewLines("done");
    assertThat(project.images()).singleElement().asString().startsWith("boincwrapper/");
    assertThat(Shell.run("docker", "image", "inspect", BallastArchive.CLAIMED).status())
        .as("a name of the owner's")
        .isPositive();
  }

  /** As somebody who needs the disk does; no reason for a task to fail. */
  @Test
  void anImageThatIsGoneIsLoadedAgain() throws IOException {
    String digest = project.ship(BALLAST, Packing.GZIP);
    for (int slot = 0; slot < 2; slot++) {
      TaskHarness task = project.task(slot).file("job.toml", ShippingProject.job(digest));
      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();
      assertThat(task.stderr()).contains("loading ");
      Shell.succeed("docker", "rmi", project.images().get(0));
      assertThat(project.images()).isEmpty();
    }
  }

  /** A gigabyte takes seconds to read. */
  @Test
  void noLaterTaskReadsTheFile() throws IOException {
    String digest = project.ship(BALLAST, Packing.GZIP);
    TaskHarness first = project.task(0).file("job.toml", ShippingProject.job(digest));
    assertThat(first.launch().awaitExit()).as(first.stderr()).isZero();
    Files.write(project.file(), new byte[(int) Files.size(project.file())]);

    TaskHarness second = project.task(1).file("job.toml", ShippingProject.job(digest));
    assertThat(second.launch().awaitExit()).as(second.stderr()).isZero();

    assertThat(second.read("out.txt")).contains("done");
    assertThat(second.stderr()).doesNotContain("loading ");
  }

  @Test
  void anotherImageThanTheJobDemandsFailsTheTask() throws IOException {
    String digest = project.ship(BALLAST, Packing.PLAIN);
    String other = "sha256:" + "d".repeat(64);
    TaskHarness task = project.task(0).file("job.toml", ShippingProject.job(other));

    assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(CHILD_FAILED);

    assertThat(task.stderr()).contains("holds the image " + digest + " and not " + other);
    assertThat(project.images()).isEmpty();
  }
}
