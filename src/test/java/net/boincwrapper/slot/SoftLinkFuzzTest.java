package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.fuzz.Cost;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SoftLinkFuzzTest {
  private final SlotLayout slot = Slots.inMemory();
  private final Path project = Slots.project(slot);
  private final SoftLinks links = new SoftLinks(slot, project);
  private final Path in = slot.directory().resolve("in");
  private final Path again = slot.directory().resolve("again");

  SoftLinkFuzzTest() throws IOException {}

  @FuzzTest
  void leadsIntoTheProjectsDirectoryOrIsNotHonoured(byte[] content) throws Exception {
    Files.write(in, content);

    Optional<Path> target = Cost.bounded(content.length, () -> links.target(in));

    target.ifPresent(
        it -> assertThat(it.isAbsolute() && it.equals(it.normalize())).as("%s", it).isTrue());
    Optional<Path> honoured = links.honoured(in);
    assertThat(honoured.isEmpty() || honoured.equals(target)).isTrue();
    if (honoured.isPresent()) {
      assertThat(honoured.get().startsWith(project)).isTrue();
      Files.deleteIfExists(again);
      SoftLinks.createText(slot, again, honoured.get());
      assertThat(links.honoured(again)).isEqualTo(honoured);
    }
  }
}
