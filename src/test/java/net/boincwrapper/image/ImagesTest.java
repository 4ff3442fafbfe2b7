package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.job.Job;
import net.boincwrapper.plan.TaskFixture;
import net.boincwrapper.time.FakeHostClock;
import net.boincwrapper.time.HostClock;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {
  private static final String NAME = "registry.example/sim:1";
  private static final String DIGEST = "sha256:" + "d".repeat(64);
  private static final String PINNED = "registry.example/sim@" + DIGEST;

  @TempDir Path shared;

  private final TaskFixture task = new TaskFixture();
  private final ScriptedImages engine = new ScriptedImages();
  private final FakeHostClock clock = new FakeHostClock();
  private final AtomicBoolean suspended = new AtomicBoolean();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final List<Boolean> wants = new ArrayList<>();
  private boolean author;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void theBasesAreHere() {
    engine.local.put("a", ScriptedImages.image('a'));
    engine.local.put("b", ScriptedImages.image('b'));
  }

  @Test
  void aLocalImageIsTakenWithoutANetwork() throws Exception {
    task.imageName = Optional.of(NAME);
    engine.local.put(NAME, ScriptedImages.image('a'));
    suspended.set(true);
    assertThat(obtain()).isEqualTo(ScriptedImages.image('a'));
    assertThat(wants).isEmpty();
  }

  @Test
  void aMissingImageIsPulledOnce() throws Exception {
    task.imageName = Optional.of(NAME);
    engine.remote.put(NAME, ScriptedImages.image('a'));
    assertThat(obtain()).isEqualTo(ScriptedImages.image('a'));
    assertThat(obtain()).isEqualTo(ScriptedImages.image('a'));
    assertThat(engine.pulled).containsExactly(NAME);
    assertThat(wants).isEmpty();
  }

  /** Each further try would download it again. */
  @Test
  void whatOnlyTheVolunteerCanCureIsNotTriedAgainBeforeItsTime() {
    task.imageName = Optional.of(NAME);
    engine.remote.put(NAME, ScriptedImages.image('a'));
    engine.failNext(EngineException.postponed("no ids", Duration.ofHours(1)));

    assertThatThrownBy(this::obtain)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.delay()).contains(Duration.ofHours(1)));

    assertThat(wants).isEmpty();
  }

  @Test
  void anAuthorIsToldAtOnceOfAnImageThatNobodyHas() {
    author = true;
    task.imageName = Optional.of(NAME);
    assertFailure(Kind.NOT_FOUND).hasMessageContaining(NAME);
  }

  @Test
  void aJobThatForbidsPullingIsRefused() {
    task.imageName = Optional.of(NAME);
    task.imageRules = new Job.ImageRules(Optional.empty(), Optional.empty(), false);
    assertFailure(Kind.FINAL).hasMessageContaining("pull = \"never\"");
    assertThat(engine.pulled).isEmpty();
  }

  @Test
  void whileTheNetworkIsSuspendedNothingIsPulled() throws Exception {
    task.imageName = Optional.of(NAME);
    engine.remote.put(NAME, ScriptedImages.image('a'));
    suspended.set(true);
    clock.after(
        Duration.ofMinutes(10),
        () -> {
          assertThat(engine.pulled).isEmpty();
          assertThat(wants).containsExactly(true);
          suspended.set(false);
        });
    assertThat(obtain()).isEqualTo(ScriptedImages.image('a'));
    assertThat(said).containsOnlyOnce("waiting: the client has suspended the network");
    assertThat(wants).containsExactly(true, false);
  }

  /** A client that has not said anything yet is waited for in the same way. */
  @Test
  void aShortWaitForTheClientsLeaveIsNotWorthALine() throws Exception {
    task.imageName = Optional.of(NAME);
    engine.remote.put(NAME, ScriptedImages.image('a'));
    suspended.set(true);
    clock.after(Duration.ofSeconds(2), () -> suspended.set(false));
    assertThat(obtain()).isEqualTo(ScriptedImages.image('a'));
    assertThat(said).doesNotContain("waiting: the client has suspended the network");
  }

  @Test
  void aNetworkThatStaysSuspendedPostponesTheTask() {
    task.imageName = Optional.of(NAME);
    suspended.set(true);
    Duration start = clock.passed();
    assertFailure(Kind.RETRYABLE).hasMessageContaining("waited 15 minutes");
    assertThat(clock.passed().minus(start)).isEqualTo(Duration.ofMinutes(15));
    assertThat(wants).containsExactly(true, false);
  }

  @Test
  void aWaitIsGivenUpWithinASecond() {
    task.imageName = Optional.of(NAME);
    suspended.set(true);
    Duration asked = Duration.ofMinutes(3);
    Duration start = clock.passed();
    clock.after(asked, () -> cancelled.set(true));
    assertFailure(Kind.CANCELLED);
    assertThat(clock.passed().minus(start).minus(asked)).isLessThan(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsUnderWayStopsWhileTheNetworkIsSuspended(boolean pull) throws Exception {
    if (pull) {
      task.imageName = Optional.of(NAME);
      engine.remote.put(NAME, ScriptedImages.image('a'));
    } else {
      task.write("Dockerfile", "FROM scratch\n");
    }
    engine.meanwhile =
        () -> {
          suspended.set(true);
          engine.meanwhile = () -> {};
          clock.after(Duration.ofMinutes(3), () -> suspended.set(false));
        };
    Duration start = clock.passed();
    assertThat(obtain()).isEqualTo(ScriptedImages.image(pull ? 'a' : 'b'));
    assertThat(clock.passed().minus(start)).isGreaterThanOrEqualTo(Duration.ofMinutes(3));
    assertThat(pull ? engine.pulled : engine.built).hasSize(2);
  }

  @Test
  void aFailureThatMayPassIsTriedAgain() throws Exception {
    task.imageName = Optional.of(NAME);
    engine.remote.put(NAME, ScriptedImages.image('a'));
    engine.failNext(Kind.RETRYABLE);
    engine.failNext(Kind.RETRYABLE);
    assertThat(obtain()).isEqualTo(ScriptedImages.image('a'));
    assertThat(engine.pulled).hasSize(3);
  }

  @Test
  void aFailureThatDoesNotPassPostponesWithItsReason() {
    task.imageName = Optional.of(NAME);
    for (int i = 0; i < 100; i++) {
      engine.failNext(Kind.RETRYABLE);
    }
    assertFailure(Kind.RETRYABLE)
        .hasMessageContaining("waited 15 minutes")
        .hasMessageContaining("the engine says RETRYABLE");
  }

  @Test
  void aLostEngineIsTheCallersMatterAtOnce() {
    task.imageName = Optional.of(NAME);
    engine.failNext(Kind.UNREACHABLE);
    assertFailure(Kind.UNREACHABLE);
    assertThat(engine.pulled).hasSize(1);
  }

  @Test
  void theRightDigestIsTakenWhicheverItIs() throws Exception {
    task.imageName = Optional.of(NAME);
    pin(DIGEST);
    engine.local.put(NAME, ScriptedImages.image('d'));
    assertThat(obtain()).isEqualTo(ScriptedImages.image('d'));
    engine.local.put(NAME, ScriptedImages.image('e', "registry.example/sim@" + DIGEST));
    assertThat(obtain().id()).startsWith("sha256:eee");
  }

  @Test
  void theDigestIsPulledAndNotTheTagThatMayHaveMoved() throws Exception {
    task.imageName = Optional.of(NAME);
    pin(DIGEST);
    engine.local.put(NAME, ScriptedImages.image('a'));
    engine.remote.put(NAME, ScriptedImages.image('b'));
    engine.remote.put(PINNED, ScriptedImages.image('c', PINNED));
    assertThat(obtain()).isEqualTo(ScriptedImages.image('c', PINNED));
    assertThat(obtain()).isEqualTo(ScriptedImages.image('c', PINNED));
    assertThat(engine.pulled).containsExactly(PINNED);
    assertThat(engine.local).containsEntry(NAME, ScriptedImages.image('a'));
  }

  @Test
  void anotherDigestThanTheJobDemandsIsRefused() {
    task.imageName = Optional.of(NAME);
    pin(DIGEST);
    engine.remote.put(PINNED, ScriptedImages.image('a'));
    assertFailure(Kind.FINAL).hasMessageContaining(DIGEST).hasMessageContaining("demands");
  }

  @Test
  void aDockerfileIsBuiltOnceForItsContent() throws Exception {
    task.write("Dockerfile", "FROM a\nRUN b\n");
    ImageInfo first = obtain();
    assertThat(obtain()).isEqualTo(first);
    assertThat(engine.built).hasSize(1);
    assertThat(engine.built.get(0).tag())
        .matches("boincwrapper/example\\.org_quantum:[0-9a-f]{16}");
    assertThat(wants).isEmpty();
  }

  @Test
  void aBaseImageThatIsNotHereIsPulledBeforeTheBuild() throws Exception {
    task.write("Dockerfile", "FROM here AS x\nFROM away\n");
    engine.local.put("here", ScriptedImages.image('a'));
    engine.remote.put("away", ScriptedImages.image('c'));
    engine.failNext(Kind.RETRYABLE);
    obtain();
    assertThat(engine.pulled).containsExactly("away", "away");
    assertThat(engine.built).hasSize(1);
  }

  @Test
  void aBaseImageThatCannotBeHadPostponesInsteadOfFailing() throws Exception {
    task.write("Dockerfile", "FROM away\n");
    for (int i = 0; i < 100; i++) {
      engine.failNext(Kind.RETRYABLE);
    }
    assertFailure(Kind.RETRYABLE).hasMessageContaining("pulling away");
    assertThat(engine.built).isEmpty();
  }

  @Test
  void aBaseImageIsNotPulledWhereTheJobForbidsIt() throws Exception {
    task.write("Dockerfile", "FROM away\n");
    task.imageRules = new Job.ImageRules(Optional.empty(), Optional.empty(), false);
    assertFailure(Kind.FINAL).hasMessageContaining("builds from away");
    assertThat(engine.pulled).isEmpty();
  }

  @Test
  void anotherContentIsAnotherImage() throws Exception {
    task.write("Dockerfile", "FROM a\n");
    obtain();
    task.write("Dockerfile", "FROM b\n");
    obtain();
    assertThat(engine.built)
        .extracting(Engine.BuildRequest::tag)
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void eightTasksThatStartTogetherBuildOnce() throws Exception {
    task.write("Dockerfile", "FROM a\n");
    ExecutorService tasks = Executors.newFixedThreadPool(8);
    try {
      HostClock yielding =
          new HostClock() {
            @Override
            public Instant now() {
              return Instant.EPOCH;
            }

            @Override
            public long nanos() {
              return 0;
            }

            @Override
            public void sleep(Duration time) {
              Thread.yield();
            }
          };
      Images images = new Images(engine.engine(), RecordedImages.STORE, shared, false, yielding);
      Images.Surroundings quiet =
          new Images.Surroundings(
              () -> false,
              () -> false,
              wanted -> {},
              () -> false,
              line -> {},
              line -> {},
              line -> {});
      Callable<ImageInfo> obtain = () -> images.obtain(wish(), quiet);
      List<Future<ImageInfo>> all = tasks.invokeAll(Collections.nCopies(8, obtain));
      for (Future<ImageInfo> one : all) {
        assertThat(one.get()).isEqualTo(ScriptedImages.image('b'));
      }
    } finally {
      tasks.shutdownNow();
    }
    assertThat(engine.built).hasSize(1);
  }

  @Test
  void aNameThatIsNotHereIsBuiltFromTheDockerfileUnderAnotherName() throws Exception {
    task.imageName = Optional.of("debian");
    task.write("Dockerfile", "FROM a\n");
    obtain();
    assertThat(engine.pulled).isEmpty();
    assertThat(engine.local).containsOnlyKeys("a", "b", engine.built.get(0).tag());
  }

  @Test
  void anAuthorIsToldOfTheFirstBuildThatFails() throws Exception {
    author = true;
    task.write("Dockerfile", "FROM a\n");
    engine.failNext(Kind.BUILD_FAILED);
    assertFailure(Kind.BUILD_FAILED);
  }

  @Test
  void aJobWithoutAnyImageIsToldWhatToDo() {
    assertFailure(Kind.FINAL)
        .hasMessageContaining("there is no Dockerfile in the slot")
        .hasMessageContaining("set image_name");
  }

  @Test
  void aDigestWithoutANameIsRefused() throws Exception {
    task.write("Dockerfile", "FROM a\n");
    pin(DIGEST);
    assertFailure(Kind.FINAL).hasMessageContaining("[image] digest pins an image_name");
  }

  @Test
  void theLockIsGivenBackAfterAFailure() throws Exception {
    author = true;
    task.write("Dockerfile", "FROM a\n");
    engine.failNext(Kind.BUILD_FAILED);
    assertFailure(Kind.BUILD_FAILED);
    assertThat(obtain()).isEqualTo(ScriptedImages.image('b'));
  }

  private ImageInfo obtain() throws EngineException {
    return new Images(engine.engine(), RecordedImages.STORE, shared, author, clock)
        .obtain(
            wish(),
            new Images.Surroundings(
                () -> false,
                suspended::get,
                wants::add,
                cancelled::get,
                said::add,
                said::add,
                said::add));
  }

  private Images.Wish wish() {
    return new Images.Wish(task.job(), task.init(), task.slot, "Dockerfile", task.engineInfo());
  }

  private void pin(String digest) {
    task.imageRules = new Job.ImageRules(Optional.empty(), Optional.of(digest), true);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertFailure(Kind kind) {
    return assertThatThrownBy(this::obtain)
        .satisfies(
            failure ->
                assertThat(failure)
                    .asInstanceOf(type(EngineException.class))
                    .returns(kind, EngineException::kind));
  }
}
