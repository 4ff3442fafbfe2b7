package net.boincwrapper.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.harness.DockerOnly;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.image.BuildPlatform;
import net.boincwrapper.image.Builds;
import net.boincwrapper.image.Dockerfile;
import net.boincwrapper.image.DockerfileReader;
import net.boincwrapper.image.SentDockerfile;
import net.boincwrapper.plan.SamplePlans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The verbs on images against the engine of this machine. */
class DockerImagesIT {
  private static final String STAGES_STAY =
      "Podman keeps the steps of a build as images of their own, and they stay";

  private static final String STAGE_LABEL =
      Engine.LABEL_STAGE + "=it-" + ProcessHandle.current().pid();

  @RegisterExtension final EngineFixture on = new EngineFixture();

  @Test
  void aMissingImageIsNotFound() {
    ContainerPlan plan = SamplePlans.script(on.name(), "true");

    EngineFixture.assertKind(
        EngineException.Kind.NOT_FOUND,
        () -> on.engine().create(SamplePlans.of(plan, "engine-it/nothing:0")));
  }

  @Test
  void aBuildIsFoundUnderItsTag() throws Exception {
    String tag = "engine-it/built:" + ProcessHandle.current().pid();
    List<String> lines = new ArrayList<>();
    try {
      on.engine()
          .build(
              Builds.request(tag, "FROM " + SamplePlans.IMAGE + "\nRUN echo hello\nWORKDIR /app\n"),
              lines::add,
              () -> false);

      Engine.ImageInfo image = on.engine().findImage(tag).orElseThrow();
      assertThat(image.id()).matches("sha256:[0-9a-f]{64}");
      assertThat(image.workingDirectory()).isEqualTo("/app");
      assertThat(image.labels()).containsEntry("net.boincwrapper.test", "yes");
      assertThat(lines).contains("hello");
      assertThat(on.engine().findImage(image.id())).contains(image);
    } finally {
      removeImage(tag);
    }
  }

  @Test
  void aFailingBuildShowsItsLastLines() {
    EngineException e =
        EngineFixture.failure(
            () ->
                on.engine()
                    .build(
                        Builds.request(
                            "engine-it/failing",
                            "FROM " + SamplePlans.IMAGE + "\nRUN echo because of this; exit 3\n"),
                        line -> {},
                        () -> false));

    assertThat(e.kind()).isEqualTo(EngineException.Kind.BUILD_FAILED);
    assertThat(e).hasMessageContaining("because of this");
  }

  /** The quickest of three: the machine may be busy. */
  @Test
  void aBuildEndsWithinASecondOfItsCancellation() {
    Duration quickest = Collections.min(List.of(cancelled(), cancelled(), cancelled()));

    assertThat(quickest).isLessThan(Duration.ofSeconds(1));
  }

  private Duration cancelled() {
    long[] asked = new long[1];
    EngineException e =
        EngineFixture.failure(
            () ->
                on.engine()
                    .build(
                        Builds.request(
                            "engine-it/cancelled",
                            "FROM " + SamplePlans.IMAGE + "\nRUN echo begun; sleep 600\n"),
                        line -> asked[0] = line.equals("begun") ? System.nanoTime() : asked[0],
                        () -> asked[0] != 0));

    Duration taken = Duration.ofNanos(System.nanoTime() - asked[0]);
    assertThat(e.kind()).isEqualTo(EngineException.Kind.CANCELLED);
    return taken;
  }

  @Test
  void anUnreachableRegistryIsWorthAnotherTry() {
    EngineException e =
        EngineFixture.failure(
            () -> on.engine().pull("registry.invalid/nothing/here:1", line -> {}, () -> false));

    assertThat(e.worthRetry()).isTrue();
  }

  @Test
  @DockerOnly(STAGES_STAY)
  void thePlatformIsToldAndEarlierStagesGoAfterASuccess() throws Exception {
    String tag = "engine-it/stages:" + ProcessHandle.current().pid();
    try {
      List<String> lines = build(tag, "RUN echo $TARGETPLATFORM-$BUILDARCH");

      assertThat(lines).anyMatch(line -> line.matches("linux/\\w+(/v\\d)?-\\w+"));
      assertThat(stages()).isEmpty();
    } finally {
      removeImage(tag);
    }
  }

  @Test
  @DockerOnly(STAGES_STAY)
  void theStagesOfABuildThatFailsStayForTheNextTry() throws Exception {
    String tag = "engine-it/stages-failing:" + ProcessHandle.current().pid();
    try {
      assertThatThrownBy(() -> build(tag, "RUN exit 3")).hasMessageContaining("code: 3");
      assertThat(stages()).isNotEmpty();

      assertThat(build(tag, "RUN true")).contains(" ---> Using cache");
      assertThat(stages()).isEmpty();
    } finally {
      removeImage(tag);
      stages().forEach(id -> Shell.run("docker", "rmi", id));
    }
  }

  /** Two stages; the first is made at each run of the tests, and once in each. */
  private List<String> build(String tag, String last) throws EngineException {
    String text =
        "FROM --platform=$BUILDPLATFORM "
            + SamplePlans.IMAGE
            + " AS first\nRUN echo "
            + tag
            + " > /made\nFROM "
            + SamplePlans.IMAGE
            + "\nARG TARGETPLATFORM\nARG BUILDARCH\nCOPY --from=first /made /\n"
            + last
            + "\n";
    Dockerfile file = DockerfileReader.read("Dockerfile", text);
    BuildPlatform platform = BuildPlatform.of(on.engine().info().architecture());
    String sent = new SentDockerfile(file, platform, STAGE_LABEL).of(text);
    List<String> lines = new ArrayList<>();
    on.engine().build(Builds.cached(tag, sent), lines::add, () -> false);
    return lines;
  }

  private static List<String> stages() {
    return Shell.succeed(
            "docker",
            "images",
            "--quiet",
            "--filter",
            "dangling=true",
            "--filter",
            "label=" + STAGE_LABEL)
        .lines()
        .toList();
  }

  private static void removeImage(String tag) throws EngineException {
    EngineFixture.connection().client().removeImageCmd(tag).withForce(true).exec();
  }
}
