package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.docker.Engines;
import net.boincwrapper.harness.EngineUnderTest;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.image.archive.ArchiveSample;
import net.boincwrapper.image.archive.ArchiveSample.Packing;
import net.boincwrapper.job.Job;
import net.boincwrapper.plan.SamplePlans;
import net.boincwrapper.plan.TaskFixture;
import net.boincwrapper.slot.SlotLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Image archives and the engine of this machine. */
@WithEngine
class ImageArchiveIT {
  private static final String FILE = "image.archive";
  private static final String REPOSITORY = "boincwrapper/example.org_quantum";

  @TempDir Path slot;
  @TempDir Path shared;

  private final TaskFixture task = new TaskFixture();
  private final List<String> said = new ArrayList<>();
  private Engine engine;

  @BeforeEach
  void connect() throws EngineException {
    engine = Engines.connect(EngineUnderTest.environment());
    digest("");
  }

  @AfterEach
  void removeWhatWasLoaded() {
    engine.close();
    images().forEach(image -> Shell.run("docker", "rmi", image));
    Shell.run("docker", "rmi", ArchiveSample.CLAIMED);
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void aDockerArchiveIsLoadedHoweverItIsCompressed(Packing packing) throws Exception {
    ship(ArchiveSample.docker().bytes(packing));
    assertLoaded(obtain());
  }

  @ParameterizedTest
  @EnumSource(
      value = Packing.class,
      names = {"PLAIN", "GZIP"})
  void anOciArchiveIsLoadedHoweverItsLayersAreCompressed(Packing packing) throws Exception {
    ship(ArchiveSample.oci(packing).bytes(Packing.ZSTD));
    assertLoaded(obtain());
  }

  private void assertLoaded(ImageInfo image) throws EngineException {
    assertThat(image.command()).containsExactly("/one");
    assertThat(image.environment()).containsEntry("A", "b");
    assertThat(image.layers())
        .isEqualTo(
            ArchiveSample.layers().stream().map(it -> "sha256:" + ArchiveSample.hex(it)).toList());
    assertThat(images()).singleElement().asString().startsWith(REPOSITORY + ":");
    assertThat(engine.findImage(ArchiveSample.CLAIMED)).isEmpty();
  }

  @Test
  void anImageOfTheOwnersKeepsItsName() throws Exception {
    Shell.succeed("docker", "tag", SamplePlans.IMAGE, ArchiveSample.CLAIMED);
    ImageInfo precious = engine.findImage(ArchiveSample.CLAIMED).orElseThrow();
    ship(ArchiveSample.docker().bytes());

    assertThat(obtain().id()).isNotEqualTo(precious.id());

    assertThat(engine.findImage(ArchiveSample.CLAIMED)).contains(precious);
  }

  @Test
  void anArchiveThatWasTamperedWithLeavesNoImage() throws Exception {
    ArchiveSample sample = ArchiveSample.docker();
    byte[] layer = sample.file("layer1/layer.tar").clone();
    layer[600] ^= 1;
    ship(sample.with("layer1/layer.tar", layer).bytes(Packing.GZIP));

    assertThatThrownBy(this::obtain).hasMessageContaining("tampered with or damaged: layer 2");

    assertThat(images()).isEmpty();
    assertThat(engine.findImage(ArchiveSample.CLAIMED)).isEmpty();
  }

  @Test
  void anotherDigestLeavesNoImage() throws Exception {
    ship(ArchiveSample.docker().bytes());
    digest("sha256:" + "d".repeat(64));

    assertThatThrownBy(this::obtain).hasMessageContaining("as [image] digest demands");

    assertThat(images()).isEmpty();
  }

  @Test
  void anArchiveThatEndsEarlyLeavesNoImage() throws Exception {
    byte[] whole = ArchiveSample.docker().bytes(Packing.GZIP);
    ship(Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(this::obtain).hasMessageContaining("ends early");

    assertThat(images()).isEmpty();
  }

  /** As an author makes it by hand, of an image that runs. */
  @Test
  void whatTheEngineSavesIsTheSameImageAgain() throws Exception {
    ImageInfo saved = engine.findImage(SamplePlans.IMAGE).orElseThrow();
    digest(saved.id());
    Shell.succeed("docker", "save", "--output", slot.resolve(FILE).toString(), SamplePlans.IMAGE);

    assertThat(obtain().id()).isEqualTo(saved.id());

    String hello = Shell.succeed("docker", "run", "--rm", images().get(0), "echo", "hello");
    assertThat(hello).contains("hello");
    assertThat(engine.findImage(SamplePlans.IMAGE)).isPresent();
  }

  private static List<String> images() {
    String names =
        Shell.succeed("docker", "images", "--format", "{{.Repository}}:{{.Tag}}", REPOSITORY);
    return names.lines().toList();
  }

  private void digest(String digest) {
    task.imageRules =
        new Job.ImageRules(
            Optional.of(FILE), Optional.of(digest).filter(it -> !it.isEmpty()), true);
  }

  private void ship(byte[] archive) throws IOException {
    Files.write(slot.resolve(FILE), archive);
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
                said::add,
                said::add,
                said::add));
  }
}
