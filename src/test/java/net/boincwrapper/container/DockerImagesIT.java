package net.boincwrapper.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The verbs on images against the engine of this machine. */
class DockerImagesIT {
  @RegisterExtension final EngineFixture on = new EngineFixture();

  @Test
  void aMissingImageIsNotFound() {
    ContainerPlan plan = Plans.script(on.name(), "true");

    EngineFixture.assertKind(
        EngineException.Kind.NOT_FOUND,
        () -> on.engine().create(Plans.of(plan, "engine-it/nothing:0")));
  }

  @Test
  void aBuildIsFoundUnderItsTag() throws Exception {
    String tag = "engine-it/built:" + ProcessHandle.current().pid();
    List<String> lines = new ArrayList<>();
    try {
      on.engine()
          .build(
              Builds.request(tag, "FROM " + Plans.IMAGE + "\nRUN echo hello\nWORKDIR /app\n"),
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
                            "FROM " + Plans.IMAGE + "\nRUN echo because of this; exit 3\n"),
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
                            "FROM " + Plans.IMAGE + "\nRUN echo begun; sleep 600\n"),
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

  private static void removeImage(String tag) throws EngineException {
    EngineFixture.connection().client().removeImageCmd(tag).withForce(true).exec();
  }
}
