package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.image.archive.ArchiveSample;
import net.boincwrapper.image.archive.ArchiveSample.Packing;
import net.boincwrapper.job.Job;
import net.boincwrapper.plan.TaskFixture;
import net.boincwrapper.slot.ImageRecordFile;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.SoftLinks;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that come as files of the app version. */
class ShippedImagesTest {
  private static final String FILE = "image.tar.gz";

  @TempDir Path shared;

  private final TaskFixture task = new TaskFixture();
  private final ScriptedImages engine = new ScriptedImages();
  private final FakeHostClock clock = new FakeHostClock();
  private final AtomicBoolean suspended = new AtomicBoolean();
  private final List<String> said = new ArrayList<>();
  private boolean author;

  @BeforeEach
  void shipAnImage() throws Exception {
    task.imageRules = new Job.ImageRules(Optional.of(FILE), Optional.empty(), true);
    ship(ArchiveSample.docker());
    engine.made = image(ArchiveSample.configDigest(), List.of());
  }

  @Test
  void theFileIsLoadedOnceAndWithoutANetwork() throws Exception {
    ImageInfo first = obtain();
    assertThat(obtain()).isEqualTo(first);
    assertThat(engine.loads).hasValue(1);
    assertThat(said).containsOnlyOnce("loading " + FILE);
    assertThat(engine.local.keySet())
        .singleElement()
        .asString()
        .matches("boincwrapper/example\\.org_quantum:[0-9a-f]{16}");
  }

  @Test
  void theOwnersImageOfThatNameStaysWhatItIs() throws Exception {
    ImageInfo precious = ScriptedImages.image('a');
    engine.local.put(ArchiveSample.CLAIMED, precious);
    obtain();
    assertThat(engine.local).containsEntry(ArchiveSample.CLAIMED, precious).hasSize(2);
  }

  @Test
  void theClientsLinkLeadsToTheFile() throws Exception {
    Path file = Files.createDirectories(task.init().projectDirectory()).resolve("image_1.tar.gz");
    Files.move(task.slot.directory().resolve(FILE), file);
    SoftLinks.createText(task.slot, task.slot.directory().resolve(FILE), file);
    assertThat(obtain()).isEqualTo(engine.made);
  }

  @Test
  void anotherFileOfTheSameNameIsLoadedAnew() throws Exception {
    obtain();
    Files.setLastModifiedTime(
        task.slot.directory().resolve(FILE), FileTime.fromMillis(1_700_000_000_000L));
    obtain();
    assertThat(engine.loads).hasValue(2);
  }

  /** A file that the client copies into each slot has a time of its own in each. */
  @Test
  void whereTheDigestIsKnownACopyIsTheSameImage() throws Exception {
    task.imageRules =
        new Job.ImageRules(Optional.of(FILE), Optional.of(ArchiveSample.configDigest()), true);
    obtain();
    Files.setLastModifiedTime(
        task.slot.directory().resolve(FILE), FileTime.fromMillis(1_700_000_000_000L));
    obtain();
    assertThat(engine.loads).hasValue(1);
  }

  /** A crash in the midst of a removal; nobody has collected since. */
  @Test
  void anImageWhoseRemovalWasCutShortIsInUseAgain() throws Exception {
    obtain();
    record().beginRemoval(clock.now());
    clock.pass(Duration.ofDays(20));
    obtain();
    assertThat(record().lastUse()).contains(clock.now());
    assertThat(record().isRemovalCutShort()).isFalse();
    assertThat(engine.loads).hasValue(1);
  }

  @Test
  void whatTakesHoursToLoadHasJustBeenUsed() throws Exception {
    engine.meanwhile = () -> clock.pass(Duration.ofHours(3));
    obtain();
    assertThat(record().lastUse()).contains(clock.now());
  }

  private ImageRecordFile record() {
    return new ImageRecords(RecordedImages.STORE, shared, clock)
        .of(engine.local.keySet().iterator().next());
  }

  @Test
  void anEngineThatKnowsImagesByTheirManifestsTellsTheLayers() throws Exception {
    List<String> layers =
        ArchiveSample.layers().stream().map(it -> "sha256:" + ArchiveSample.hex(it)).toList();
    engine.made = image("sha256:" + "9".repeat(64), layers);
    assertThat(obtain()).isEqualTo(engine.made);
  }

  @Test
  void whatTheEngineMadeAndIsAnotherImageIsRemoved() {
    engine.made = ScriptedImages.image('9');
    author = true;
    assertThatThrownBy(this::obtain)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FINAL))
        .hasMessageContaining("another image of it, sha256:999");
    assertThat(engine.local).isEmpty();
  }

  /** The client has verified the file: no other try gives anything else, on no host. */
  @Test
  void aFileThatIsNotWhatItShouldBeFailsAtOnce() throws Exception {
    ship(ArchiveSample.docker().with("layer0/layer.tar", new byte[1024]));
    assertThatThrownBy(this::obtain)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FINAL))
        .hasMessageStartingWith("the image archive " + FILE + " has been tampered with");
    assertThat(engine.local).isEmpty();
  }

  @Test
  void anotherDigestThanTheJobDemandsFailsAtOnce() {
    String digest = "sha256:" + "d".repeat(64);
    task.imageRules = new Job.ImageRules(Optional.of(FILE), Optional.of(digest), true);
    assertThatThrownBy(this::obtain)
        .hasMessageContaining(ArchiveSample.configDigest())
        .hasMessageContaining("not " + digest);
  }

  @Test
  void aFileThatIsNotThereIsTheAuthorsFault() throws Exception {
    Files.delete(task.slot.directory().resolve(FILE));
    assertThatThrownBy(this::obtain)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FINAL))
        .hasMessageContaining("there is no " + FILE + " in the slot");
  }

  @Test
  void aFullDiskPostpones() {
    engine.failNext(
        new EngineException(Kind.FINAL, "loading: the engine says: no space left on device"));
    assertThatThrownBy(this::obtain)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RETRYABLE))
        .hasMessageContaining("too little space");
  }

  @Test
  void whatTheEngineRefusesIsTriedAgainBeforeTheTaskIsGivenUp() {
    engine.failNext(Kind.FINAL);
    assertThatThrownBy(this::obtain)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.delay()).contains(Duration.ofMinutes(10)));
  }

  @Test
  void aSuspendStopsALoadAndTheResumeBeginsItAnew() throws Exception {
    engine.meanwhile =
        () -> {
          suspended.set(true);
          engine.meanwhile = () -> {};
          clock.after(Duration.ofMinutes(3), () -> suspended.set(false));
        };
    assertThat(obtain()).isEqualTo(engine.made);
    assertThat(engine.loads).hasValue(2);
  }

  private void ship(ArchiveSample sample) throws Exception {
    Files.createDirectories(task.slot.directory());
    Files.write(task.slot.directory().resolve(FILE), sample.bytes(Packing.GZIP));
  }

  private static ImageInfo image(String id, List<String> layers) {
    return new ImageInfo(
        id,
        List.of(),
        "",
        "",
        List.of(),
        List.of("/one"),
        Optional.empty(),
        Map.of(),
        Map.of(),
        layers,
        List.of(),
        0);
  }

  private ImageInfo obtain() throws EngineException {
    SlotLayout slot = task.slot;
    return new Images(engine.engine(), RecordedImages.STORE, shared, author, clock)
        .obtain(
            new Images.Wish(task.job(), task.init(), slot, "Dockerfile", task.engineInfo()),
            new Images.Surroundings(
                suspended::get,
                () -> true,
                wanted -> said.add("wants the network: " + wanted),
                () -> false,
                said::add,
                said::add,
                said::add));
  }
}
