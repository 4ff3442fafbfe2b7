package net.boincwrapper.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.simulate.DryRun;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine;
import net.boincwrapper.engine.FakeEngine.Verb;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageReaderTest {
  private final FakeEngine engine = new FakeEngine();

  @TempDir private Path job;

  @BeforeEach
  void makeJob() throws IOException {
    Files.writeString(job.resolve("job.toml"), "image_name = \"debian:12\"\n");
    engine.addImage("debian:12");
    engine.addFile("/var/lib/dpkg/status", "Package: bash\nVersion: 5.2\n");
    engine.addFile("/etc/passwd", "root");
  }

  private ImageContents read() throws IOException, EngineException {
    JobFolder folder = JobFolder.read(job, "job.toml", "Dockerfile");
    DryRun dryRun = DryRun.of(folder, List.of(), new DryRun.Volunteer(1, 1000, 1000));
    return new ImageReader(engine, line -> {}).read(folder, dryRun.init());
  }

  @Test
  void theImageIsReadInAContainerThatNeverRunsAndIsRemoved() throws Exception {
    assertThat(read().packages()).extracting(ImagePackage::name).containsExactly("bash");

    assertThat(engine.calls()).anyMatch(call -> call.startsWith("create"));
    assertThat(engine.calls()).noneMatch(call -> call.startsWith("start"));
    assertThat(engine.calls()).last().asString().startsWith("remove");
  }

  @Test
  void theContainerIsRemovedWhereItCannotBeRead() {
    engine.failNext(Verb.FILES, EngineException.Kind.RETRYABLE);

    assertThatThrownBy(this::read).isInstanceOf(EngineException.class);

    assertThat(engine.calls()).last().asString().startsWith("remove");
  }
}
