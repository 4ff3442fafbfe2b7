package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine.Verb;
import net.boincwrapper.image.RecordedImages;
import net.boincwrapper.policy.PolicyReader;
import org.junit.jupiter.api.Test;

/** What becomes of the host's images while a task runs. */
class ImageCollectionTest {
  private static final long MIB = 1 << 20;

  private final Stage stage = new Stage();

  @Test
  void whatNoTaskHasUsedForTwoWeeksGoesWhileTheAppRuns() throws Exception {
    image("old:1", Duration.ofDays(15));
    image("new:1", Duration.ofDays(13));
    stage.clock.in(
        Duration.ofMinutes(3),
        () -> assertThat(stage.engine.calls()).contains("removeImage old:1"));

    assertThat(run()).isEqualTo(0);

    assertThat(stage.said())
        .contains("removed the image old:1 (1 MiB), which no task has used for 15 d");
    assertThat(isThere("old:1")).isFalse();
    assertThat(isThere("new:1")).isTrue();
  }

  @Test
  void theOwnersPolicySaysHowLongAndHowMuch() throws Exception {
    policy("keep_days = 3\nimage_budget = \"100m\"\n");
    stage.engine.imagesOf(60 * MIB);
    image("old:1", Duration.ofDays(4));
    image("a:1", Duration.ofDays(2));
    image("b:1", Duration.ofDays(1));

    assertThat(run()).isEqualTo(0);

    assertThat(isThere("old:1")).isFalse();
    assertThat(isThere("a:1")).as("least recently used, beyond the budget").isFalse();
    assertThat(isThere("b:1")).isTrue();
  }

  @Test
  void whatATaskHasAContainerOfStaysHoweverLongAgoThatWas() throws Exception {
    RecordedImages.add(shared(), Stage.IMAGE, stage.clock.now().minus(Duration.ofDays(100)));

    assertThat(run()).isEqualTo(0);

    assertThat(stage.engine.calls()).contains("removeImage " + Stage.IMAGE);
    assertThat(isThere(Stage.IMAGE)).isTrue();
    assertThat(stage.said()).doesNotContain("removed the image");
  }

  @Test
  void whatTheOwnerHasIsNotLookedAt() throws Exception {
    stage.engine.addImage("precious:1");

    assertThat(run()).isEqualTo(0);

    assertThat(isThere("precious:1")).isTrue();
    assertThat(stage.engine.calls()).doesNotContain("images");
  }

  @Test
  void anAppThatRunsForLessThanAMinuteIsLeftAlone() throws Exception {
    image("old:1", Duration.ofDays(15));
    stage.appEnds(Duration.ofSeconds(50), 0);

    assertThat(stage.run()).isEqualTo(0);

    assertThat(isThere("old:1")).isTrue();
  }

  @Test
  void onlyUnderAClient() throws Exception {
    stage.underClient = false;
    image("old:1", Duration.ofDays(15));

    run();

    assertThat(isThere("old:1")).isTrue();
  }

  @Test
  void anEngineThatRefusesDoesNoHarmToTheTask() throws Exception {
    image("old:1", Duration.ofDays(15));
    image("older:1", Duration.ofDays(16));
    stage.engine.failNext(Verb.REMOVE_IMAGE, EngineException.Kind.FINAL);

    assertThat(run()).isEqualTo(0);

    assertThat(isThere("older:1")).isTrue();
    assertThat(isThere("old:1")).as("the next one").isFalse();
  }

  @Test
  void anEngineThatCannotListItsImagesDoesNoHarmToTheTask() throws Exception {
    image("old:1", Duration.ofDays(15));
    stage.engine.failNext(Verb.IMAGES, EngineException.Kind.UNREACHABLE);

    assertThat(run()).isEqualTo(0);

    assertThat(isThere("old:1")).isTrue();
    assertThat(stage.said()).doesNotContain("asking the engine again");
  }

  /** A slow disk: thirty seconds are over, so the rest is for the next task. */
  @Test
  void itBeginsNothingAfterHalfAMinute() throws Exception {
    for (int i = 0; i < 9; i++) {
      image("old:" + i, Duration.ofDays(20 - i % 3));
      stage.engine.duringNext(Verb.REMOVE_IMAGE, () -> pass(Duration.ofSeconds(11)));
    }

    assertThat(run()).isEqualTo(0);

    assertThat(stage.engine.calls().stream().filter(call -> call.startsWith("removeImage")))
        .hasSize(3);
  }

  /** Whoever has removed it, the task does not fail for it. */
  @Test
  void anImageThatGoesBeforeItsContainerIsMadeIsObtainedAnewByTheNextStart() throws Exception {
    stage.whilePlanning = () -> remove(Stage.IMAGE);

    assertThat(stage.run()).isEqualTo(0);

    assertThat(stage.slot.temporaryExit()).exists();
    assertThat(stage.slot.finish()).doesNotExist();
    stage.restart();
    stage.whilePlanning = () -> {};
    stage.engine.addImage(Stage.IMAGE);
    assertThat(run()).isEqualTo(0);
    assertThat(stage.slot.finish()).exists();
  }

  private void remove(String image) {
    try {
      stage.engine.removeImage(image);
    } catch (EngineException e) {
      throw new AssertionError(e);
    }
  }

  private void pass(Duration time) {
    try {
      stage.clock.sleep(time);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private int run() {
    stage.appEnds(Duration.ofMinutes(10), 0);
    return stage.run();
  }

  private void image(String name, Duration unused) throws IOException {
    stage.engine.addImage(name);
    RecordedImages.add(shared(), name, stage.clock.now().minus(unused));
  }

  private Path shared() throws IOException {
    Path boinc = stage.slot.directory().getParent().getParent();
    return Files.createDirectories(boinc.resolve("docker_wrapper"));
  }

  private boolean isThere(String name) throws EngineException {
    return stage.engine.findImage(name).isPresent();
  }

  private void policy(String toml) {
    stage.policy = () -> PolicyReader.read("host.toml", toml.getBytes(StandardCharsets.UTF_8));
  }
}
