package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.ImageStore;
import net.boincwrapper.engine.docker.Engines;
import net.boincwrapper.harness.DockerOnly;
import net.boincwrapper.harness.EngineUnderTest;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.image.UnusedImages.Keeping;
import net.boincwrapper.image.archive.ArchiveSample;
import net.boincwrapper.image.archive.ArchiveSample.Packing;
import net.boincwrapper.plan.SamplePlans;
import net.boincwrapper.time.HostClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What images cost a host, counted by its engine. */
@WithEngine
class ImagesOfAHostIT {
  private static final Keeping USUAL = new Keeping(Duration.ofDays(14), 10L << 30);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TempDir Path slot;
  @TempDir Path shared;

  private ArchivedTask task;
  private Engine engine;

  @BeforeEach
  void connect() throws EngineException, IOException {
    engine = Engines.connect(EngineUnderTest.environment());
    task = new ArchivedTask(slot, getClass());
    task.ship(ArchiveSample.docker(ArchiveSample.layers("own")).bytes(Packing.GZIP));
  }

  @AfterEach
  void removeWhatIsLeft() {
    engine.close();
    task.removeImages();
  }

  @DockerOnly("Podman's service tells of no loads")
  @Test
  void eightTasksThatStartTogetherLoadOnce() throws Exception {
    Instant begin = Instant.now();
    String image = "";
    ExecutorService tasks = Executors.newFixedThreadPool(8);
    try {
      Callable<ImageInfo> obtain = this::obtain;
      List<Future<ImageInfo>> all = tasks.invokeAll(Collections.nCopies(8, obtain));
      for (Future<ImageInfo> one : all) {
        assertThat(one.get().command()).containsExactly("/one");
        image = one.get().id();
      }
    } finally {
      tasks.shutdownNow();
    }
    assertThat(task.images()).hasSize(1);
    assertThat(loadsSince(begin)).containsOnlyOnce(image);
  }

  @Test
  void anImageThatNobodyUsesGoesAndTheDiskIsAsItWas() throws Exception {
    String image = obtain().id();
    assertThat(ids()).contains(image);
    Path layer = layerOf(image);
    assertThat(layer).isDirectory();
    assertThat(collect(USUAL)).isEmpty();
    assertThat(task.images()).hasSize(1);
    anotherHour();
    lastUsedBefore(Duration.ofDays(15));

    assertThat(collect(USUAL)).singleElement().asString().contains(task.repository(), "15 d");

    assertThat(ids()).doesNotContain(image);
    assertThat(layer).doesNotExist();
    assertThat(engine.findImage(SamplePlans.IMAGE)).isPresent();
  }

  @Test
  void overTheBudgetItGoesUnlessAContainerUsesIt() throws Exception {
    ImageInfo image = obtain();
    lastUsedBefore(Duration.ofHours(2));
    String container = Shell.succeed("docker", "create", image.id()).strip();
    Keeping nothing = new Keeping(Duration.ofDays(14), 0);
    try {
      assertThat(collect(nothing)).isEmpty();
      assertThat(task.images()).hasSize(1);
    } finally {
      Shell.succeed("docker", "rm", container);
    }
    anotherHour();
    assertThat(collect(nothing)).singleElement().asString().contains("more disk than they may");
    assertThat(task.images()).isEmpty();
  }

  /** What is said of this test's image; others may have left build stages on this host. */
  private List<String> collect(Keeping keeping) throws EngineException {
    return new UnusedImages(engine, ImageStore.of(engine.info()), shared, HostClock.system())
        .collect(keeping, LONGEST).stream()
            .filter(line -> line.contains(task.repository()))
            .toList();
  }

  private void lastUsedBefore(Duration time) throws IOException, EngineException {
    ImageRecords records =
        new ImageRecords(ImageStore.of(engine.info()), shared, HostClock.system());
    for (String image : task.images()) {
      records.of(image).touch(Instant.now().minus(time));
    }
  }

  private void anotherHour() throws IOException {
    Files.delete(shared.resolve("images-collected"));
  }

  private static List<String> ids() {
    return Shell.succeed("docker", "images", "--quiet", "--all", "--no-trunc").lines().toList();
  }

  /** Where the engine has unpacked the image's last layer. */
  private static Path layerOf(String image) {
    String directory =
        Shell.succeed("docker", "inspect", "--format", "{{.GraphDriver.Data.UpperDir}}", image);
    return Path.of(directory.strip());
  }

  /** The ids of what was loaded, also by other tests. */
  private static List<String> loadsSince(Instant begin) {
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
            "event=load",
            "--format",
            "{{.ID}}")
        .lines()
        .toList();
  }

  private ImageInfo obtain() throws EngineException {
    return task.obtain(engine, shared);
  }
}
