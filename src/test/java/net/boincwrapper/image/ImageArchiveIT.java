package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.docker.Engines;
import net.boincwrapper.harness.EngineUnderTest;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.image.archive.ArchiveSample;
import net.boincwrapper.image.archive.ArchiveSample.Packing;
import net.boincwrapper.plan.SamplePlans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Image archives and the engine of this machine. */
@WithEngine
class ImageArchiveIT {
  @TempDir Path slot;
  @TempDir Path shared;

  private ArchivedTask task;
  private Engine engine;

  @BeforeEach
  void connect() throws EngineException {
    engine = Engines.connect(EngineUnderTest.environment());
    task = new ArchivedTask(slot, getClass());
  }

  @AfterEach
  void removeWhatWasLoaded() {
    engine.close();
    task.removeImages();
    Shell.run("docker", "rmi", ArchiveSample.CLAIMED);
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void aDockerArchiveIsLoadedHoweverItIsCompressed(Packing packing) throws Exception {
    task.ship(ArchiveSample.docker().bytes(packing));
    assertLoaded(obtain());
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void anOciArchiveIsLoadedHoweverItsLayersAreCompressed(Packing packing) throws Exception {
    task.ship(ArchiveSample.oci(packing).bytes(Packing.ZSTD));
    assertLoaded(obtain());
  }

  private void assertLoaded(ImageInfo image) throws EngineException {
    assertThat(image.command()).containsExactly("/one");
    assertThat(image.environment()).containsEntry("A", "b");
    assertThat(image.layers())
        .isEqualTo(
            ArchiveSample.layers().stream().map(it -> "sha256:" + ArchiveSample.hex(it)).toList());
    assertThat(task.images()).singleElement().asString().startsWith(task.repository() + ":");
    assertThat(engine.findImage(ArchiveSample.CLAIMED)).isEmpty();
  }

  @Test
  void anImageOfTheOwnersKeepsItsName() throws Exception {
    Shell.succeed("docker", "tag", SamplePlans.IMAGE, ArchiveSample.CLAIMED);
    ImageInfo precious = engine.findImage(ArchiveSample.CLAIMED).orElseThrow();
    task.ship(ArchiveSample.docker().bytes());

    assertThat(obtain().id()).isNotEqualTo(precious.id());

    assertThat(engine.findImage(ArchiveSample.CLAIMED)).contains(precious);
  }

  @Test
  void anArchiveThatWasTamperedWithLeavesNoImage() throws Exception {
    ArchiveSample sample = ArchiveSample.docker();
    byte[] layer = sample.file("layer1/layer.tar").clone();
    layer[600] ^= 1;
    task.ship(sample.with("layer1/layer.tar", layer).bytes(Packing.GZIP));

    assertThatThrownBy(this::obtain).hasMessageContaining("tampered with or damaged: layer 2");

    assertThat(task.images()).isEmpty();
    assertThat(engine.findImage(ArchiveSample.CLAIMED)).isEmpty();
  }

  @Test
  void anotherDigestLeavesNoImage() throws Exception {
    task.ship(ArchiveSample.docker().bytes());
    task.digest("sha256:" + "d".repeat(64));

    assertThatThrownBy(this::obtain).hasMessageContaining("as [image] digest demands");

    assertThat(task.images()).isEmpty();
  }

  @Test
  void anArchiveThatEndsEarlyLeavesNoImage() throws Exception {
    byte[] whole = ArchiveSample.docker().bytes(Packing.GZIP);
    task.ship(Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(this::obtain).hasMessageContaining("ends early");

    assertThat(task.images()).isEmpty();
  }

  /** As an author makes it by hand, of an image that runs. */
  @Test
  void whatTheEngineSavesIsTheSameImageAgain() throws Exception {
    ImageInfo saved = engine.findImage(SamplePlans.IMAGE).orElseThrow();
    task.digest(saved.id());
    Shell.succeed("docker", "save", "--output", task.archive().toString(), SamplePlans.IMAGE);

    // Docker that keeps images in containerd makes a manifest of its own, whose digest is the id.
    assertThat(obtain().layers()).isEqualTo(saved.layers()).isNotEmpty();

    String hello =
        Shell.succeed(
            "docker", "run", "--rm", "--network", "none", task.images().get(0), "echo", "hello");
    assertThat(hello).contains("hello");
    assertThat(engine.findImage(SamplePlans.IMAGE)).isPresent();
  }

  private ImageInfo obtain() throws EngineException {
    return task.obtain(engine, shared);
  }
}
