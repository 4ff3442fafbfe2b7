package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.job.Problem;
import net.boincwrapper.plan.TaskFixture;
import org.junit.jupiter.api.Test;

class ImagePreviewTest {
  private final TaskFixture task = new TaskFixture();

  @Test
  void whatIsBuiltHasTheNameThatTheBuildGivesIt() throws Exception {
    dockerfile("FROM debian\nCOPY data /opt/\n");
    task.write("data", "1");

    assertThat(preview().image().map(Engine.ImageInfo::id))
        .isEqualTo(ImageBuild.of(wish()).map(ImageBuild::tag))
        .isPresent();
  }

  @Test
  void allFormsOfEnvAreRead() throws IOException {
    dockerfile("FROM debian\nENV A=1 B=\"two words\" \\\n  C=\nENV D four words\nENV A=5\n");

    assertThat(environment())
        .isEqualTo(Map.of("A", "5", "B", "two words", "C", "", "D", "four words"));
  }

  @Test
  void stagesBelowCountAndStagesAsideDoNot() throws IOException {
    dockerfile(
        """
        FROM debian AS base
        ENV A=1 B=1
        FROM debian AS aside
        ENV X=1
        FROM base
        ENV B=2
        """);

    assertThat(environment()).isEqualTo(Map.of("A", "1", "B", "2"));
  }

  @Test
  void theTargetIsTheStageThatCounts() throws IOException {
    task.target = Optional.of("base");
    dockerfile("FROM debian AS base\nENV A=1\nFROM base\nENV A=2\n");

    assertThat(environment()).isEqualTo(Map.of("A", "1"));
  }

  @Test
  void aStageThatIsNamedAsItsOwnBaseIsAnImage() throws IOException {
    dockerfile("FROM debian AS debian\nENV A=1\n");

    assertThat(environment()).isEqualTo(Map.of("A", "1"));
  }

  @Test
  void aFileThatIsMissingIsAProblemWithItsLine() throws IOException {
    dockerfile("FROM debian\nCOPY data /opt/\n");

    assertThat(preview().problems())
        .filteredOn(Problem::isError)
        .singleElement()
        .asString()
        .startsWith("Dockerfile:2: ")
        .contains("data");
  }

  @Test
  void withoutADockerfileThereIsNoImage() throws IOException {
    assertThat(preview()).isEqualTo(new ImagePreview(Optional.empty(), java.util.List.of()));
  }

  private void dockerfile(String text) throws IOException {
    task.write("Dockerfile", text);
  }

  private Map<String, String> environment() throws IOException {
    return preview().image().orElseThrow().environment();
  }

  private ImagePreview preview() throws IOException {
    return ImagePreview.of(wish(), new SlotFiles(Set.of("data"), Set.of()));
  }

  private Images.Wish wish() {
    return new Images.Wish(task.job(), task.init(), task.slot, "Dockerfile", task.engineInfo());
  }
}
