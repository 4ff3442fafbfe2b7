package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.plan.TaskFixture;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the volunteer sees and hears while an image is obtained: quiet, and no false alarm. */
class ImageWaitsTest {
  private static final String NAME = "registry.example/sim:1";

  @TempDir Path shared;

  private final TaskFixture task = new TaskFixture();
  private final ScriptedImages engine = new ScriptedImages();
  private final FakeHostClock clock = new FakeHostClock();
  private final AtomicBoolean suspended = new AtomicBoolean();
  private final AtomicBoolean networkSuspended = new AtomicBoolean();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final List<Boolean> wants = new ArrayList<>();
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void theBaseIsHere() {
    engine.local.put("a", ScriptedImages.image('a'));
  }

  private ImageInfo obtain() throws EngineException {
    return images()
        .obtain(
            wish(),
            new Images.Surroundings(
                suspended::get,
                networkSuspended::get,
                wants::add,
                cancelled::get,
                said::add,
                said::add,
                said::add));
  }

  private ImageInfo obtainForAnother() {
    try {
      return images()
          .obtain(
              wish(),
              new Images.Surroundings(
                  () -> false, () -> false, w -> {}, () -> false, l -> {}, l -> {}, l -> {}));
    } catch (EngineException e) {
      throw new AssertionError(e);
    }
  }

  private Images images() {
    return new Images(engine.engine(), RecordedImages.STORE, shared, false, clock);
  }

  private Images.Wish wish() {
    return new Images.Wish(task.job(), task.init(), task.slot, "Dockerfile", task.engineInfo());
  }

  private void builds() throws IOException {
    task.write("Dockerfile", "FROM a\nCMD [\"sim\"]\n");
  }

  private void pulls() {
    task.imageName = Optional.of(NAME);
    engine.remote.put(NAME, ScriptedImages.image('a'));
  }

  /** The volunteer suspends in the midst of the first try, and resumes after so long. */
  private void suspendedMeanwhile(Duration time, Runnable before) {
    engine.meanwhile =
        () -> {
          engine.meanwhile = () -> {};
          suspended.set(true);
          clock.after(
              time,
              () -> {
                before.run();
                suspended.set(false);
              });
        };
  }

  @Test
  void aSuspendStopsABuildWhichBeginsAgainAtTheResume() throws Exception {
    builds();
    suspendedMeanwhile(Duration.ofMinutes(5), () -> assertThat(engine.built).hasSize(1));

    obtain();

    assertThat(engine.built).hasSize(2);
    assertThat(said).noneMatch(line -> line.contains("network"));
  }

  @Test
  void aSuspendOfDaysPostponesNothing() throws Exception {
    builds();
    suspendedMeanwhile(Duration.ofDays(3), () -> {});

    obtain();

    assertThat(engine.built).hasSize(2);
  }

  @Test
  void aSuspendedTaskKeepsNoOtherFromTheSameImage() throws Exception {
    builds();
    suspendedMeanwhile(
        Duration.ofMinutes(5),
        () -> {
          obtainForAnother();
          assertThat(engine.built).hasSize(2);
        });

    obtain();

    assertThat(engine.built).as("the other's is taken").hasSize(2);
  }

  @Test
  void aSuspendedTaskBeginsNothing() throws Exception {
    pulls();
    suspended.set(true);
    clock.after(
        Duration.ofHours(1),
        () -> {
          assertThat(engine.pulled).isEmpty();
          suspended.set(false);
        });

    obtain();

    assertThat(engine.pulled).hasSize(1);
  }

  /** As the client's own transfers do; what the engine has so far would be lost. */
  @Test
  void aPullGoesOnWhileTheTaskIsSuspended() throws Exception {
    pulls();
    engine.meanwhile = () -> suspended.set(true);

    obtain();

    assertThat(engine.pulled).hasSize(1);
  }

  @Test
  void aSuspendedTaskThatIsToldToLeaveDoesSoAtOnce() throws IOException {
    builds();
    suspendedMeanwhile(Duration.ofMinutes(5), () -> cancelled.set(true));
    Duration start = clock.passed();

    assertThatThrownBy(this::obtain)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
    assertThat(clock.passed().minus(start)).isLessThan(Duration.ofMinutes(5).plusSeconds(1));
  }

  @Test
  void aBuildThatRunsIsNoReasonToCheckTheNetwork() throws Exception {
    builds();
    obtain();
    assertThat(wants).isEmpty();
  }

  @Test
  void aNetworkThatTheClientHasSuspendedIsWaitedFor() throws Exception {
    builds();
    engine.meanwhile = () -> assertThat(wants).as("while it is used").endsWith(false);
    networkSuspended.set(true);
    clock.after(Duration.ofMinutes(1), () -> networkSuspended.set(false));

    obtain();

    assertThat(wants).containsExactly(true, false);
  }

  @Test
  void aClientThatHasNotYetSaidAnythingIsNotToldOfANetwork() throws Exception {
    builds();
    networkSuspended.set(true);
    clock.after(Duration.ofSeconds(2), () -> networkSuspended.set(false));
    obtain();
    assertThat(wants).isEmpty();
  }

  @Test
  void aRegistryThatCannotBeReachedIsWaitedForUntilItAnswers() throws Exception {
    pulls();
    for (int i = 0; i < 3; i++) {
      engine.failNext(Kind.RETRYABLE);
    }

    obtain();

    assertThat(wants).as("one notice, not one for each try").containsExactly(true, false);
  }

  @Test
  void aFullDiskIsNoReasonToCheckTheNetwork() throws Exception {
    pulls();
    engine.failNext(
        new EngineException(
            Kind.RETRYABLE, "pulling: write /var/lib/docker/tmp/x: no space left on device"));
    obtain();
    assertThat(wants).isEmpty();
  }
}
