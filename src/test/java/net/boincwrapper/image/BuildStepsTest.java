package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildStepsTest {
  private static final String TEXT =
      """
      # a comment
      ARG V=1
      FROM debian AS first
      RUN make

      run apt-get update && \\
          apt-get install gcc
      FROM debian
      RUN make
      COPY --from=first /a /b
      """;

  private final List<String> heard = new ArrayList<>();
  private final BuildSteps steps =
      new BuildSteps(DockerfileReader.read("Dockerfile", TEXT), heard::add);

  @Test
  void theStepOfDockerIsFoundInTheFile() {
    assertThat(after("Step 4/8 : RUN apt-get update &&     apt-get install gcc", "Err:1 x"))
        .isEqualTo("Dockerfile line 6 (RUN apt-get update && apt-get install gcc)");
    assertThat(heard).hasSize(2);
  }

  @Test
  void theStepOfPodmanIsFoundInTheFile() {
    assertThat(after("[2/2] STEP 3/3: COPY --from=first /a /b"))
        .isEqualTo("Dockerfile line 10 (COPY --from=first /a /b)");
  }

  @Test
  void theSameInstructionTwiceIsToldApartByItsTurn() {
    assertThat(after("Step 3/8 : RUN make")).contains("line 4");
    assertThat(after("Step 6/8 : RUN make")).contains("line 9");
  }

  @Test
  void whatTheEngineAddsHasNoLine() {
    assertThat(after("Step 8/8 : LABEL a=b")).isEqualTo("Dockerfile (LABEL a=b)");
  }

  @Test
  void beforeTheFirstStepThereIsOnlyTheFile() {
    assertThat(after("Sending build context")).isEqualTo("Dockerfile");
  }

  private String after(String... lines) {
    List.of(lines).forEach(steps);
    return steps.place();
  }
}
