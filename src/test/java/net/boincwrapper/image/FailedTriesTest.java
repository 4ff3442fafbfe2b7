package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.plan.TaskFixture;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that cannot be had, as the tasks of one host meet them life after life. */
class FailedTriesTest {
  private static final String NAME = "registry.example/sim:1";

  @TempDir Path shared;

  private final TaskFixture task = new TaskFixture();
  private final ScriptedImages engine = new ScriptedImages();
  private final FakeHostClock clock = new FakeHostClock();
  private final List<String> said = new ArrayList<>();
  private boolean author;

  @BeforeEach
  void theBaseIsHere() throws Exception {
    engine.local.put("a", ScriptedImages.image('a'));
    task.write("Dockerfile", "FROM a\nRUN make\n");
    engine.buildFailure = Optional.of("Step 2/2 : RUN make");
  }

  @Test
  void aBuildThatFailsIsPostponedAndNotFailed() {
    EngineException failure = fail();
    assertThat(failure.kind()).isEqualTo(Kind.RETRYABLE);
    assertThat(failure.delay()).hasValue(Duration.ofMinutes(10));
    assertThat(failure).hasMessageContaining("Dockerfile line 2 (RUN make) failed");
  }

  @Test
  void threeTriesOverAnHourGiveItUpWithWhatFailed() {
    fail();
    later(Duration.ofMinutes(10));
    EngineException second = fail();
    assertThat(second.delay()).hasValue(Duration.ofMinutes(50));
    later(Duration.ofMinutes(50));
    EngineException third = fail();
    assertThat(third.kind()).isEqualTo(Kind.FINAL);
    assertThat(third)
        .hasMessageContaining("given up after 3 tries in 60 min")
        .hasMessageContaining("Dockerfile line 2 (RUN make)")
        .hasMessageContaining("its last lines");
    assertThat(engine.built).hasSize(3);
  }

  @Test
  void eightQueuedTasksDoNotBuildTwentyFourTimes() {
    Kind last = Kind.RETRYABLE;
    for (int minute = 0; minute <= 70; minute++) {
      for (int slot = 0; slot < 8; slot++) {
        last = fail().kind();
      }
      later(Duration.ofMinutes(1));
    }
    assertThat(last).isEqualTo(Kind.FINAL);
    assertThat(engine.built).hasSize(3);
  }

  @Test
  void aTaskThatComesLaterTriesOnceAndGivesUp() {
    giveUp();
    later(Duration.ofHours(2));
    assertThat(fail().kind()).isEqualTo(Kind.FINAL);
    assertThat(fail().kind()).isEqualTo(Kind.FINAL);
    assertThat(engine.built).hasSize(4);
  }

  @Test
  void aBuildThatWorksAgainIsTaken() throws Exception {
    giveUp();
    later(Duration.ofHours(2));
    engine.buildFailure = Optional.empty();
    assertThat(obtain()).isEqualTo(ScriptedImages.image('b'));
    try (Stream<Path> files = Files.list(shared)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".failed"));
    }
  }

  @Test
  void aHostWithoutANetworkIsGivenADay() {
    engine.unreachable = true;
    int tries = 0;
    Duration begin = clock.passed();
    Kind kind = Kind.RETRYABLE;
    while (kind != Kind.FINAL) {
      EngineException failure = fail();
      kind = failure.kind();
      tries++;
      later(failure.delay().orElse(Duration.ZERO));
    }
    assertThat(clock.passed().minus(begin)).isGreaterThanOrEqualTo(Duration.ofHours(24));
    assertThat(tries).isBetween(6, 10);
  }

  @Test
  void aFullDiskSaysNothingOfTheJob() {
    engine.buildFailure = Optional.of("cp: error writing 'x': No space left on device");
    fail();
    later(Duration.ofMinutes(10));
    fail();
    later(Duration.ofMinutes(50));
    assertThat(fail().kind()).isEqualTo(Kind.RETRYABLE);
  }

  @Test
  void triesWithoutANetworkDoNotMakeAnHour() {
    engine.unreachable = true;
    fail();
    later(Duration.ofMinutes(10));
    fail();
    later(Duration.ofMinutes(50));
    engine.unreachable = false;
    assertThat(fail().kind()).isEqualTo(Kind.RETRYABLE);
  }

  @Test
  void aRefusalOfTheRegistryIsCountedInTheSameWay() throws Exception {
    task.imageName = Optional.of(NAME);
    Files.delete(task.slot.directory().resolve("Dockerfile"));
    assertThat(fail().delay()).isPresent();
    later(Duration.ofMinutes(10));
    fail();
    later(Duration.ofMinutes(50));
    EngineException third = fail();
    assertThat(third.kind()).isEqualTo(Kind.FINAL);
    assertThat(third).hasMessageContaining("no image " + NAME);
    assertThat(engine.pulled).hasSize(3);
  }

  @Test
  void anAuthorNeedNotWait() {
    author = true;
    EngineException failure = fail();
    assertThat(failure.kind()).isEqualTo(Kind.BUILD_FAILED);
    assertThat(failure).hasMessageStartingWith("Dockerfile line 2 (RUN make) failed");
    assertThat(engine.pulled).isEmpty();
  }

  @Test
  void aClockThatWasSetBackBeginsTheCountAnew() {
    giveUp();
    later(Duration.ofHours(-5));
    assertThat(fail().delay()).hasValue(Duration.ofMinutes(10));
  }

  @Test
  void aDamagedRecordBeginsTheCountAnew() throws Exception {
    fail();
    try (Stream<Path> files = Files.list(shared)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".failed")).toList()) {
        Files.writeString(file, "rubbish");
      }
    }
    fail();
    assertThat(engine.built).hasSize(2);
  }

  @Test
  void anotherDockerfileHasAnotherCount() throws Exception {
    giveUp();
    task.write("Dockerfile", "FROM a\nRUN make all\n");
    assertThat(fail().delay()).hasValue(Duration.ofMinutes(10));
  }

  @Test
  void anImageWithNothingToRunIsTheAuthorsFault() {
    task.imageName = Optional.of(NAME);
    engine.local.put(NAME, ScriptedImages.withoutProgram('c'));
    EngineException failure = fail();
    assertThat(failure.kind()).isEqualTo(Kind.FINAL);
    assertThat(failure)
        .hasMessageContaining(NAME + " has neither CMD nor ENTRYPOINT")
        .hasMessageContaining("--entrypoint");
  }

  private void giveUp() {
    fail();
    later(Duration.ofMinutes(10));
    fail();
    later(Duration.ofMinutes(50));
    assertThat(fail().kind()).isEqualTo(Kind.FINAL);
  }

  private void later(Duration time) {
    clock.pass(time);
  }

  private EngineException fail() {
    return catchThrowableOfType(EngineException.class, this::obtain);
  }

  private Engine.ImageInfo obtain() throws EngineException {
    return new Images(engine.engine(), RecordedImages.STORE, shared, author, clock)
        .obtain(
            new Images.Wish(task.job(), task.init(), task.slot, "Dockerfile", task.engineInfo()),
            new Images.Surroundings(
                () -> false,
                () -> false,
                wanted -> {},
                () -> false,
                said::add,
                said::add,
                said::add));
  }
}
