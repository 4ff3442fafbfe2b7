package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.slot.CheckpointArchive.Found;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointArchiveTest {
  private final SlotLayout slot = Slots.inMemory();
  private final CheckpointFiles app = new CheckpointFiles(slot);
  private final CheckpointArchive archive = new CheckpointArchive(slot);
  private final FileSystem files = slot.directory().getFileSystem();
  private final Path target = files.getPath("/home/author/out");

  CheckpointArchiveTest() throws IOException {}

  @BeforeEach
  void sealTwo() throws Exception {
    app.write("state", "one");
    app.checkpoints().seal(CheckpointFiles.order());
    app.write("state", "two!");
    app.write("deep/more", "x");
    app.checkpoints().seal(CheckpointFiles.order());
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  @Test
  void theNewestComesFirstWhateverTheResultIs() throws Exception {
    List<Found> all = archive.all();

    assertThat(all).extracting(Found::generation).containsExactly(2, 1);
    assertThat(all).allMatch(it -> it.damage().isEmpty());
    assertThat(all.get(0).manifest().orElseThrow().resultName()).isEqualTo(CheckpointFiles.RESULT);
    assertThat(all.get(0).manifest().orElseThrow().bytes()).isEqualTo(5);
  }

  @Test
  void oneIsCopiedWithTheDirectoriesOfItsFiles() throws Exception {
    assertThat(archive.copy(2, target)).containsExactly("ckpt/deep/more", "ckpt/state");

    assertThat(target.resolve("ckpt/state")).hasContent("two!");
    assertThat(target.resolve("ckpt/deep/more")).hasContent("x");
    assertThat(Files.getLastModifiedTime(target.resolve("ckpt/state")))
        .isEqualTo(Files.getLastModifiedTime(app.path("state")));
    assertThat(app.contents()).containsEntry("state", "two!");
  }

  @Test
  void anOlderOneIsCopiedIntoAnEmptyDirectory() throws Exception {
    Files.createDirectories(target);

    assertThat(archive.copy(1, target)).containsExactly("ckpt/state");
    assertThat(target.resolve("ckpt/state")).hasContent("one");
  }

  @Test
  void nothingIsEverOverwritten() throws Exception {
    Files.createDirectories(target);
    Files.writeString(target.resolve("mine"), "mine");

    assertThatThrownBy(() -> archive.copy(2, target))
        .isInstanceOf(SlotException.class)
        .hasMessageContaining("/home/author/out is not empty. Name a new directory");
    assertThatThrownBy(() -> archive.copy(2, target.resolve("mine")))
        .isInstanceOf(SlotException.class);
    assertThat(target.resolve("ckpt")).doesNotExist();
    assertThat(target.resolve("mine")).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "longer than sealed"})
  void whatIsDamagedIsShownAsSuchAndNotCopied(String content) throws Exception {
    Files.write(slot.checkpoint(2).resolve("1"), content.getBytes(StandardCharsets.UTF_8));

    assertThat(archive.all().get(0).damage().orElseThrow()).contains("of ckpt/state");
    assertThat(archive.all().get(0).manifest()).isPresent();
    assertThat(archive.all().get(1).damage()).isEmpty();
    assertThatThrownBy(() -> archive.copy(2, target))
        .isInstanceOf(SlotException.class)
        .hasMessageContaining("Take another one");
    assertThat(target).doesNotExist();
  }

  @Test
  void otherBytesOfTheSameLengthAreFoundByTheirHash() throws Exception {
    Files.writeString(slot.checkpoint(2).resolve("1"), "tow!");

    assertThat(archive.all().get(0).damage())
        .contains("has other bytes in ckpt/state than were sealed");
  }

  @Test
  void aManifestThatCannotBeReadLeavesOnlyTheNumber() throws Exception {
    Files.writeString(slot.checkpoint(2).resolve("manifest"), "nonsense");

    assertThat(archive.all().get(0).manifest()).isEmpty();
    assertThat(archive.all().get(0).damage().orElseThrow()).startsWith("has a damaged manifest");
    assertThatThrownBy(() -> archive.copy(3, target)).hasMessageContaining("has no manifest");
  }

  /** Whole by its own hash, and yet made by somebody else. */
  @ParameterizedTest
  @ValueSource(strings = {"../../etc/cron.d/x", "/etc/passwd", "a/../../b", "a//b", ".", ""})
  void noNameLeadsOutOfTheTarget(String name) throws Exception {
    Manifest good = archive.all().get(1).manifest().orElseThrow();
    Manifest.Entry entry = good.entries().get(0);
    Manifest bad =
        new Manifest(
            good.resultName(),
            1,
            1,
            1,
            good.fractionDone(),
            good.sealedAt(),
            List.of(
                new Manifest.Entry(
                    name,
                    entry.kind(),
                    entry.bytes(),
                    entry.sha256(),
                    entry.modified(),
                    entry.permissions(),
                    entry.identity(),
                    "")));
    Files.write(slot.checkpoint(1).resolve("manifest"), ManifestFile.write(bad));

    assertThatThrownBy(() -> archive.copy(1, target))
        .isInstanceOf(SlotException.class)
        .hasMessageContaining("no slot can hold");
    assertThat(target).doesNotExist();
    assertThatThrownBy(() -> new SealedFiles(slot, good.resultName()).verified(1))
        .as("nor is it put back into the slot")
        .hasMessageContaining("no slot can hold");
  }

  @Test
  void aSlotWithoutAnyHasNone() throws Exception {
    SlotLayout other = new SlotLayout(Files.createDirectories(files.getPath("/other")));

    assertThat(CheckpointArchive.isIn(other)).isFalse();
    assertThat(new CheckpointArchive(other).all()).isEmpty();
    assertThat(CheckpointArchive.isIn(slot)).isTrue();
  }
}
