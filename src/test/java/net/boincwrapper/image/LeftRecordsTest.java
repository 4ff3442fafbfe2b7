package net.boincwrapper.image;

import static net.boincwrapper.image.RecordedImages.STORE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.FakeEngine;
import net.boincwrapper.engine.ImageStore;
import net.boincwrapper.image.LeftRecords.Left;
import net.boincwrapper.slot.record.ImageRecord.Origin;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of images that are gone. */
class LeftRecordsTest {
  @TempDir Path shared;

  private final FakeEngine engine = new FakeEngine();
  private final FakeHostClock clock = new FakeHostClock();

  private LeftRecords records() {
    return new LeftRecords(engine, STORE, shared, clock);
  }

  private ImageRecords ofImages() {
    return new ImageRecords(STORE, shared, clock);
  }

  private Path file(String image, String suffix) {
    return shared.resolve("image-" + ofImages().key(image) + suffix);
  }

  /** As of a moment ago, by the clock of this test. */
  private Path touched(Path file) throws IOException {
    if (Files.notExists(file)) {
      Files.createFile(file);
    }
    return Files.setLastModifiedTime(file, FileTime.from(clock.now()));
  }

  private Left only() throws Exception {
    assertThat(records().list()).hasSize(1);
    return records().list().get(0);
  }

  @Test
  void theLockOfAnImageThatNeverCameGoesAfterADay() throws Exception {
    Path lock = touched(file("a:1", ".lock"));
    touched(shared.resolve("image-collection.lock"));
    assertThat(records().list()).isEmpty();
    clock.pass(Duration.ofHours(25));

    assertThat(only().lock()).isEqualTo(lock);
    assertThat(records().remove(only())).isTrue();

    assertThat(lock).doesNotExist();
    assertThat(shared.resolve("image-collection.lock")).exists();
    assertThat(records().list()).isEmpty();
  }

  @Test
  void aLockThatSomebodyHoldsStays() throws Exception {
    Path lock = touched(file("a:1", ".lock"));
    clock.pass(Duration.ofDays(2));
    Left left = only();

    try (ImageLock held = ImageLock.tryAcquire(shared, ofImages().key("a:1")).orElseThrow()) {
      assertThat(held).isNotNull();
      assertThat(records().remove(left)).isFalse();
      assertThat(lock).exists();
    }
    assertThat(records().remove(left)).isTrue();
  }

  /** Else an image of that name that the owner obtains one day would be taken for ours. */
  @Test
  void theRecordOfAnImageThatTheOwnerHasRemovedGoes() throws Exception {
    ofImages().obtaining("a:1", Origin.PULLED);
    touched(file("a:1", ".image"));
    touched(file("a:1", ".lock"));
    clock.pass(Duration.ofDays(2));
    engine.addImage("a:1");
    assertThat(records().list()).as("it is here").isEmpty();
    engine.removeImage("a:1");

    Left left = only();
    assertThat(left.image()).contains("a:1");
    engine.addImage("a:1");
    assertThat(records().remove(left)).as("it has come meanwhile").isFalse();
    engine.removeImage("a:1");
    assertThat(records().remove(only())).isTrue();

    assertThat(new HostImages(engine, STORE, shared, clock).list()).isEmpty();
    assertThat(file("a:1", ".image")).doesNotExist();
    assertThat(file("a:1", ".lock")).doesNotExist();
  }

  /**
   * Docker and Podman of one host: what a task has pulled in one may be the owner's in the other.
   */
  @Test
  void anotherEnginesImagesAreNeitherOursNorForgotten() throws Exception {
    ofImages().obtaining("a:1", Origin.PULLED);
    touched(file("a:1", ".image"));
    touched(file("a:1", ".lock"));
    clock.pass(Duration.ofDays(2));
    FakeEngine other = new FakeEngine();
    ImageStore otherStore = new ImageStore(Engine.Kind.PODMAN, "overlay", "/var/lib/containers");

    assertThat(new LeftRecords(other, otherStore, shared, clock).list()).isEmpty();
    other.addImage("a:1");
    assertThat(new HostImages(other, otherStore, shared, clock).list()).isEmpty();
    assertThat(only().image()).contains("a:1");

    new ImageRecords(otherStore, shared, clock).obtaining("a:1", Origin.PULLED);
    engine.addImage("a:1");
    assertThat(new HostImages(engine, STORE, shared, clock).list()).hasSize(1);
    assertThat(new HostImages(other, otherStore, shared, clock).list()).hasSize(1);
  }

  @Test
  void failedTriesCountForAWeek() throws Exception {
    touched(file("a:1", ".lock"));
    touched(file("a:1", ".failed"));
    clock.pass(Duration.ofDays(6));
    assertThat(records().list()).isEmpty();
    clock.pass(Duration.ofDays(2));
    assertThat(records().remove(only())).isTrue();
    assertThat(file("a:1", ".failed")).doesNotExist();
  }

  @Test
  void aRemovalThatWasCutShortIsMendedAndNotForgotten() throws Exception {
    touched(file("a:1", ".image.going"));
    touched(file("a:1", ".lock"));
    clock.pass(Duration.ofDays(30));
    assertThat(records().list()).isEmpty();
  }

  @Test
  void whereNoTaskHasBeenNothingIsLeft() throws Exception {
    assertThat(new LeftRecords(engine, STORE, shared.resolve("none"), clock).list()).isEmpty();
  }

  @Test
  void anImageThatIsRemovedTakesItsLockAlong() throws Exception {
    engine.addImage("a:1");
    ofImages().obtaining("a:1", Origin.PULLED);
    HostImages images = new HostImages(engine, STORE, shared, clock);

    assertThat(images.remove(images.list().get(0))).isTrue();

    try (var files = Files.list(shared)) {
      assertThat(files).isEmpty();
    }
  }
}
