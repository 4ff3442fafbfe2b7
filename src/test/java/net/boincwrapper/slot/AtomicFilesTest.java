package net.boincwrapper.slot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @Test
  void replacesAFileAndLeavesNothingBeside(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("record");
    AtomicFiles.write(file, "one".getBytes(UTF_8));
    AtomicFiles.write(file, "two".getBytes(UTF_8));

    assertThat(file).hasContent("two");
    assertThat(Files.getAttribute(file, "unix:mode")).isEqualTo(0100600);
    assertThat(names(directory)).containsExactly("record");
  }

  @Test
  void worksInMemory() throws Exception {
    Path file = Slots.inMemory().directory().resolve("record");

    AtomicFiles.write(file, "one".getBytes(UTF_8));

    assertThat(file).hasContent("one");
  }

  @Test
  void keepsTheOldFileWhenTheNewOneCannotTakeItsPlace(@TempDir Path directory) throws Exception {
    Path occupied = Files.createDirectories(directory.resolve("record/child")).getParent();

    assertThatThrownBy(() -> AtomicFiles.write(occupied, "one".getBytes(UTF_8)))
        .isInstanceOf(IOException.class);

    assertThat(names(directory)).containsExactly("record");
  }

  @Test
  void createsOnlyWhatIsNotThere(@TempDir Path directory) throws Exception {
    Path canary = Files.writeString(directory.resolve("canary"), "alive");
    Path link = Files.createSymbolicLink(directory.resolve("link"), canary);
    Path dangling = Files.createSymbolicLink(directory.resolve("to"), directory.resolve("nothing"));

    for (Path taken : List.of(canary, link, dangling)) {
      assertThatThrownBy(() -> AtomicFiles.create(taken, new byte[] {1}, AtomicFiles.OWNER_ONLY))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
    assertThat(canary).hasContent("alive");
    assertThat(directory.resolve("nothing")).doesNotExist();
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }
}
