package net.boincwrapper.slot;

import static net.boincwrapper.slot.CheckpointFiles.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An app that changes its files while they are sealed, by bad luck or on purpose. */
@Timeout(20)
class HostileCheckpointTest {
  @TempDir Path directory;
  private CheckpointFiles app;
  private Path secret;

  private interface Deed {
    void perform() throws Exception;
  }

  @BeforeEach
  void files() throws Exception {
    app = new CheckpointFiles(Slots.in(directory));
    secret = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(secret.resolve("state"), "a secret");
    app.write("sub/state", "the state");
  }

  /** Performs it when the first file of a generation is just made: it was looked at, not opened. */
  private Checkpoints whenCopying(int times, Deed deed) {
    int[] left = {times};
    return app.checkpoints(
        effect -> {
          if (effect.startsWith("make ") && effect.endsWith(".new") && left[0]-- > 0) {
            perform(deed);
          }
        });
  }

  private static void perform(Deed deed) {
    try {
      deed.perform();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void filesThatChangeOnceAreCopiedAgain() throws Exception {
    Sealing sealing = whenCopying(1, () -> app.write("sub/state", "the next state")).seal(order());

    assertThat(sealing).isInstanceOf(Sealing.Done.class);
    assertThat(app.slot().checkpoint(1).resolve("0")).hasContent("the next state");
  }

  @Test
  void filesThatNeverRestAreLeftAlone() throws Exception {
    int[] count = {0};
    Sealing sealing =
        whenCopying(1000, () -> app.write("sub/state", "x".repeat(++count[0]))).seal(order());

    assertThat(sealing).isEqualTo(new Sealing.Restless());
    assertThat(count[0]).isLessThan(10);
    assertNothingIsLeft();
  }

  @Test
  void aFileThatComesWhileOthersAreCopiedIsSealedWithThem() throws Exception {
    whenCopying(1, () -> app.write("sub/second", "2")).seal(order());

    assertThat(app.checkpoints().manifest(1).orElseThrow().stats()).hasSize(2);
  }

  @Test
  void aFileThatGoesWhileItIsCopiedIsNotMissed() throws Exception {
    Sealing sealing = whenCopying(1, () -> app.delete("sub/state")).seal(order());

    assertThat(sealing).isEqualTo(new Sealing.Empty());
    assertNothingIsLeft();
  }

  @Test
  void aLinkThatTakesTheFilesPlaceIsNotFollowed() throws Exception {
    Sealing sealing =
        whenCopying(
                1,
                () -> {
                  app.delete("sub/state");
                  Files.createSymbolicLink(app.path("sub/state"), secret.resolve("state"));
                })
            .seal(order());

    assertThat(sealing).isEqualTo(new Sealing.Empty());
    assertNothingIsLeft();
  }

  @Test
  void aLinkThatTakesItsDirectorysPlaceIsNotFollowed() throws Exception {
    Sealing sealing =
        whenCopying(
                1,
                () -> {
                  Files.move(app.path("sub"), app.path("away"));
                  Files.createSymbolicLink(app.path("sub"), secret);
                })
            .seal(order());

    assertThat(sealing).isInstanceOf(Sealing.Done.class);
    assertThat(app.checkpoints().manifest(1).orElseThrow().stats())
        .containsOnlyKeys("ckpt/away/state");
    assertThat(app.slot().checkpoint(1).resolve("0")).hasContent("the state");
  }

  @Test
  void aFifoThatTakesTheFilesPlaceDoesNotBlock() throws Exception {
    Sealing sealing =
        whenCopying(
                1,
                () -> {
                  app.delete("sub/state");
                  Slots.fifo(app.path("sub/state"));
                })
            .seal(order());

    assertThat(sealing).isEqualTo(new Sealing.Empty());
  }

  @Test
  void strangeNamesSurviveTheManifest() throws Exception {
    Map<String, String> files =
        Map.of(
            "new\nline",
            "1",
            "return\rtwo = 2",
            "2",
            " blanks ",
            "3",
            "back\\slash\\n",
            "4",
            "-rf",
            "5",
            "\u00fc\u2028",
            "6",
            "x".repeat(255),
            "7",
            "checksum = 00000000",
            "8");
    app.delete("sub/state");
    for (Map.Entry<String, String> file : files.entrySet()) {
      app.write(file.getKey(), file.getValue());
    }
    app.checkpoints().seal(order());
    for (String name : files.keySet()) {
      app.write(name, "torn");
    }

    app.checkpoints().restore(1, "all is torn");

    assertThat(app.contents()).isEqualTo(files);
  }

  @Test
  void tooManyFilesAreRefusedBeforeTheFirstIsCopied() throws Exception {
    for (int number = 0; number < 1000; number++) {
      app.write("many/" + number, "");
    }

    assertThat(app.checkpoints().seal(order()))
        .isEqualTo(new Sealing.NoRoom("1001 files are declared, more than 1000"));
    assertNothingIsLeft();
  }

  @Test
  void namesThatAManifestCannotHoldAreRefused() throws Exception {
    String deep = "d".repeat(250) + "/" + "e".repeat(250) + "/" + "f".repeat(250) + "/";
    for (int number = 0; number < 999; number++) {
      app.write(deep + "g".repeat(250) + number, "");
    }

    assertThat(app.checkpoints().seal(order()))
        .isInstanceOfSatisfying(
            Sealing.NoRoom.class, refused -> assertThat(refused.reason()).contains("names"));
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> entries = Files.list(app.slot().checkpoints())) {
      assertThat(entries).isEmpty();
    }
  }
}
