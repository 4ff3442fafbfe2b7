package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashesTest {
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final String OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @TempDir Path directory;
  private List<Path> files;

  @BeforeEach
  void files() throws IOException {
    files =
        List.of(
            Files.writeString(directory.resolve("-a\nname\\ with all"), "abc"),
            Files.writeString(directory.resolve("plain"), ""));
  }

  private Optional<Path> program(String script) throws IOException {
    Path program = Files.writeString(directory.resolve("program"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Optional.of(program);
  }

  @Test
  void javaAndTheSystemsProgramTellTheSame() throws Exception {
    assertThat(FileHashes.begin(files, Optional.empty()).await())
        .containsExactly(OF_ABC, OF_NOTHING);
    assertThat(FileHashes.begin(files, Optional.of(Path.of("/usr/bin/sha256sum"))).await())
        .containsExactly(OF_ABC, OF_NOTHING);
  }

  @Test
  void muchIsLeftToTheProgramAndLittleIsNot() throws Exception {
    assertThat(FileHashes.begin(files, 1L << 30).await()).containsExactly(OF_ABC, OF_NOTHING);
    assertThat(FileHashes.begin(files, 3).await()).containsExactly(OF_ABC, OF_NOTHING);
  }

  @Test
  void aProgramThatIsNotThereOrFailsIsDoneWithout() throws Exception {
    for (Optional<Path> program :
        List.of(
            Optional.of(directory.resolve("none")),
            program("exit 0"),
            program("/usr/bin/sha256sum \"$@\"; exit 1"),
            program("echo nonsense"))) {
      assertThat(FileHashes.begin(files, program).await()).containsExactly(OF_ABC, OF_NOTHING);
    }
  }

  @Test
  void theProgramGetsNoEnvironment() throws Exception {
    Path seen = directory.resolve("seen");

    FileHashes.begin(files, program("/usr/bin/env >" + seen)).await();

    assertThat(Files.readString(seen)).doesNotContain("HOME").doesNotContain("LD_LIBRARY_PATH");
  }

  @Test
  void aFileThatIsGoneIsAnError() throws Exception {
    Files.delete(files.get(1));

    assertThatThrownBy(() -> FileHashes.begin(files, 1L << 30).await())
        .isInstanceOf(IOException.class);
  }
}
