package net.boincwrapper.image.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.image.archive.ArchiveSample.Packing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedArchiveTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"image.tar", "image.tar.gz", "image.TGZ", "image.tar.zst"})
  void theSameImageGivesTheSameBytesWhateverTheEngineWrites(String name) throws IOException {
    SavedArchive first = save(ArchiveSample.docker(), "1" + name);
    SavedArchive second = save(ArchiveSample.oci(Packing.GZIP), "2" + name);
    assertThat(second.file()).hasSameBinaryContentAs(first.file());
    assertThat(first.configDigest()).isEqualTo(ArchiveSample.configDigest());
    assertThat(first.bytes()).isEqualTo(Files.size(first.file()));
    assertThat(first.layers()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image.tar", "image.tar.gz", "image.tar.zst"})
  void whatIsSavedIsAnArchiveOfThatImage(String name) throws IOException {
    SavedArchive saved = save(ArchiveSample.oci(Packing.ZSTD), name);
    ImageArchive archive =
        new ImageArchive(saved.file(), "amd64", Optional.of(saved.configDigest()));
    assertThat(archive.check().configDigest()).isEqualTo(ArchiveSample.configDigest());
    assertThat(Files.readString(saved.file(), StandardCharsets.ISO_8859_1))
        .doesNotContain(ArchiveSample.CLAIMED);
  }

  /** skopeo compresses layers with it; a task has no memory for it, and an author does. */
  @Test
  void aWindowThatNoTaskHasRoomForIsNoneAfterwards() throws IOException {
    List<byte[]> layers =
        ArchiveSample.layers().stream().map(it -> ArchiveSample.windowed(it, 23)).toList();
    SavedArchive saved = save(ArchiveSample.oci(layers), "image.tar.zst");
    ImageArchive archive =
        new ImageArchive(saved.file(), "amd64", Optional.of(ArchiveSample.configDigest()));
    assertThat(archive.check().layers()).hasSize(2);
  }

  @Test
  void nothingIsLeftBesideItAndAnEarlierFileStaysWhereItFails() throws IOException {
    save(ArchiveSample.docker(), "image.tar");
    byte[] before = Files.readAllBytes(directory.resolve("image.tar"));
    assertThatThrownBy(() -> save(ArchiveSample.docker().without("manifest.json"), "image.tar"))
        .isInstanceOf(ArchiveFault.class);
    assertThat(directory.resolve("image.tar")).hasBinaryContent(before);
    try (Stream<Path> all = Files.list(directory)) {
      assertThat(all).hasSize(1);
    }
  }

  private SavedArchive save(ArchiveSample sample, String name) throws IOException {
    return SavedArchive.make(
        new ByteArrayInputStream(sample.bytes()), directory.resolve(name), "amd64");
  }
}
