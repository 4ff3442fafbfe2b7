package net.boincwrapper.slot;

import static net.boincwrapper.slot.CheckpointFiles.NOW;
import static net.boincwrapper.slot.CheckpointFiles.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a volunteer's disk can make of sealed checkpoints. */
@Timeout(20)
class DamagedCheckpointsTest {
  private static final Map<String, String> ONE = Map.of("a", "one", "b/c", "1");

  private CheckpointFiles app;
  private Checkpoints checkpoints;

  /** What happens to generation 2, and what is said of it. */
  enum Damage {
    TRUNCATED("has 1 of the 3 bytes of ckpt/a") {
      @Override
      void to(Path generation) throws IOException {
        Files.writeString(generation.resolve("0"), "t");
      }
    },
    LONGER("has 5 of the 3 bytes of ckpt/a") {
      @Override
      void to(Path generation) throws IOException {
        Files.writeString(generation.resolve("0"), "two\0\0");
      }
    },
    ZEROED("has other bytes in ckpt/a than were sealed") {
      @Override
      void to(Path generation) throws IOException {
        Files.write(generation.resolve("0"), new byte[3]);
      }
    },
    FLIPPED("has other bytes in ckpt/b/c than were sealed") {
      @Override
      void to(Path generation) throws IOException {
        Files.writeString(generation.resolve("1"), "3");
      }
    },
    MISSING("has no copy of ckpt/b/c") {
      @Override
      void to(Path generation) throws IOException {
        Files.delete(generation.resolve("1"));
      }
    },
    A_DIRECTORY_FOR_A_FILE("has no copy of ckpt/b/c") {
      @Override
      void to(Path generation) throws IOException {
        Files.delete(generation.resolve("1"));
        Files.createDirectory(generation.resolve("1"));
      }
    },
    NO_MANIFEST("has no manifest that can be read") {
      @Override
      void to(Path generation) throws IOException {
        Files.delete(generation.resolve("manifest"));
      }
    },
    A_FLIPPED_BIT_IN_THE_MANIFEST("has a damaged manifest: its checksum is wrong") {
      @Override
      void to(Path generation) throws IOException {
        byte[] bytes = Files.readAllBytes(generation.resolve("manifest"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(generation.resolve("manifest"), bytes);
      }
    },
    A_TRUNCATED_MANIFEST("has a damaged manifest: it has no checksum") {
      @Override
      void to(Path generation) throws IOException {
        byte[] bytes = Files.readAllBytes(generation.resolve("manifest"));
        Files.write(generation.resolve("manifest"), Arrays.copyOf(bytes, 40));
      }
    },
    AN_EMPTY_MANIFEST("has a damaged manifest: it has no checksum") {
      @Override
      void to(Path generation) throws IOException {
        Files.write(generation.resolve("manifest"), new byte[0]);
      }
    },
    A_HUGE_MANIFEST("has no manifest that can be read") {
      @Override
      void to(Path generation) throws IOException {
        Files.write(generation.resolve("manifest"), new byte[ManifestFile.MAX_BYTES + 1]);
      }
    },
    THE_MANIFEST_OF_ANOTHER("has the manifest of checkpoint 1 of job_1_0") {
      @Override
      void to(Path generation) throws IOException {
        byte[] other = Files.readAllBytes(generation.resolveSibling("1").resolve("manifest"));
        Files.write(generation.resolve("manifest"), other);
      }
    },
    A_FILE_FOR_THE_DIRECTORY("has no manifest that can be read") {
      @Override
      void to(Path generation) throws IOException {
        new Entries(generation.getParent()).remove("2");
        Files.writeString(generation, "fsck was here");
      }
    };

    private final String complaint;

    Damage(String complaint) {
      this.complaint = complaint;
    }

    abstract void to(Path generation) throws IOException;
  }

  @BeforeEach
  void sealTwo() throws Exception {
    sealTwoIn(Slots.inMemory());
  }

  private void sealTwoIn(SlotLayout slot) throws Exception {
    app = new CheckpointFiles(slot);
    checkpoints = app.checkpoints();
    write(ONE);
    checkpoints.seal(order());
    write(Map.of("a", "two", "b/c", "2"));
    checkpoints.seal(order());
  }

  private void write(Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      app.write(file.getKey(), file.getValue());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theOneBeforeItIsUsed(Damage damage) throws Exception {
    damage.to(app.slot().checkpoint(2));

    List<String> complaints = new ArrayList<>();
    Manifest newest = checkpoints.newestVerified(complaints::add).orElseThrow();

    assertThat(newest.generation()).isEqualTo(1);
    assertThat(complaints).containsExactly("checkpoint 2 " + damage.complaint);
    assertThat(checkpoints.verifies(2)).isFalse();
    checkpoints.restore(1, "2 is damaged");
    assertThat(app.contents()).isEqualTo(ONE);
  }

  @ParameterizedTest
  @EnumSource
  void sealingGoesOnAndRemovesItInTime(Damage damage) throws Exception {
    damage.to(app.slot().checkpoint(2));

    for (int generation = 3; generation < 5; generation++) {
      assertThat(checkpoints.seal(order()))
          .isInstanceOfSatisfying(
              Sealing.Done.class,
              done -> assertThat(checkpoints.liveEquals(done.manifest())).isTrue());
      assertThat(checkpoints.generations().get(0)).isEqualTo(generation);
    }
    assertThat(checkpoints.generations()).containsExactly(4, 3);
    assertThat(app.slot().checkpoint(2)).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(names = {"TRUNCATED", "MISSING", "NO_MANIFEST", "A_FILE_FOR_THE_DIRECTORY"})
  void whatIsNotWholeIsNotRestored(Damage damage) throws Exception {
    damage.to(app.slot().checkpoint(2));
    Map<String, String> before = app.contents();

    assertThatThrownBy(() -> checkpoints.restore(2, "somebody asked"))
        .isInstanceOf(SlotException.class)
        .hasMessageContaining("could not restore checkpoint 2")
        .hasMessageContaining(damage.complaint);

    assertThat(app.contents()).isEqualTo(before);
    assertThat(checkpoints.unfinishedRestore()).isEmpty();
  }

  @Test
  void aFifoForAFileDoesNotBlock(@TempDir Path directory) throws Exception {
    sealTwoIn(Slots.in(directory));
    Files.delete(app.slot().checkpoint(2).resolve("1"));
    Slots.fifo(app.slot().checkpoint(2).resolve("1"));

    assertThat(checkpoints.newestVerified(line -> {}).orElseThrow().generation()).isEqualTo(1);
  }

  @Test
  void anExtraFileInAGenerationDoesNotMatter() throws Exception {
    Files.writeString(app.slot().checkpoint(2).resolve("2"), "lost and found");

    assertThat(checkpoints.newestVerified(line -> {}).orElseThrow().generation()).isEqualTo(2);
    checkpoints.restore(2, "to look at it");
    assertThat(app.contents()).isEqualTo(Map.of("a", "two", "b/c", "2"));
  }

  @Test
  void strangeNamesAreNoGenerations() throws Exception {
    Path all = app.slot().checkpoints();
    for (String name : List.of("lost+found", "03", "-1", "7.new", "99999999999", "1 ")) {
      Files.createDirectory(all.resolve(name));
    }

    assertThat(checkpoints.generations()).containsExactly(2, 1);
    assertThat(checkpoints.seal(order(9))).isInstanceOf(Sealing.Done.class);
    assertThat(checkpoints.generations()).containsExactly(3, 2, 1);
    assertThat(all.resolve("7.new")).doesNotExist();
    assertThat(all.resolve("lost+found")).exists();
  }

  @Test
  void aFileInPlaceOfThemAllIsSurvived() throws Exception {
    new Entries(app.slot().ownDirectory()).remove("checkpoints");
    Files.writeString(app.slot().checkpoints(), "not a directory");

    assertThat(checkpoints.newestVerified(line -> {})).isEmpty();
    assertThat(checkpoints.generations()).isEmpty();
    assertThat(checkpoints.verifies(0)).isFalse();
    assertThat(checkpoints.seal(order())).isInstanceOf(Sealing.Done.class);
    assertThat(checkpoints.generations()).containsExactly(1);
  }

  @Test
  void allAreDamagedAndEachIsComplainedOf() throws Exception {
    Damage.ZEROED.to(app.slot().checkpoint(1));
    Damage.NO_MANIFEST.to(app.slot().checkpoint(2));
    checkpoints.sealFirst(new KnownLinks(List.of()), NOW, OptionalLong.empty());

    List<String> complaints = new ArrayList<>();
    assertThat(checkpoints.newestVerified(complaints::add)).isEmpty();
    assertThat(complaints).hasSize(2);
    assertThat(checkpoints.verifies(0)).as("what is there now is not what was first").isFalse();
  }

  @Test
  void aDamagedJournalMeansThatTheLiveFilesAreNotTrusted() throws Exception {
    Files.writeString(app.slot().restoreJournal(), "zzz");
    assertThat(checkpoints.unfinishedRestore()).contains(2);

    Damage.FLIPPED.to(app.slot().checkpoint(2));
    assertThat(checkpoints.unfinishedRestore()).contains(1);

    checkpoints.restore(1, "the journal is damaged");
    assertThat(checkpoints.unfinishedRestore()).isEmpty();
    assertThat(app.contents()).isEqualTo(ONE);
  }

  @Test
  void aDirectoryInPlaceOfTheJournalGoesAwayToo() throws Exception {
    Files.createDirectories(app.slot().restoreJournal().resolve("full"));

    assertThat(checkpoints.unfinishedRestore()).contains(2);
    checkpoints.restore(2, "the journal is damaged");
    assertThat(checkpoints.unfinishedRestore()).isEmpty();
  }

  @Test
  void anotherResultsGenerationsAreNotUsed() throws Exception {
    Checkpoints others = new Checkpoints(app.slot(), app, "another_1_0");

    List<String> complaints = new ArrayList<>();
    assertThat(others.newestVerified(complaints::add)).isEmpty();
    assertThat(complaints)
        .containsExactly(
            "checkpoint 2 has the manifest of checkpoint 2 of job_1_0",
            "checkpoint 1 has the manifest of checkpoint 1 of job_1_0");
    assertThat(others.generations()).isEmpty();
  }
}
