package net.boincwrapper.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
  @TempDir private Path home;

  @Test
  void whatIsNamedComesFirst() throws IOException {
    Path named = program("mine", 1);
    program("target/docker_wrapper_1_x86_64-pc-linux-gnu", 2);

    assertThat(new Programs(home, Map.of("WRAPPER", named.toString())).ours().program())
        .isEqualTo(named);
  }

  @Test
  void elseTheNewestBundle() throws IOException {
    program("target/docker_wrapper_1_x86_64-pc-linux-gnu", 1);
    Path newest = program("target/docker_wrapper_2_x86_64-pc-linux-gnu", 3);
    program("target/docker_wrapper_0_x86_64-pc-linux-gnu", 2);

    Programs programs = new Programs(home, Map.of());

    assertThat(programs.ours().program()).isEqualTo(newest);
    assertThat(programs.isForDevelopment(programs.ours())).isFalse();
  }

  @Test
  void aBundleThatLacksTheLastChangeIsFoundOut() throws IOException {
    program("wrapper/src/main/java/A.java", 1);
    Path source = program("slot-layout/src/main/java/B.java", 1);
    program("target/docker_wrapper_1_x86_64-pc-linux-gnu", 2);
    Programs programs = new Programs(home, Map.of());

    assertThat(programs.isOutdated(programs.ours())).isFalse();
    Files.setLastModifiedTime(source, FileTime.fromMillis(3000));
    assertThat(programs.isOutdated(programs.ours())).isTrue();
  }

  @Test
  void elseTheScriptWhichTheReportHasToSay() throws IOException {
    Programs programs = new Programs(home, Map.of());

    assertThat(programs.ours().program()).isEqualTo(home.resolve("bin/docker-wrapper"));
    assertThat(programs.isForDevelopment(programs.ours())).isTrue();
  }

  @Test
  void aPeerIsMeasuredOnlyIfItIsNamed() throws IOException {
    Path peer = program("peer", 1);

    assertThat(new Programs(home, Map.of()).peer()).isEmpty();
    assertThat(new Programs(home, Map.of("PEER", "peer")).peer())
        .hasValue(new Wrapper("peer", peer));
  }

  @Test
  void whatCannotBeExecutedIsRefused() throws IOException {
    Files.writeString(home.resolve("text"), "");

    assertThatThrownBy(() -> new Programs(home, Map.of("PEER", "text")).peer())
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("PEER names no executable file");
  }

  private Path program(String name, long second) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1000 * second));
    return file;
  }
}
