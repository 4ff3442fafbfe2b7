package net.boincwrapper.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramNameTest {
  @TempDir private Path home;

  @Test
  void whatWasTypedIsWhatAHintSays() {
    assertThat(ProgramName.shortened("bin/docker-wrapper", "/bin")).isEqualTo("bin/docker-wrapper");
    assertThat(ProgramName.shortened("./docker_wrapper_0.1.0", null))
        .isEqualTo("./docker_wrapper_0.1.0");
  }

  @Test
  void aScriptThatTheShellFoundByItsNameIsCalledByItsName() throws IOException {
    Path first = program("first");
    Path second = program("second");
    String path = first.getParent() + "::" + second.getParent();

    assertThat(ProgramName.shortened(first.toString(), path)).isEqualTo("docker-wrapper");
    assertThat(ProgramName.shortened(second.toString(), path)).isEqualTo(second.toString());
    assertThat(ProgramName.shortened(first.toString(), "/absent")).isEqualTo(first.toString());
  }

  private Path program(String directory) throws IOException {
    Path file = Files.createDirectories(home.resolve(directory)).resolve("docker-wrapper");
    Files.createFile(file);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void aNameWithABlankIsQuotedForTheShell() {
    assertThat(ProgramName.quoted("./my tools/x")).isEqualTo("'./my tools/x'");
    assertThat(ProgramName.quoted("./docker_wrapper_0.1.0_x86_64-pc-linux-gnu"))
        .isEqualTo("./docker_wrapper_0.1.0_x86_64-pc-linux-gnu");
  }

  @Test
  void aPathIsNeverAnOption() {
    assertThat(ProgramName.word(Path.of("-job"))).isEqualTo("./-job");
    assertThat(ProgramName.word(Path.of("a/-job"))).isEqualTo("a/-job");
  }
}
