package net.boincwrapper.image.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import net.boincwrapper.fuzz.Cost;
import net.boincwrapper.image.archive.ImageArchive.Contents;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Timeout;

/** The sums in the headers of a plain tar are put right before it is read. */
@Timeout(120)
class ImageArchiveFuzzTest {
  private static final String NAME = "boincwrapper/p:0123456789abcdef";

  private final FileSystem fileSystem = Jimfs.newFileSystem(Configuration.unix());
  private final Path file = fileSystem.getPath("/image.tar");
  private final ImageArchive archive = new ImageArchive(file, "amd64", Optional.empty());

  @FuzzTest
  void isOneImageOfOurNameOrIsRefused(byte[] content) throws Exception {
    boolean compressed =
        content.length >= Compression.MAGIC_BYTES
            && Compression.of(Arrays.copyOf(content, Compression.MAGIC_BYTES)) != Compression.NONE;
    Files.write(file, compressed ? content : SummedTar.of(content));
    ByteArrayOutputStream sent = new ByteArrayOutputStream();

    Optional<Contents> contents = Cost.bounded(content.length, () -> send(sent));

    if (contents.isEmpty()) {
      assertThat(sent.toString(UTF_8)).as("nothing that makes an image").doesNotContain(NAME);
    } else {
      isNamedOnlySo(sent.toByteArray());
      Files.write(file, sent.toByteArray());
      assertThat(archive.check()).isEqualTo(contents.get());
    }
  }

  private Optional<Contents> send(ByteArrayOutputStream sent) throws IOException {
    sent.reset();
    try {
      return Optional.of(archive.send(sent, NAME));
    } catch (ArchiveFault e) {
      assertThat(String.valueOf(e.getMessage()))
          .isNotBlank()
          .matches(message -> message.chars().noneMatch(Character::isISOControl), "one line");
      return Optional.empty();
    }
  }

  private static void isNamedOnlySo(byte[] sent) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(sent))) {
      String last = "";
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        assertThat(entry.isFile()).isTrue();
        last = entry.getName();
        assertThat(last).matches("\\d{4,}|manifest\\.json");
        if (last.equals(SavedImage.FILE)) {
          assertThat(new String(tar.readAllBytes(), UTF_8))
              .contains("\"RepoTags\":[\"" + NAME + "\"]");
        }
      }
      assertThat(last).isEqualTo(SavedImage.FILE);
    }
  }
}
