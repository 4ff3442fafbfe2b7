package net.boincwrapper.slot;

import static net.boincwrapper.slot.CheckpointFiles.NOW;
import static net.boincwrapper.slot.CheckpointFiles.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private static final KnownLinks NO_LINKS = new KnownLinks(List.of());

  private CheckpointFiles app;
  private Checkpoints checkpoints;

  @BeforeEach
  void slot() throws Exception {
    app = new CheckpointFiles(Slots.inMemory());
    checkpoints = app.checkpoints();
  }

  @Test
  void givesBackWhatWasSealed() throws Exception {
    app.write("state", "one");
    app.write("deep/er/progress", "1");
    checkpoints.seal(order());
    app.write("state", "torn");
    app.delete("deep/er/progress");
    app.write("extra", "from later");

    checkpoints.restore(1, "the host was restarted");

    assertThat(app.contents()).isEqualTo(Map.of("state", "one", "deep/er/progress", "1"));
    assertThat(app.slot().setAside().resolve("ckpt/extra")).hasContent("from later");
    assertThat(checkpoints.unfinishedRestore()).isEmpty();
  }

  @Test
  void tellsWhatWasSealed() throws Exception {
    app.write("state", "one");
    Sealing sealing = checkpoints.seal(order());

    Manifest manifest = checkpoints.newestVerified(line -> {}).orElseThrow();
    assertThat(sealing).isEqualTo(new Sealing.Done(manifest));
    assertThat(manifest.generation()).isEqualTo(1);
    assertThat(manifest.cpuSeconds()).isEqualTo(12.5);
    assertThat(manifest.wallSeconds()).isEqualTo(14);
    assertThat(manifest.fractionDone()).hasValue(0.25);
    assertThat(manifest.sealedAt()).isEqualTo(NOW);
    assertThat(manifest.bytes()).isEqualTo(3);
    assertThat(manifest.stats()).isEqualTo(app.look());
    assertThat(checkpoints.liveEquals(manifest)).isTrue();
  }

  @Test
  void fallsBackToTheOneBeforeADamagedOne() throws Exception {
    app.write("state", "one");
    checkpoints.seal(order());
    app.write("state", "two");
    checkpoints.seal(order());
    Files.writeString(app.slot().checkpoint(2).resolve("0"), "tw0");

    List<String> complaints = new ArrayList<>();
    assertThat(checkpoints.newestVerified(complaints::add).orElseThrow().generation()).isEqualTo(1);
    assertThat(complaints)
        .containsExactly("checkpoint 2 has other bytes in ckpt/state than were sealed");
    assertThat(checkpoints.verifies(2)).isFalse();
    assertThat(checkpoints.verifies(1)).isTrue();
  }

  @Test
  void nothingDeclaredIsNoCheckpoint() throws Exception {
    assertThat(checkpoints.seal(order())).isEqualTo(new Sealing.Empty());
    assertThat(checkpoints.generations()).isEmpty();
  }

  @Test
  void countsOnAndKeepsTheNewest() throws Exception {
    checkpoints.sealFirst(NO_LINKS, NOW, OptionalLong.empty());
    for (int number = 1; number <= 4; number++) {
      app.write("state", "version " + number);
      checkpoints.seal(order());
    }

    assertThat(checkpoints.generations()).containsExactly(4, 3, 0);
  }

  @Test
  void givesBackTimesAndPermissions() throws Exception {
    app.write("state", "one");
    FileTime time = FileTime.from(Instant.parse("2026-01-02T03:04:05.678Z"));
    Files.setLastModifiedTime(app.path("state"), time);
    Files.setPosixFilePermissions(app.path("state"), PosixFilePermissions.fromString("rwxr-x--x"));
    checkpoints.seal(order());
    app.delete("state");

    checkpoints.restore(1, "it is gone");

    assertThat(Files.getLastModifiedTime(app.path("state"))).isEqualTo(time);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(app.path("state"))))
        .isEqualTo("rwxr-x--x");
  }

  @Test
  void setuidIsNotSealed(@TempDir Path directory) throws Exception {
    app = new CheckpointFiles(Slots.in(directory));
    app.write("state", "one");
    Files.setAttribute(app.path("state"), "unix:mode", 06755);
    app.checkpoints().seal(order());
    Files.delete(app.path("state"));

    app.checkpoints().restore(1, "it is gone");

    assertThat(Files.getAttribute(app.path("state"), "unix:mode")).isEqualTo(0100755);
  }

  @Test
  void afreshIsWhatWasThereBeforeTheFirstStart() throws Exception {
    app.write("seed", "given by the project");
    checkpoints.sealFirst(NO_LINKS, NOW, OptionalLong.empty());
    app.write("seed", "used up");
    app.write("state", "one");

    checkpoints.sealFirst(NO_LINKS, NOW, OptionalLong.empty());
    checkpoints.restore(0, "nothing else verifies");

    assertThat(app.contents()).isEqualTo(Map.of("seed", "given by the project"));
    assertThat(checkpoints.newestVerified(line -> {})).as("0 is no checkpoint").isEmpty();
  }

  @Test
  void afreshCanBeNothingAtAll() throws Exception {
    checkpoints.sealFirst(NO_LINKS, NOW, OptionalLong.empty());
    app.write("state", "one");

    checkpoints.restore(0, "nothing else verifies");

    assertThat(app.contents()).isEmpty();
    assertThat(checkpoints.liveEquals(checkpoints.manifest(0).orElseThrow())).isTrue();
    assertThat(app.slot().setAside().resolve("ckpt/state")).hasContent("one");
  }

  @Test
  void theClientsLinksAreLinksAgain() throws Exception {
    Path input = Files.writeString(Slots.project(app.slot()).resolve("input"), "a large file");
    Files.createDirectory(app.slot().directory().resolve("ckpt"));
    Path toInput = input.getFileSystem().getPath("../../../projects/P/input");
    Files.createSymbolicLink(app.path("start"), toInput);
    SoftLinks.createText(app.slot(), app.path("text"), input);
    KnownLinks links = KnownLinks.recordOnce(app.slot(), Slots.project(app.slot()));
    checkpoints.sealFirst(links, NOW, OptionalLong.empty());
    Manifest first = checkpoints.manifest(0).orElseThrow();
    assertThat(checkpoints.liveEquals(first)).isTrue();
    app.delete("start");
    app.write("start", "the app's own");
    app.write("text", "the app's own");
    assertThat(checkpoints.liveEquals(first)).isFalse();

    checkpoints.restore(0, "nothing else verifies");

    assertThat(Files.readSymbolicLink(app.path("start"))).isEqualTo(toInput);
    assertThat(app.path("start")).hasContent("a large file");
    assertThat(new SoftLinks(app.slot(), Slots.project(app.slot())).target(app.path("text")))
        .contains(input);
    assertThat(checkpoints.liveEquals(first)).isTrue();
  }

  @Test
  void noLaterStateIsTakenForTheFirst() throws Exception {
    app.write("state", "one");
    checkpoints.seal(order());

    checkpoints.sealFirst(NO_LINKS, NOW, OptionalLong.empty());

    assertThat(checkpoints.generations()).containsExactly(1);
  }

  @Test
  void theLiveFilesDifferInAByteANameOrAFile() throws Exception {
    app.write("a", "one");
    app.write("b", "two");
    checkpoints.seal(order());
    Manifest sealed = checkpoints.manifest(1).orElseThrow();

    app.write("a", "onE");
    assertThat(checkpoints.liveEquals(sealed)).isFalse();
    app.write("a", "one");
    assertThat(checkpoints.liveEquals(sealed)).isTrue();
    app.write("c", "");
    assertThat(checkpoints.liveEquals(sealed)).isFalse();
    app.delete("c");
    app.delete("b");
    assertThat(checkpoints.liveEquals(sealed)).isFalse();
  }

  @Test
  void onlyTheLastRestoresExtraFilesAreKept() throws Exception {
    app.write("state", "one");
    checkpoints.seal(order());
    app.write("first", "");
    checkpoints.restore(1, "first");
    app.write("second", "");
    checkpoints.restore(1, "second");

    assertThat(app.slot().setAside().resolve("ckpt/first")).doesNotExist();
    assertThat(app.slot().setAside().resolve("ckpt/second")).exists();
  }

  @Test
  void anUnknownGenerationIsNotRestored() {
    assertThatThrownBy(() -> checkpoints.restore(7, "a mistake"))
        .isInstanceOf(SlotException.class)
        .hasMessageContaining("could not restore checkpoint 7")
        .hasMessageContaining("it has no manifest that can be read");
  }

  @Test
  void aMixtureIsNotSealed() throws Exception {
    app.write("state", "one");
    checkpoints.seal(order());
    new RestoreJournal(app.slot(), new Effects(Steps.NONE)).write(1, "killed after this");

    assertThatThrownBy(() -> checkpoints.seal(order()))
        .isInstanceOf(SlotException.class)
        .hasMessageContaining("a restore is not finished");

    checkpoints.restore(1, "again");
    assertThat(checkpoints.seal(order())).isInstanceOf(Sealing.Done.class);
  }

  @Test
  void tooManyFilesForAFirstOneAreTheAuthorsFault() throws Exception {
    for (int number = 0; number <= 1000; number++) {
      app.write("many/" + number, "");
    }

    assertThatThrownBy(() -> checkpoints.sealFirst(NO_LINKS, NOW, OptionalLong.empty()))
        .isInstanceOfSatisfying(
            SlotException.class, failure -> assertThat(failure.isTransient()).isFalse())
        .hasMessageContaining("1001 files are declared, more than 1000");
  }
}
