package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import net.boincwrapper.fuzz.Cost;
import net.boincwrapper.fuzz.SlotNames;
import net.boincwrapper.slot.Manifest.Entry;
import net.boincwrapper.slot.record.RecordText.DamagedException;
import org.junit.jupiter.api.Timeout;

/** The inputs are manifests without their checksums. */
@Timeout(120)
class ManifestFuzzTest {
  @FuzzTest
  void namesFilesOfTheSlotAndSaysTheSameWhenWrittenAgain(byte[] lines) throws Exception {
    Optional<Manifest> read = Cost.bounded(lines.length, () -> parse(Records.sealed(lines)));
    if (read.isPresent()) {
      Manifest manifest = read.get();
      assertThat(manifest.generation()).isNotNegative();
      assertThat(manifest.cpuSeconds()).isNotNegative().isFinite();
      assertThat(manifest.wallSeconds()).isNotNegative().isFinite();
      manifest.fractionDone().ifPresent(it -> assertThat(it).isBetween(0.0, 1.0));
      assertThat(manifest.entries().stream().map(Entry::name)).doesNotHaveDuplicates();
      manifest.entries().forEach(ManifestFuzzTest::canBePutBack);
      assertThat(ManifestFile.parse(ManifestFile.write(manifest))).isEqualTo(manifest);
    }
  }

  private static void canBePutBack(Entry entry) {
    SlotNames.below(entry.name());
    assertThat(entry.name())
        .isEqualTo(Path.of("/" + entry.name()).normalize().toString().substring(1));
    assertThat(entry.bytes()).isNotNegative();
    if (!entry.permissions().isEmpty()) {
      PosixFilePermissions.fromString(entry.permissions());
    }
  }

  private static Optional<Manifest> parse(byte[] content) {
    try {
      return Optional.of(ManifestFile.parse(content));
    } catch (DamagedException e) {
      return Optional.empty();
    }
  }
}
