package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.docker.Engines;
import net.boincwrapper.harness.DockerOnly;
import net.boincwrapper.harness.EngineUnderTest;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.image.UnusedImages.Keeping;
import net.boincwrapper.image.archive.ArchiveSample;
import net.boincwrapper.image.archive.ArchiveSample.Packing;
import net.boincwrapper.job.Job;
import net.boincwrapper.plan.SamplePlans;
import net.boincwrapper.plan.TaskFixture;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.time.HostClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What images cost a host, counted by its engine. */
@WithEngine
class ImagesOfAHostIT {
  private static final String FILE = "image.tar.gz";
  private static final String REPOSITORY = "boincwrapper/example.org_quantum";
  private static final Keeping USUAL = new Keeping(Duration.ofDays(14), 10L << 30);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TempDir Path slot;
  @TempDir Path shared;

  private final TaskFixture task = new TaskFixture();
  private Engine engine;

  @BeforeEach
  void connect() throws EngineException, IOException {
    engine = Engines.connect(EngineUnderTest.environment());
    task.imageRules = new Job.ImageRules(Optional.of(FILE), Optional.empty(), true);
    Files.write(slot.resolve(FILE), ArchiveSample.docker().bytes(Packing.GZIP));
  }

  @AfterEach
  void removeWhatIsLeft() {
    engine.close();
    images().forEach(image -> Shell.run("docker", "rmi", image));
  }

  @DockerOnly("Podman's service tells of no loads")
  @Test
  void eightTasksThatStartTogetherLoadOnce() throws Exception {
    Instant begin = Instant.now();
    ExecutorService tasks = Executors.newFixedThreadPool(8);
    try {
      Callable<ImageInfo> obtain = this::obtain;
      List<Future<ImageInfo>> all = tasks.invokeAll(Collections.nCopies(8, obtain));
      for (Future<ImageInfo> one : all) {
        assertThat(one.get().command()).containsExactly("/one");
      }
    } finally {
      tasks.shutdownNow();
    }
    assertThat(images()).hasSize(1);
    assertThat(loadsSince(begin)).isEqualTo(1);
  }

  @Test
  void anImageThatNobodyUsesGoesAndTheDiskIsAsItWas() throws Exception {
    List<String> before = ids();
    obtain();
    assertThat(ids()).hasSize(before.size() + 1);
    assertThat(collect(USUAL)).isEmpty();
    assertThat(images()).hasSize(1);
    anotherHour();
    lastUsedBefore(Duration.ofDays(15));

    assertThat(collect(USUAL)).singleElement().asString().contains(REPOSITORY, "15 d");

    assertThat(ids()).isEqualTo(before);
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
      assertThat(images()).hasSize(1);
    } finally {
      Shell.succeed("docker", "rm", container);
    }
    anotherHour();
    assertThat(collect(nothing)).singleElement().asString().contains("more disk than they may");
    assertThat(images()).isEmpty();
  }

  /** What is said of this test's image; others may have left build stages on this host. */
  private List<String> collect(Keeping keeping) throws EngineException {
    return new UnusedImages(engine, shared)
        .collect(keeping, LONGEST).stream().filter(line -> line.contains(REPOSITORY)).toList();
  }

  private void lastUsedBefore(Duration time) throws IOException {
    ImageRecords records = new ImageRecords(shared, HostClock.system());
    for (String image : images()) {
      records.of(image).touch(Instant.now().minus(time));
    }
  }

  private void anotherHour() throws IOException {
    Files.delete(shared.resolve("images-collected"));
  }

  private static List<String> images() {
    String names =
        Shell.succeed("docker", "images", "--format", "{{.Repository}}:{{.Tag}}", REPOSITORY);
    return names.lines().toList();
  }

  private static List<String> ids() {
    List<String> ids =
        new ArrayList<>(Shell.succeed("docker", "images", "--quiet", "--all").lines().toList());
    Collections.sort(ids);
    return ids;
  }

  private static long loadsSince(Instant begin) {
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
        .count();
  }

  private ImageInfo obtain() throws EngineException {
    return new Images(engine, shared, true)
        .obtain(
            new Images.Wish(
                task.job(), task.init(), new SlotLayout(slot), "Dockerfile", task.platform()),
            new Images.Surroundings(
                () -> false,
                () -> true,
                wanted -> {},
                () -> false,
                line -> {},
                line -> {},
                line -> {}));
  }
}
