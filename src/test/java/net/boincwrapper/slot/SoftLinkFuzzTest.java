package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.fuzz.Cost;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SoftLinkFuzzTest {
  @FuzzTest
  void leadsIntoTheProjectsDirectoryOrIsNotHonoured(byte[] content) throws Exception {
    SlotLayout slot = Slots.inMemory();
    try (var fileSystem = slot.directory().getFileSystem()) {
      SoftLinks links = new SoftLinks(slot, Slots.project(slot));
      Files.write(slot.directory().resolve("in"), content);

      Optional<Path> target =
          Cost.bounded(content.length, () -> links.target(fileSystem.getPath("in")));

      target.ifPresent(
          it -> assertThat(it.isAbsolute() && it.equals(it.normalize())).as("%s", it).isTrue());
      Optional<Path> honoured = links.honoured(fileSystem.getPath("in"));
      assertThat(honoured.isEmpty() || honoured.equals(target)).isTrue();
      if (honoured.isPresent()) {
        assertThat(honoured.get().getParent().normalize().startsWith(Slots.project(slot))).isTrue();
        SoftLinks.createText(slot, fileSystem.getPath("again"), honoured.get());
        assertThat(links.honoured(fileSystem.getPath("again"))).isEqualTo(honoured);
      }
    }
  }
}
