package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine;
import net.boincwrapper.image.HostImages.HostImage;
import net.boincwrapper.image.UnusedImages.Keeping;
import net.boincwrapper.slot.record.ImageRecord.Origin;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which images go, and which stay. */
class UnusedImagesTest {
  private static final long MIB = 1 << 20;
  private static final Keeping KEEPING = new Keeping(Duration.ofDays(14), 100 * MIB);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TempDir Path shared;

  private final FakeEngine engine = new FakeEngine();
  private final FakeHostClock clock = new FakeHostClock();

  @Test
  void whatNobodyHasUsedForTwoWeeksGoes() throws Exception {
    obtained("old:1");
    clock.pass(Duration.ofDays(10));
    obtained("new:1");
    clock.pass(Duration.ofDays(4));
    assertThat(collect())
        .containsExactly("removed the image old:1 (1 MiB), which no task has used for 14 d");
    assertThat(here()).containsExactly("new:1");
  }

  @Test
  void whatIsUsedAgainStays() throws Exception {
    obtained("a:1");
    clock.pass(Duration.ofDays(13));
    assertThat(records().use("a:1")).isTrue();
    clock.pass(Duration.ofDays(13));
    assertThat(collect()).isEmpty();
    assertThat(engine.findImage("a:1")).isPresent();
  }

  /** The volunteer's own: no record says that it was absent once. */
  @Test
  void whatIsNotOursStaysHoweverOldItIs() throws Exception {
    engine.addImage("precious:1");
    records().use("precious:1");
    obtained("ours:1");
    clock.pass(Duration.ofDays(1000));
    collect();
    assertThat(engine.findImage("precious:1")).isPresent();
    assertThat(engine.findImage("ours:1")).isEmpty();
  }

  @Test
  void overTheBudgetTheLeastRecentlyUsedGoFirst() throws Exception {
    engine.imagesOf(40 * MIB);
    for (String name : List.of("a:1", "b:1", "c:1", "d:1")) {
      obtained(name);
      clock.pass(Duration.ofHours(2));
    }
    records().use("a:1");
    clock.pass(Duration.ofHours(2));
    assertThat(collect()).hasSize(2).allMatch(line -> line.contains("more disk than they may"));
    assertThat(here()).containsExactly("d:1", "a:1");
  }

  @Test
  void whatATaskHasJustObtainedStaysAlsoOverTheBudget() throws Exception {
    engine.imagesOf(200 * MIB);
    obtained("a:1");
    clock.pass(Duration.ofMinutes(30));
    assertThat(collect()).isEmpty();
  }

  @Test
  void whatAnotherTaskIsObtainingOrAContainerUsesStays() throws Exception {
    obtained("a:1");
    clock.pass(Duration.ofDays(20));
    try (ImageLock held = ImageLock.tryAcquire(shared, records().key("a:1")).orElseThrow()) {
      assertThat(held).isNotNull();
      assertThat(collect()).isEmpty();
    }
    clock.pass(Duration.ofHours(2));
    engine.failNext(FakeEngine.Verb.REMOVE_IMAGE, EngineException.Kind.RETRYABLE);
    assertThat(collect()).isEmpty();
    assertThat(here()).containsExactly("a:1");
    clock.pass(Duration.ofHours(2));
    assertThat(collect()).hasSize(1);
  }

  @Test
  void aUseBetweenTheLookAndTheRemovalKeepsIt() throws Exception {
    obtained("a:1");
    clock.pass(Duration.ofDays(20));
    HostImage listed = images().list().get(0);
    records().use("a:1");
    assertThat(images().remove(listed)).isFalse();
    assertThat(engine.findImage("a:1")).isPresent();
    assertThat(records().use("a:1")).isTrue();
  }

  /** A task that comes while the engine removes it waits for the lock instead of taking it. */
  @Test
  void whatIsBeingRemovedIsNotTakenWithoutItsLock() throws Exception {
    obtained("a:1");
    HostImage listed = images().list().get(0);
    engine.duringNext(
        FakeEngine.Verb.REMOVE_IMAGE, () -> assertThat(records().use("a:1")).isFalse());
    assertThat(images().remove(listed)).isTrue();
    assertThat(records().use("a:1")).isTrue();
    assertThat(images().list()).isEmpty();
  }

  @Test
  void aRemovalThatWasCutShortIsBegunAnew() throws Exception {
    obtained("a:1");
    records().of("a:1").beginRemoval(clock.now());
    assertThat(images().list()).isEmpty();
    clock.pass(Duration.ofDays(20));
    assertThat(collect()).hasSize(1);
    assertThat(engine.findImage("a:1")).isEmpty();
  }

  /** Another task takes it while its removal is cut short, and nobody has collected since. */
  @Test
  void whatIsObtainedAfterARemovalThatWasCutShortStays() throws Exception {
    obtained("a:1");
    clock.pass(Duration.ofDays(20));
    records().of("a:1").beginRemoval(clock.now());
    assertThat(records().use("a:1")).isFalse();
    records().useLocked("a:1");
    assertThat(records().use("a:1")).isTrue();
    assertThat(collect()).isEmpty();
    assertThat(here()).containsExactly("a:1");
  }

  /** A power cut can leave both. */
  @Test
  void aRecordThatIsNewerThanACutShortRemovalCounts() throws Exception {
    obtained("a:1");
    byte[] old = Files.readAllBytes(records().of("a:1").file());
    Path going = shared.resolve(records().of("a:1").file().getFileName() + ".going");
    Files.write(going, old);
    Files.setLastModifiedTime(going, FileTime.fromMillis(0));
    assertThat(records().use("a:1")).as("without its lock").isFalse();
    assertThat(collect()).isEmpty();
    assertThat(here()).containsExactly("a:1");
    assertThat(going).doesNotExist();
  }

  /** A build pulls its base under its own lock, while another task removes that base. */
  @Test
  void aRecordThatIsWrittenWhileTheImageGoesIsOfTheNextOne() throws Exception {
    obtained("a:1");
    HostImage listed = images().list().get(0);
    engine.duringNext(
        FakeEngine.Verb.REMOVE_IMAGE,
        () -> {
          try {
            records().obtaining("a:1", Origin.PULLED);
          } catch (EngineException e) {
            throw new AssertionError(e);
          }
        });
    assertThat(images().remove(listed)).isTrue();
    engine.addImage("a:1");
    assertThat(here()).containsExactly("a:1");
  }

  /** What comes back under that name later may be the owner's. */
  @Test
  void whatSomebodyElseHasRemovedIsNoLongerOurs() throws Exception {
    obtained("a:1");
    obtained("b:1");
    assertThat(engine.removeImage("a:1")).isTrue();
    clock.pass(Duration.ofDays(2));
    assertThat(collect()).isEmpty();
    engine.addImage("a:1");
    clock.pass(Duration.ofDays(20));
    assertThat(collect()).singleElement().asString().contains("b:1");
    assertThat(engine.findImage("a:1")).isPresent();
  }

  @Test
  void anImageThatIsOnItsWayIsNotForgotten() throws Exception {
    records().obtaining("a:1", Origin.PULLED);
    clock.pass(Duration.ofHours(3));
    assertThat(collect()).isEmpty();
    engine.addImage("a:1");
    assertThat(here()).containsExactly("a:1");
  }

  @Test
  void aCollectionEndsInTimeAndTheNextGoesOn() throws Exception {
    obtained("a:1");
    obtained("b:1");
    clock.pass(Duration.ofDays(20));
    engine.duringNext(FakeEngine.Verb.REMOVE_IMAGE, () -> clock.pass(LONGEST));
    assertThat(collect()).hasSize(1);
    clock.pass(Duration.ofHours(2));
    assertThat(collect()).hasSize(1);
  }

  @Test
  void theTasksOfAHostLookOnceAnHourTogether() throws Exception {
    obtained("a:1");
    assertThat(collect()).isEmpty();
    clock.pass(Duration.ofDays(20));
    assertThat(collect()).hasSize(1);
    obtained("b:1");
    int calls = engine.calls().size();
    assertThat(collect()).isEmpty();
    assertThat(engine.calls()).hasSize(calls);
  }

  @Test
  void aHostWithoutRecordsIsNotAsked() throws Exception {
    engine.addImage("precious:1");
    assertThat(collect()).isEmpty();
    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void aRecordThatIsDamagedProvesNothing() throws Exception {
    obtained("a:1");
    Files.writeString(records().of("a:1").file(), "nonsense");
    clock.pass(Duration.ofDays(20));
    assertThat(collect()).isEmpty();
    assertThat(engine.findImage("a:1")).isPresent();
  }

  private void obtained(String name) throws EngineException {
    records().obtaining(name, Origin.PULLED);
    records().use(name);
    engine.addImage(name);
  }

  private List<String> here() throws EngineException {
    return images().list().stream().map(HostImage::name).toList();
  }

  private List<String> collect() throws EngineException, IOException {
    return new UnusedImages(engine, RecordedImages.STORE, shared, clock).collect(KEEPING, LONGEST);
  }

  private ImageRecords records() {
    return new ImageRecords(RecordedImages.STORE, shared, clock);
  }

  private HostImages images() {
    return new HostImages(engine, RecordedImages.STORE, shared, clock);
  }
}
