package net.boincwrapper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.engine.Engine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ByHandTest {
  private final TaskFixture task = new TaskFixture();
  private final Path directory = task.slot.directory();

  @BeforeEach
  void makeFiles() throws IOException {
    task.write("job.toml", "");
    task.write("data/deep/x", "");
  }

  @Test
  void aBuildGetsWhatTheJobGivesIt() {
    task.buildArguments = Map.of("B", "it's", "A", "1");
    task.target = Optional.of("run");

    assertThat(byHand().preparation())
        .anyMatch(
            line ->
                line.startsWith("docker build --tag by-hand:")
                    && line.contains("--build-arg A=1 --build-arg 'B=it'\\''s' --target run"));
    assertThat(byHand().create()).contains("\n  by-hand:");
  }

  @Test
  void anImageWithANameIsPulledOnlyWhereItIsMissing() {
    task.imageName = Optional.of("example/x:1");

    assertThat(byHand().preparation())
        .anyMatch(line -> line.matches("docker image inspect (\\S+) > /dev/null 2>&1 .*pull \\1"));
  }

  @Test
  void podmanIsCalledByItsName() {
    task.engine = Engine.Kind.PODMAN;

    assertThat(byHand().preparation()).anyMatch(line -> line.startsWith("podman build "));
    assertThat(byHand().create()).startsWith("podman create ");
  }

  @Test
  void nothingOfItIsOurs() {
    task.network = true;

    assertThat(byHand().create())
        .doesNotContain("--name", "--label", "net.boincwrapper", "--network boincwrapper")
        .contains("--network bridge");
  }

  @Test
  void filesOfTheSlotAreCopiedAndThoseOfTheProjectStay() {
    assertThat(byHand().preparation())
        .contains("cp " + directory + "/data/deep/x /scratch/by-hand/data/deep/")
        .contains("chown -R 1000:1001 /scratch/by-hand");
    assertThat(byHand().create())
        .contains("source=/scratch/by-hand,target=/app")
        .contains("source=" + task.project + ",target=/project,readonly")
        .doesNotContain("source=" + directory);
  }

  private ByHand byHand() {
    return ByHand.of(
        task.plan(),
        task.job(),
        new ByHand.Folder(
            directory,
            task.files.getPath("/scratch"),
            List.of(task.files.getPath("data/deep/x"), task.files.getPath("job.toml")),
            "Dockerfile"));
  }
}
